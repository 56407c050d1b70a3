"""Return a week; open a locked one again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from time_audit import hours
from time_audit.models import Entry, Participant, Week

REOPENED_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Time:
    """What was entered for one kind of work, in minutes."""

    category: str
    daytime: int = 0
    out_of_hours: int = 0
    note: str = ""


@recorded("Week returned")
def return_week(
    *,
    participant: Participant,
    monday: date,
    times: Iterable[Time],
    by: Person,
    today: date,
    is_nothing: bool = False,
) -> Week:
    """Keep what a week took. Saving the same again changes nothing, not even the trail."""
    Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    worked = {time.category: time for time in times if time.daytime or time.out_of_hours}
    week = participant.weeks.filter(week_starts_on=monday).first() or Week(
        participant=participant, week_starts_on=monday
    )
    _allow(participant, week, today)
    _check(worked.values(), is_nothing)
    _keep(week, is_nothing)
    _keep_entries(week, worked)
    return week


def _allow(participant: Participant, week: Week, today: date) -> None:
    monday, span = week.week_starts_on, participant.span
    if not participant.audit.facts.takes_weeks:
        raise Refused(
            "This time audit is not running, so weeks cannot be changed. Your coordinator can open it."
        )
    if monday not in span.weeks() or monday > today:
        raise Refused("This week is not asked for. Choose one of the weeks on your list.", status=404)
    if not span.is_open(monday, today, week.reopened_until):
        raise Refused("This week is locked by now. Ask your coordinator to open it again for you.")


def _check(times: Iterable[Time], is_nothing: bool) -> None:
    times = list(times)
    if is_nothing and times:
        raise Refused(
            "You entered time and chose “Nothing this week”. Save the week, or clear the boxes first."
        )
    if not is_nothing and not times:
        raise Refused("Enter the time of at least one kind of work, or choose “Nothing this week”.")
    problem = hours.too_much(sum(time.daytime for time in times), sum(time.out_of_hours for time in times))
    if problem:
        raise Refused(problem)


def _keep(week: Week, is_nothing: bool) -> None:
    if week.is_returned and week.is_nothing == is_nothing:
        return
    week.submitted_at = week.submitted_at or timezone.now()
    week.is_nothing = is_nothing
    week.save()


def _keep_entries(week: Week, worked: dict[str, Time]) -> None:
    """Write only what differs, so that the history shows what was changed and nothing else."""
    standing = {entry.category: entry for entry in week.entries.all()}
    week.entries.filter(category__in=standing.keys() - worked.keys()).delete()
    for category, time in worked.items():
        entry = standing.get(category) or Entry(week=week, category=category)
        new = (time.daytime, time.out_of_hours, time.note)
        if entry.pk is None or (entry.daytime, entry.out_of_hours, entry.note) != new:
            entry.daytime, entry.out_of_hours, entry.note = new
            entry.save()


@recorded("Week opened again")
def reopen(*, participant: Participant, monday: date, by: Person, today: date, why: str) -> Week:
    """Let a participant change a locked week for two weeks more."""
    if not why.strip():
        raise Refused("Write the reason: it stands in the history.")
    if not participant.audit.facts.takes_weeks:
        raise Refused("This time audit is not running. Open it again first, then the week.")
    if monday not in participant.span.weeks() or monday > today:
        raise Refused("This week is not one that is asked for. Choose a week from the list.", status=404)
    week, _ = Week.objects.update_or_create(
        participant=participant, week_starts_on=monday, defaults={"reopened_until": today + REOPENED_FOR}
    )
    return week
