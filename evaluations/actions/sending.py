"""Send an evaluation to both sides, send it again, remind, and close what is over."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from evaluations import letters, reminders
from evaluations.models import Audience, Evaluation, Moment, Response
from kmtp.audit import Refused, recorded
from kmtp.mail import actions as mail
from kmtp.mail import links
from kmtp.partnership.models import Person
from placements.models import ConfidentialProfile, Placement

PURPOSE = "evaluation"
LINK_DAYS = 60
#: The last day to answer is one before the link's last, so that a link never expires while it is asked for.
WINDOW = timedelta(days=LINK_DAYS - 1)
AHEAD, BEHIND = timedelta(days=14), timedelta(days=28)
AGAIN_AFTER = timedelta(minutes=10)
TOOK_PLACE = ("active", "paused", "passed", "failed", "ended-early")


def placements_due(
    rows: QuerySet[Placement], today: date, *, ahead: timedelta = AHEAD
) -> QuerySet[Placement]:
    """Return those of ``rows`` that end soon or ended lately, whose evaluation nobody has sent."""
    sent = Evaluation.objects.filter(placement=OuterRef("pk"), moment=Moment.END)
    return rows.filter(
        ~Exists(sent),
        ends_on__range=(today - BEHIND, today + ahead),
        state__in=TOOK_PLACE,
        educator__isnull=False,
    )


def send_due(*, today: date) -> int:
    """Send what is due by itself; return how many. Those without the student's address wait for a person."""
    reachable = ConfidentialProfile.objects.filter(student=OuterRef("student")).exclude(email="")
    due = placements_due(Placement.objects.all(), today).filter(Exists(reachable)).order_by("pk")
    return sum(_send_quietly(placement, today) for placement in due)


def _send_quietly(placement: Placement, today: date) -> bool:
    try:
        send(placement=placement, by=None, today=today)
    except Refused:  # a coordinator was quicker
        return False
    return True


@recorded("Evaluation sent")
def send(
    *, placement: Placement, by: Person | None, today: date, moment: Moment | str = Moment.END
) -> Evaluation:
    """Ask both sides about ``placement``: a letter with a personal link to each who has an address."""
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    _refuse_unready(placement)
    if Evaluation.objects.filter(placement=placement, moment=moment).exists():
        raise Refused("This evaluation was sent already. Open it to send it again to one side.")
    evaluation = Evaluation.objects.create(
        placement=placement, moment=moment, opens_on=today, closes_on=today + WINDOW
    )
    for audience in (Audience.STUDENT, Audience.EDUCATOR):
        _ask(Response(evaluation=evaluation, audience=audience), by)
    mail.nudge()
    return evaluation


def send_several(*, placements: Iterable[Placement], by: Person, today: date) -> tuple[int, list[str]]:
    """Send those that can be sent; return how many, and a sentence for each that was held back."""
    sent, held_back = 0, []
    for placement in placements:
        try:
            send(placement=placement, by=by, today=today)
        except Refused as refused:
            held_back.append(f"{placement.student}: {refused}")
        else:
            sent += 1
    return sent, held_back


def _refuse_unready(placement: Placement) -> None:
    if placement.educator_id is None:
        raise Refused("This placement has no practice educator, so there are no two sides to ask.")
    if placement.state not in TOOK_PLACE:
        raise Refused(
            f"This placement is “{placement.get_state_display()}”. Send the evaluation once it is under way."
        )
    if not ConfidentialProfile.objects.filter(student=placement.student_id).exclude(email="").exists():
        raise Refused("The student has no e-mail address. Ask the university to add it to the profile first.")


def _ask(response: Response, by: Person | None) -> None:
    if letters.address_of(response):
        response.link = links.issue(purpose=PURPOSE, days=LINK_DAYS)
    response.save()
    if response.link:
        letters.ask(response, by=by)


@recorded("Evaluation sent again")
def send_again(*, response: Response, by: Person, today: date, now: datetime | None = None) -> Response:
    """Write to one side with a new link; the old one stops working."""
    response = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    _refuse_again(response, today, now or timezone.now())
    if response.link:
        links.revoke(response.link)
    response.link = None
    _ask(response, by)
    mail.nudge()
    return response


def _refuse_again(response: Response, today: date, now: datetime) -> None:
    if response.submitted_at:
        raise Refused("These answers came in already, so there is nothing to send again.")
    if not response.evaluation.is_open_on(today):
        raise Refused("This evaluation is closed, so nobody can answer it any more.")
    if not letters.address_of(response):
        raise Refused("There is no e-mail address to send this to. Add one to the record first.")
    if response.link and response.link.created_at > now - AGAIN_AFTER:
        raise Refused("It was sent within the last ten minutes. Wait a little before you send it again.")


@recorded("Last day to answer changed")
def change_window(*, evaluation: Evaluation, closes_on: date, by: Person, today: date) -> Evaluation:
    """Give people more or less time; their links last as long."""
    evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    if not evaluation.is_open_on(today):
        raise Refused(
            "This evaluation is closed: its answers may have been read, so it cannot be opened again."
        )
    if closes_on < today:
        raise Refused("Choose today or a later day as the last day to answer.")
    evaluation.closes_on = closes_on
    evaluation.save()
    _stretch_links(evaluation, closes_on)
    return evaluation


def _stretch_links(evaluation: Evaluation, closes_on: date) -> None:
    end = timezone.make_aware(datetime.combine(closes_on + timedelta(days=1), datetime.min.time()))
    for response in evaluation.responses.filter(link__revoked_at=None).select_related("link"):
        if response.link and response.link.expires_at < end:
            response.link.expires_at = end
            response.link.save(update_fields=["expires_at"])


def remind_due(*, today: date) -> int:
    """Write the reminders whose day has come; return how many were new."""
    missing = Response.objects.missing_on(today).filter(link__isnull=False)
    rows = missing.select_related(
        "link",
        "evaluation__placement__educator__person",
        "evaluation__placement__student",
        "evaluation__placement__team",
        "evaluation__placement__council",
    )
    return sum(_remind(response, today) for response in rows.order_by("pk"))


def _remind(response: Response, today: date) -> bool:
    evaluation = response.evaluation
    kind = reminders.due(opens_on=evaluation.opens_on, closes_on=evaluation.closes_on, today=today)
    return bool(kind and remind(response=response, kind=kind.key))


@recorded("Reminder of an evaluation")
def remind(*, response: Response, kind: str) -> bool:
    """Write one reminder; say whether it is new. One for each person and kind, whatever runs twice."""
    written = letters.remind(response, kind) is not None
    if written:
        mail.nudge()
    return written


@recorded("Time to answer is over")
def close_due(*, today: date, now: datetime | None = None) -> int:
    """Close what nobody can answer any more, so that what came in can be read; return how many."""
    over = Evaluation.objects.filter(revealed_at__isnull=True, closes_on__lt=today)
    return over.update(revealed_at=now or timezone.now())
