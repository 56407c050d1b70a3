"""Let the count of a placement's days stand still, and go on again."""

from datetime import date, timedelta

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.eligibility import day
from placements.models import Pause, Placement


@recorded("Count of days paused")
def pause(*, placement: Placement, starts_on: date, why: str, by: Person, today: date) -> Pause:
    """Let the count stand still from ``starts_on`` until further notice."""
    now = _locked(placement)
    if now.is_over:
        raise Refused("This placement is over, so its days are not counted any more.")
    if not now.starts_on <= starts_on <= now.ends_on:
        raise Refused(f"Choose a day between {day(now.starts_on)} and {day(now.ends_on)}, while it lasts.")
    later = Pause.objects.filter(placement=now, starts_on__gt=starts_on).exists()
    if later or running(now, starts_on) or running(now, today):
        raise Refused("The count of days is paused in that time already. Open the placement to see it.")
    return Pause.objects.create(placement=now, starts_on=starts_on, why=why)


@recorded("Count of days resumed")
def resume(*, placement: Placement, goes_on_from: date, by: Person, today: date) -> Pause:
    """Count again from ``goes_on_from``: the day before is the last that stood still."""
    now = _locked(placement)
    found = Pause.objects.filter(placement=now, ends_on=None).first()
    if found is None:
        raise Refused("The count of days is not paused, so there is nothing to resume.")
    if goes_on_from <= found.starts_on:
        raise Refused(f"Choose a day after {day(found.starts_on)}, when the count was paused.")
    found.ends_on = goes_on_from - timedelta(days=1)
    found.save(update_fields=["ends_on"])
    return found


def running(placement: Placement, on: date) -> Pause | None:
    """Return the pause that covers a day."""
    return next((one for one in Pause.objects.filter(placement=placement) if one.covers(on)), None)


def open_one(placement: Placement) -> Pause | None:
    """Return the pause that runs until further notice."""
    return Pause.objects.filter(placement=placement, ends_on=None).first()


def _locked(placement: Placement) -> Placement:
    return Placement.objects.select_for_update(of=("self",), no_key=True).get(pk=placement.pk)
