"""What happens to the days of a placement: the student logs them, somebody confirms or returns them.

Every change locks the placement's row first, so that a day is never logged and confirmed at the same moment.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import lifecycle
from placements.days import Gap, why_not
from placements.models import Day, Placement

#: While a placement is in one of these its student logs days; a paused one those before the pause.
TAKES_DAYS = (*lifecycle.RUNNING, "paused")
SETTLED_ALREADY = (
    "This day is confirmed already. Ask whoever confirms your days to return it, then you can change it."
)


@recorded("Day logged")
def log(
    *,
    placement: Placement,
    on: date,
    what: str,
    by: Person | None,
    today: date,
    amount: Decimal = Decimal(1),
    note: str | None = None,
    now: datetime | None = None,
) -> Day:
    """Log what a day was, or change what was logged while nobody has confirmed it.

    ``note`` is what the student writes; ``None`` leaves the words that stand there.
    """
    placement = _locked(placement)
    _refuse_logging(placement, on, today)
    found = Day.objects.filter(placement=placement, on=on).first() or Day(placement=placement, on=on)
    if found.state == Day.State.CONFIRMED:
        raise Refused(SETTLED_ALREADY)
    if _says_the_same(found, what, amount, note):
        return found
    found.what, found.amount = what, amount
    found.note = found.note if note is None else note.strip()
    found.state, found.comment, found.settled_at, found.settled_by = Day.State.LOGGED, "", None, None
    found.logged_at = now or timezone.now()
    found.save()
    return found


def _says_the_same(day: Day, what: str, amount: Decimal, note: str | None) -> bool:
    """Say whether a second tap changes nothing; a returned day that is sent again waits again."""
    same = (day.what, day.amount) == (what, amount) and note in (None, day.note)
    return day.pk is not None and day.state == Day.State.LOGGED and same


@recorded("Day taken out")
def take_out(*, placement: Placement, on: date, by: Person | None, today: date) -> None:
    """Take out a day that was logged by mistake, while nobody has confirmed it."""
    placement = _locked(placement)
    _refuse_logging(placement, on, today)
    found = Day.objects.filter(placement=placement, on=on).first()
    if found is None:
        raise Refused("Nothing is logged on this day, so there is nothing to take out.")
    if found.state == Day.State.CONFIRMED:
        raise Refused(SETTLED_ALREADY)
    found.delete()


@recorded("Days confirmed")
def confirm(
    *, placement: Placement, seen_at: datetime, by: Person | None, now: datetime | None = None
) -> int:
    """Confirm every day that waits and was logged by ``seen_at``, when the person looked; return how many."""
    placement = _locked(placement)
    _refuse_settling(placement)
    waiting = Day.objects.waiting().filter(placement=placement, logged_at__lte=seen_at)
    settled = {"state": Day.State.CONFIRMED, "settled_at": now or timezone.now(), "settled_by": by}
    count = waiting.update(**settled)
    if not count:
        raise Refused("No day waits to be confirmed any more. Look at the page again.")
    return count


@recorded("Day returned to the student")
def give_back(*, day: Day, comment: str, by: Person | None, now: datetime | None = None) -> Day:
    """Return a day to the student with a comment; one that was confirmed too, if it was a mistake."""
    _refuse_settling(_locked(day.placement))
    found = Day.objects.get(pk=day.pk)
    if not comment.strip():
        raise Refused("Say what the student should put right.")
    if found.state == Day.State.RETURNED:
        raise Refused("This day was returned already. It comes back when the student has changed it.")
    found.state, found.comment = Day.State.RETURNED, comment.strip()
    found.settled_at, found.settled_by = now or timezone.now(), by
    found.save()
    return found


def gaps_of(placement: Placement) -> list[Gap]:
    """Return when the count stands still."""
    return [Gap(one.starts_on, one.ends_on) for one in placement.pauses.all()]


def _locked(placement: Placement) -> Placement:
    return Placement.objects.select_for_update(of=("self",), no_key=True).get(pk=placement.pk)


def _refuse_logging(placement: Placement, on: date, today: date) -> None:
    if placement.state not in TAKES_DAYS:
        raise Refused(
            f"This placement is “{placement.get_state_display()}”, so no day is logged. Ask your coordinator."
        )
    span = {"starts_on": placement.starts_on, "ends_on": placement.ends_on}
    if why := why_not(on, today, gaps=gaps_of(placement), **span):
        raise Refused(why)


def _refuse_settling(placement: Placement) -> None:
    if placement.state not in lifecycle.STARTED:
        raise Refused("This placement has not started, so there is no day to confirm.")
