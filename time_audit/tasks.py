"""The hourly look for reminders that are due."""

from datetime import date

from celery import shared_task
from django.db import transaction
from django.utils.timezone import localdate

from kmtp.mail.actions import nudge, post
from time_audit import reminders
from time_audit.models import Participant
from time_audit.models.week import week_url

SUBJECTS = {
    reminders.Kind.ENDS: "Your time log for this week: 2 minutes",
    reminders.Kind.LATE: "Your time log for last week is still blank",
}


@shared_task
def remind(today: str | None = None) -> int:
    """Write the reminders due on ``today`` (an ISO date; by default now); return how many are new."""
    day = date.fromisoformat(today) if today else localdate()
    with transaction.atomic():
        people = {one.pk: one for one in asked_on(day)}
        due = reminders.due(map(_asked, people.values()), today=day)
        written = sum(_write(one, people[one.participant]) for one in due)
        nudge()
    return written


def asked_on(day: date) -> list[Participant]:
    """Return those whom a running audit asks and who can sign in to answer."""
    found = Participant.objects.filter(
        audit__state="running", audit__starts_on__lte=day, educator__person__is_active=True
    )
    return list(
        found.select_related("audit", "educator__person", "placement__council", "placement__team")
        .prefetch_related("weeks")
        .order_by("pk")
    )


def _asked(participant: Participant) -> reminders.Asked:
    returned = frozenset(week.week_starts_on for week in participant.weeks.all() if week.is_returned)
    return reminders.Asked(participant.pk, participant.span.weeks(), returned)


def _write(due: reminders.Reminder, participant: Participant) -> bool:
    person = participant.educator.person
    letter = post(
        key=due.key,
        kind=f"time-audit-{due.kind}",
        to=participant.educator.email or (person.email if person else ""),
        subject=SUBJECTS[due.kind],
        context={
            "participant": participant,
            "week": due.week,
            "locks_on": participant.span.locks_on(due.week),
        },
        organisation=participant.placement.council,
        path=week_url(participant.pk, due.week),
        button="Fill in the week",
    )
    return letter is not None
