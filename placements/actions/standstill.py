"""Pausing a placement pauses the count of its days, and whatever ends the pause ends that too."""

from datetime import date, timedelta

from kmtp.audit import Refused
from placements.eligibility import day
from placements.models import Concern, Pause, Placement


def keep(placement: Placement, change: str, *, today: date, why: str) -> None:
    """Open a pause of the count when a placement is paused, and close it when it is not paused any more.

    One that a concern asked for goes on while the concern is open and the placement is not over.
    """
    if change == "pause":
        _begin(placement, today, why)
    elif placement.state != "paused":
        _end(placement, today)


def _begin(placement: Placement, today: date, why: str) -> None:
    pauses = list(Pause.objects.filter(placement=placement))
    if any(one.covers(today) for one in pauses):
        return
    if later := [one.starts_on for one in pauses if one.starts_on > today]:
        raise Refused(f"The count of days is to be paused from {day(min(later))}. Take that out first.")
    Pause.objects.create(placement=placement, starts_on=today, why=why[:300])


def _end(placement: Placement, today: date) -> None:
    """Let the day before be the last that stood still; a pause that began today never was."""
    found = Pause.objects.filter(placement=placement, ends_on=None, starts_on__lte=today).first()
    if found is None or not placement.is_over and Concern.objects.open().filter(pause=found).exists():
        return
    if found.starts_on == today:
        found.delete()
    else:
        found.ends_on = today - timedelta(days=1)
        found.save(update_fields=["ends_on"])
