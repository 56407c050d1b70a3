"""The limits that students share: an offer's places, an educator's, a team's and a supervisor's room. Pure.

Room is limited on every day. It is enough to look at the days on which the most placements meet and on which
something else that takes up room begins; a day that another one covers says nothing new.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import floor

from placements.eligibility import ROUNDING, Period, Share, heaviest
from placements.matching.problem import Option

#: The code of the rule by which each kind of limit can be set aside for a student.
CODES = {"offer": "full", "educator": "H5", "team": "H11", "supervisor": "H6"}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many more students at most: of whom, and on which day, when it is about one."""

    kind: str
    key: int
    name: str
    room: int
    day: date | None = None

    @property
    def code(self) -> str:
        """The rule by which it can be set aside."""
        return CODES[self.kind]


class Limits:
    """All limits of a problem, each made when an option first meets it."""

    def __init__(self, periods: Iterable[Period]) -> None:
        """Take the dates of all placements that are asked for."""
        self.all: list[Limit] = []
        self._periods = sorted(set(periods), key=lambda period: (period.starts_on, period.ends_on))
        self._days = busiest_days(self._periods, ())
        self._known: dict[tuple[str, int, Period], list[int]] = {}
        self._made: dict[tuple[str, int], dict[date, int]] = {}

    def of(self, option: Option, period: Period) -> list[int]:
        """Return the places in ``all`` of the limits that a placement with ``option`` counts against."""
        found = list(self._of("offer", option.offer.key, option, period))
        if option.educator is not None:
            found += self._of("educator", option.educator.key, option, period)
        if option.team.host.most_students is not None:
            found += self._of("team", option.team.key, option, period)
        if option.supervisor is not None:
            found += self._of("supervisor", option.supervisor.key, option, period)
        return found

    def known(self, option: Option, period: Period) -> list[int]:
        """Return those of an option that were made already: the others limit nobody."""
        people = (option.educator, option.supervisor)
        keys = [("offer", option.offer.key), ("team", option.team.key)]
        keys += [(kind, one.key) for kind, one in zip(("educator", "supervisor"), people, strict=True) if one]
        made = ((key[0], self._made[key]) for key in keys if key in self._made)
        return [
            place
            for kind, days in made
            for day, place in days.items()
            if kind == "offer" or period.holds(day)
        ]

    def _of(self, kind: str, key: int, option: Option, period: Period) -> list[int]:
        known = (kind, key, period)
        if known not in self._known:
            if (kind, key) not in self._made:
                self._made[kind, key] = self._make(kind, key, option)
            days = self._made[kind, key]
            self._known[known] = [
                place for day, place in days.items() if kind == "offer" or period.holds(day)
            ]
        return self._known[known]

    def _make(self, kind: str, key: int, option: Option) -> dict[date, int]:
        if kind == "offer":
            room = option.offer.places - option.offer.used
            return {option.offer.period.starts_on: self._add(Limit(kind, key, option.team.host.name, room))}
        name, places, loads = _room(kind, option)
        rooms = {day: _free(places, loads, day) for day in self._days_of(loads)}
        return {day: self._add(Limit(kind, key, name, room, day)) for day, room in rooms.items()}

    def _days_of(self, loads: tuple[Share, ...]) -> list[date]:
        return busiest_days(self._periods, (load.period for load in loads)) if loads else self._days

    def _add(self, limit: Limit) -> int:
        self.all.append(limit)
        return len(self.all) - 1


def _room(kind: str, option: Option) -> tuple[str, int, tuple[Share, ...]]:
    """Return the name, the places and what takes them up, of the one of the three that an option names."""
    if kind == "educator" and option.educator is not None:
        # Her places and what takes them up are the same under every policy.
        facts = option.educator.facts
        return facts.name, facts.places, facts.loads
    if kind == "supervisor" and option.supervisor is not None:
        found = option.supervisor
        return found.name, found.capacity, _loads(found.taken)
    host = option.team.host
    return host.name, host.most_students or 0, _loads(host.taken)


def _loads(taken: tuple[Period, ...]) -> tuple[Share, ...]:
    return tuple(Share(period, 1) for period in taken)


def _free(places: int, loads: tuple[Share, ...], day: date) -> int:
    return floor(places - heaviest(loads, Period(day, day)) + ROUNDING)


def busiest_days(periods: list[Period], loads: Iterable[Period]) -> list[date]:
    """Return the days on which to look, so that no limit is passed on any day.

    They are the first days of periods and of loads, without those on which the same periods run as on another
    day and no load begins.
    """
    begin = {load.starts_on for load in loads}
    days = sorted({period.starts_on for period in periods} | begin)
    running = {day: frozenset(n for n, period in enumerate(periods) if period.holds(day)) for day in days}
    return [day for day in days if running[day] and not _is_covered(day, days, running, begin)]


def _is_covered(day: date, days: list[date], running: dict[date, frozenset[int]], begin: set[date]) -> bool:
    """Say whether another day holds all that runs on ``day`` and more, when no loads tell the two apart."""
    if begin:
        return False
    return any(
        running[day] < running[other] or (running[day] == running[other] and other < day) for other in days
    )
