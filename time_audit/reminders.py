"""Who is reminded of which week, and when. Pure; the day comes in.

On Friday of the week that ends, and on the Monday after it of a week that is late. A run that comes late (the
server was off on Friday) still finds what is due, and a letter's key names person, week and kind, so that
however often this is asked nobody gets the same reminder twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Days from the Monday of the week to the first and the last day on which each reminder goes out.
WINDOWS = {"ends": (4, 6), "late": (7, 11)}


class Kind(StrEnum):
    """Which of the two reminders."""

    ENDS = "ends"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a participant was asked for: the weeks of her span, and those she returned."""

    participant: int
    weeks: tuple[date, ...]
    returned: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Reminder:
    """One letter that is due."""

    participant: int
    week: date
    kind: Kind

    @property
    def key(self) -> str:
        """What makes it one: the person's part, the week and the kind."""
        return f"time-audit:{self.participant}:{self.week}:{self.kind}"


def due(asked: Iterable[Asked], *, today: date) -> list[Reminder]:
    """Return the reminders due on ``today``: of blank weeks only."""
    return [reminder for one in asked for reminder in _of(one, today)]


def _of(asked: Asked, today: date) -> Iterator[Reminder]:
    for week in asked.weeks:
        kind = kind_on(week, today)
        if kind and week not in asked.returned:
            yield Reminder(asked.participant, week, kind)


def kind_on(week: date, today: date) -> Kind | None:
    """Return which reminder of ``week`` goes out on ``today``: Friday to Sunday, then Monday to Friday after."""
    for kind in Kind:
        first, last = WINDOWS[kind]
        if week + timedelta(days=first) <= today <= week + timedelta(days=last):
            return kind
    return None
