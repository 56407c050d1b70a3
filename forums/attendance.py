"""How many booked and came, by council: numbers without names, which every organiser may see."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from forums.models import Booking


@dataclass(frozen=True, slots=True)
class Numbers:
    """One council's numbers."""

    council: str
    booked: int
    waiting: int
    attended: int


def by_council(forums: Collection[int] | QuerySet) -> list[Numbers]:
    """Return the numbers of each council with a booking at one of ``forums``, by name. One query."""
    current = Booking.objects.current().at(forums).order_by("educator__council__short_name")
    rows = current.values("educator__council__short_name").annotate(
        booked=Count("pk", filter=Q(state="booked")),
        waiting=Count("pk", filter=Q(state="waiting")),
        came=Count("pk", filter=Q(attended=True)),
    )
    return [
        Numbers(row["educator__council__short_name"], row["booked"], row["waiting"], row["came"])
        for row in rows
    ]
