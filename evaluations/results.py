"""The answers of many evaluations put together: grouped in the database, judged by ``collation``."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from evaluations import collation, instruments
from evaluations.collation import Counted, Rate, Result
from evaluations.instruments import EDUCATOR, STUDENT, Question
from evaluations.models import Answer, Evaluation, Response
from evaluations.tables import Numbers

Grouped = dict[tuple[str, str], list[Counted]]


def grouped_answers(evaluations: QuerySet[Evaluation], keys: Iterable[str] = ()) -> Grouped:
    """Return how often each answer was given, by question and audience (all questions, or those of ``keys``).

    One query, whatever the number of answers.
    """
    sent = Answer.objects.filter(
        response__submitted_at__isnull=False, response__evaluation__in=evaluations.order_by().values("pk")
    )
    sent = sent.filter(key__in=keys) if keys else sent
    rows = sent.values_list("key", "response__audience", "number", "choice").annotate(times=Count("pk"))
    found: Grouped = defaultdict(list)
    for key, audience, number, choice, times in rows.order_by():
        found[key, audience].append(Counted(number if number is not None else choice, times))
    return found


def rows(
    evaluations: QuerySet[Evaluation],
    *,
    may_see_restricted: bool,
    unfiltered: QuerySet[Evaluation] | None = None,
) -> list[Numbers]:
    """Return a row for each question of the latest version that this person may read.

    With the ``unfiltered`` evaluations, a selection that leaves out only one to four answers is not shown.
    """
    instrument = instruments.REGISTRY[instruments.LATEST]
    questions = instruments.visible(instrument.questions, may_see_restricted=may_see_restricted)
    answers = grouped_answers(evaluations)
    every = grouped_answers(unfiltered) if unfiltered is not None else answers
    titles = {group.key: group.educator_title for group in instrument.groups}
    titles |= {STUDENT: "Asked of students only", EDUCATOR: "Asked of practice educators only"}
    return [
        Numbers(
            one.student or one.educator,
            titles[one.group if one.is_paired else STUDENT if one.student else EDUCATOR],
            _result(one, STUDENT, answers, every),
            _result(one, EDUCATOR, answers, every),
        )
        for one in questions
    ]


def _result(question: Question, audience: str, answers: Grouped, every: Grouped) -> Result | None:
    if not question.words(audience):
        return None
    key = question.key, audience
    of_all = sum(one.times for one in every.get(key, ()))
    return collation.summarise(question, audience, answers.get(key, ()), of_all=of_all)


def rates(evaluations: QuerySet[Evaluation]) -> dict[str, Rate]:
    """Return how many were asked and answered, by audience: one query."""
    asked: QuerySet[Any] = Response.objects.filter(evaluation__in=evaluations.order_by().values("pk"))
    counts = asked.values_list("audience").annotate(
        asked=Count("pk"), answered=Count("pk", filter=Q(submitted_at__isnull=False))
    )
    found = {audience: Rate(number, answered) for audience, number, answered in counts.order_by()}
    return {audience: found.get(audience, Rate(0, 0)) for audience in (STUDENT, EDUCATOR)}
