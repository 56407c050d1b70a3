"""Which reminder of a forum is due. Pure; the day comes in.

Two weeks ahead and two days ahead. A run that comes late (the server was off that day) still finds the one that
is due, the older kind is over once the newer has begun, and none is due after the day of the forum.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Which of the two reminders."""

    TWO_WEEKS = "two-weeks"
    TWO_DAYS = "two-days"


#: The days ahead from which each kind goes out, the newest kind first.
DAYS_AHEAD = {Kind.TWO_DAYS: 2, Kind.TWO_WEEKS: 14}
LONGEST = max(DAYS_AHEAD.values())
WORDS = {Kind.TWO_WEEKS: "two weeks ahead", Kind.TWO_DAYS: "two days ahead"}


@dataclass(frozen=True, slots=True)
class Place:
    """One booked place: whose, at which forum on which day, and the reminders that were sent for it."""

    forum: int
    educator: int
    held_on: date
    sent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder that is due."""

    forum: int
    educator: int
    kind: Kind

    @property
    def key(self) -> str:
        """What makes it one: the forum, the person and the kind."""
        return f"forum:{self.forum}:{self.educator}:reminder:{self.kind}"


def kind_on(held_on: date, *, today: date) -> Kind | None:
    """Return the kind that is due on ``today`` for a forum on ``held_on``, if any."""
    ahead = (held_on - today).days
    if ahead < 0:
        return None
    return next((kind for kind, days in DAYS_AHEAD.items() if ahead <= days), None)


def due(places: Iterable[Place], *, today: date) -> list[Reminder]:
    """Return the reminders due on ``today``: one for each place whose kind was not sent before."""
    kinds = ((place, kind_on(place.held_on, today=today)) for place in places)
    return [
        Reminder(place.forum, place.educator, kind)
        for place, kind in kinds
        if kind and kind not in place.sent
    ]
