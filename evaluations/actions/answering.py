"""Save answers page by page, and send them once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from evaluations import alerts, letters
from evaluations.instruments import NOT_APPLICABLE, TEXT, Question, Value
from evaluations.models import Answer, Evaluation, FollowUp, Response
from evaluations.questionnaire import Questionnaire
from kmtp.audit import Refused, recorded
from kmtp.mail import actions as mail
from kmtp.mail import links
from kmtp.partnership.models import Person

RECEIVED = "We already have your answers, so nothing more is needed. Thank you."
CLOSED = "The time to answer is over, so nothing was saved. Ask your coordinator if you still want to say something."


@recorded("Evaluation answered")
def save(
    *,
    response: Response,
    questions: Iterable[Question],
    values: Mapping[str, Value],
    by: Person | None,
    today: date,
    now: datetime | None = None,
) -> Questionnaire:
    """Store what was said to ``questions``; an empty value takes an answer back. Return where that leads."""
    response = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    _refuse_late(response, today)
    if response.started_at is None:
        response.started_at = now or timezone.now()
        response.save(update_fields=["started_at"])
    for question in questions:
        _store(response, question, values.get(question.key))
    return _without_unasked(response)


def _refuse_late(response: Response, today: date) -> None:
    if response.submitted_at:
        raise Refused(RECEIVED)
    if not response.evaluation.is_open_on(today):
        raise Refused(CLOSED, status=410)


def _store(response: Response, question: Question, value: Value) -> None:
    if value in (None, ""):
        Answer.objects.filter(response=response, key=question.key).delete()
        return
    Answer.objects.update_or_create(response=response, key=question.key, defaults=_columns(question, value))


def _columns(question: Question, value: Value) -> dict[str, object]:
    """Return the value in its column: a scale's step and a number as a number, words as words, else a choice."""
    empty: dict[str, object] = {"number": None, "choice": "", "text": ""}
    if question.kind == TEXT:
        return empty | {"text": str(value)}
    if question.is_measured and value != NOT_APPLICABLE:
        return empty | {"number": Decimal(str(value))}
    return empty | {"choice": str(value)}


def _without_unasked(response: Response) -> Questionnaire:
    """Forget answers to questions that the other answers no longer lead to."""
    questionnaire = Questionnaire(response)
    unasked = set(questionnaire.answers) - {question.key for question in questionnaire.asked}
    if not unasked:
        return questionnaire
    Answer.objects.filter(response=response, key__in=unasked).delete()
    return Questionnaire(response)


@recorded("Evaluation answers sent")
def submit(*, response: Response, by: Person | None, today: date, now: datetime | None = None) -> Response:
    """Send the answers, once; what they raise is followed up, and when both sides are in, both can be read."""
    moment = now or timezone.now()
    # The evaluation first and then the response, so that both sides may be sent at the same moment.
    evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=response.evaluation_id)
    response = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    _refuse_late(response, today)
    questionnaire = Questionnaire(response)
    _refuse_gaps(questionnaire)
    response.submitted_at = moment
    response.save(update_fields=["submitted_at"])
    if response.link:
        links.use(response.link)
    _raise_alerts(questionnaire)
    _reveal_if_all_in(evaluation, moment)
    return response


def _refuse_gaps(questionnaire: Questionnaire) -> None:
    missing = questionnaire.missing
    if missing:
        words = missing[0].words(questionnaire.audience)
        raise Refused(f"Answer “{words}” first, then send your answers.")


def _raise_alerts(questionnaire: Questionnaire) -> None:
    response, evaluation = questionnaire.response, questionnaire.evaluation
    rules = alerts.raised(
        questionnaire.answers,
        moment=evaluation.moment,
        observations=evaluation.placement.facts.observations,
    )
    for rule in rules:
        follow_up = FollowUp.objects.create(evaluation=evaluation, audience=response.audience, rule=rule)
        letters.tell_coordinators(follow_up)
    mail.nudge()


def _reveal_if_all_in(evaluation: Evaluation, moment: datetime) -> None:
    if not evaluation.responses.filter(submitted_at__isnull=True).exists():
        evaluation.revealed_at = moment
        evaluation.save(update_fields=["revealed_at"])
