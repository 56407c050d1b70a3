"""Confirmed days of some placements of last year, so that fees have something to count."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from kmtp.demo.data.world import World
from placements.models import Day, Placement

EACH = 6


def load(world: World) -> None:
    """Confirm the days of a few placements that ended, four a week, unless they have days already."""
    ended = Placement.objects.filter(state="passed", kind="first", logged_days=None)
    for council in ("kent", "medway"):
        own = ended.filter(council=world.organisations[council], starts_on__gte=world.year.previous.starts_on)
        for placement in own.order_by("pk")[:EACH]:
            Day.objects.bulk_create(days_of(placement))


def days_of(placement: Placement) -> list[Day]:
    """Return its placement days, confirmed a week later."""
    found: list[Day] = []
    day = placement.starts_on
    while len(found) < placement.days and day <= placement.ends_on:
        if day.weekday() < 4:
            at = timezone.make_aware(datetime.combine(day, time(17)))
            found.append(
                Day(
                    placement=placement,
                    on=day,
                    state=Day.State.CONFIRMED,
                    logged_at=at,
                    settled_at=at + timedelta(days=7),
                )
            )
        day += timedelta(days=1)
    return found
