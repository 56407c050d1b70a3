"""Demand against supply: who waits, what is offered, and where it will not fit. Pure.

A request fits an offer of the council that was asked, of its kind, that runs for the whole of the placement (H11) and
has a place left. Stage, currency, contrast and travel are left to the allocation, so that this count is the most that
can be placed. Wishes and districts are weighed there too and never hinder here.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from placements import months
from placements.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that waits. ``service`` is the setting wished for and ``district`` where the student travels from."""

    council: int
    kind: str
    starts_on: date
    ends_on: date
    service: str = ""
    district: str = ""

    @property
    def month(self) -> str:
        """The month in which it should start."""
        return months.key(self.starts_on)


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer: ``free`` of its ``places`` are left."""

    council: int
    kinds: frozenset[str]
    starts_on: date
    ends_on: date
    service: str = ""
    district: str = ""
    places: int = 1
    free: int = 1

    def takes(self, asked: Asked) -> bool:
        """Say whether a request fits."""
        return asked.council == self.council and asked.kind in self.kinds and self.runs_for(asked)

    def runs_for(self, asked: Asked) -> bool:
        """Say whether it runs for the whole of what is asked for."""
        return self.starts_on <= asked.starts_on and asked.ends_on <= self.ends_on

    def can_start_in(self, month: str) -> bool:
        """Say whether somebody can start in a month."""
        first, last = months.span(month)
        return self.starts_on <= last and self.ends_on >= first


@dataclass(frozen=True, slots=True)
class Line:
    """One row: how many wait, how many places are offered and free, and how many students are too many.

    ``places`` and ``free`` are nothing where no place can be counted, as for students without a wish.
    """

    key: str
    label: str
    waiting: int
    places: int | None
    free: int | None
    unfit: int | None = None

    @property
    def short(self) -> int:
        """How many places are missing."""
        return max(self.waiting - self.free, 0) if self.free is not None else 0


def unfit(asked: Iterable[Asked], offered: Iterable[Offered]) -> list[Asked]:
    """Return the fewest requests that fit nowhere: the earliest starts are placed first, and move when that helps.

    Services and districts are left out of what is returned, for they decide nothing here.
    """
    in_order = sorted(asked, key=lambda ask: ask.starts_on)
    demand = Counter(replace(one, service="", district="") for one in in_order)
    seating = Seating.of(alike(offered, demand))
    return [one for shape, number in demand.items() for one in [shape] * seating.seat(shape, number)]


def alike(offered: Iterable[Offered], demand: Iterable[Asked]) -> list[Offered]:
    """Return offers that take the same of ``demand`` as one, with the free places of all of them.

    Those that take least come first, so that what is taken up seldom has to be given up again.
    """
    shapes = list(demand)
    starts = sorted({one.starts_on for one in shapes})
    ends = sorted({one.ends_on for one in shapes})
    free: Counter[tuple[int, frozenset[str], date, date]] = Counter()
    for one in offered:
        first, last = bisect_left(starts, one.starts_on), bisect_right(ends, one.ends_on)
        if one.free and first < len(starts) and last:
            free[one.council, one.kinds, starts[first], ends[last - 1]] += one.free
    rooms = [Offered(*shape, free=number) for shape, number in free.items()]
    return sorted(rooms, key=lambda room: (len(room.kinds), room.ends_on))


@dataclass(frozen=True, slots=True)
class Step:
    """On the way to a free place: who would take up a room, and which one is left for it by somebody placed."""

    who: Asked
    leaves: int | None


@dataclass(frozen=True, slots=True)
class Seating:
    """Who has which room so far. Rooms are the offers that take the same; requests that ask the same go as one.

    Augmenting paths, a whole sort of requests at a time: placing more never takes the place of one that was placed
    before. Where no path leads to a free place, none ever will (``full``), so no room is searched in vain twice.
    """

    rooms: list[Offered]
    spare: list[int]
    held: list[Counter[Asked]]
    by_sort: dict[tuple[int, str], list[int]]
    full: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, rooms: list[Offered]) -> "Seating":
        """Return the rooms with nobody in them."""
        by_sort: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number, room in enumerate(rooms):
            for kind in room.kinds:
                by_sort[room.council, kind].append(number)
        return cls(rooms, [room.free for room in rooms], [Counter() for _ in rooms], by_sort)

    def seat(self, asked: Asked, number: int) -> int:
        """Place as many of ``number`` as can be; return how many are left over."""
        while number and (way := self._way(asked)):
            number -= self._go(way, number)
        return number

    def _way(self, asked: Asked) -> dict[int, Step]:
        """Return the rooms of the shortest way to a free place, from that one back; nothing when there is none."""
        steps: dict[int, Step] = {}
        waiting, seen = deque([Step(asked, None)]), {asked}
        while waiting:
            step = waiting.popleft()
            for room in self._open_to(step.who, steps):
                steps[room] = step
                if self.spare[room]:
                    return _back(steps, room)
                others = [one for one in self.held[room] if one not in seen]
                seen.update(others)
                waiting.extend(Step(one, room) for one in others)
        self.full.update(steps)
        return {}

    def _open_to(self, who: Asked, steps: Mapping[int, Step]) -> Iterator[int]:
        """Yield the rooms that take ``who`` and were not looked into yet."""
        for room in self.by_sort.get((who.council, who.kind), ()):
            if room not in self.full and room not in steps and self.rooms[room].runs_for(who):
                yield room

    def _go(self, way: Mapping[int, Step], most: int) -> int:
        """Let as many as can go a way; return how many."""
        end = next(iter(way))
        moved = [self.held[step.leaves][step.who] for step in way.values() if step.leaves is not None]
        number = min(most, self.spare[end], *moved)
        self.spare[end] -= number
        for room, step in way.items():
            self.held[room][step.who] += number
            if step.leaves is not None:
                self.held[step.leaves] -= Counter({step.who: number})
        return number


def _back(steps: Mapping[int, Step], end: int) -> dict[int, Step]:
    """Return the steps that led to a room, the last first."""
    way, room = {}, end
    while True:
        way[room] = steps[room]
        leaves = steps[room].leaves
        if leaves is None:
            return way
        room = leaves


@dataclass(frozen=True, slots=True)
class Market:
    """Everything that is asked for and offered in a period."""

    asked: tuple[Asked, ...]
    offered: tuple[Offered, ...]
    left_over: tuple[Asked, ...]

    @classmethod
    def of(cls, asked: Iterable[Asked], offered: Iterable[Offered]) -> "Market":
        """Return the two with what will not fit."""
        demand, supply = tuple(asked), tuple(offered)
        return cls(demand, supply, tuple(unfit(demand, supply)))

    @property
    def total(self) -> Line:
        """All of it."""
        return self._line("", "All", [True for _ in self.asked], self.offered, self.left_over)

    def by_kind(self) -> list[Line]:
        """Return a row for each kind; an offer of several kinds counts in each."""
        return [
            self._line(
                key,
                kind.label,
                [one.kind == key for one in self.asked],
                [one for one in self.offered if key in one.kinds],
                [one for one in self.left_over if one.kind == key],
            )
            for key, kind in KINDS.items()
        ]

    def by_month(self, keys: Iterable[str]) -> list[Line]:
        """Return a row for each month; an offer counts in every month in which somebody can start."""
        return [
            self._line(
                key,
                months.words(key),
                [one.month == key for one in self.asked],
                [one for one in self.offered if one.can_start_in(key)],
                [one for one in self.left_over if one.month == key],
            )
            for key in keys
        ]

    def by_service(self, labels: dict[str, str]) -> list[Line]:
        """Return a row for each setting wished for, and one for those who wish for none."""
        rows = [self._told(key, label, "service") for key, label in labels.items()]
        without = sum(not one.service for one in self.asked)
        return [*rows, Line("none", "No wish", without, None, None)]

    def by_district(self, labels: dict[str, str]) -> list[Line]:
        """Return a row for each district in which somebody waits or something is offered, and one for the rest."""
        met = {one.district for one in self.asked} | {one.district for one in self.offered}
        rows = [self._told(key, label, "district") for key, label in labels.items() if key in met]
        rows.sort(key=lambda line: (-line.short, -line.waiting, line.label))
        return rows + ([self._told("", "District not known", "district")] if "" in met else [])

    def _told(self, key: str, label: str, by: str) -> Line:
        demand = sum(getattr(one, by) == key for one in self.asked)
        found = [one for one in self.offered if getattr(one, by) == key]
        return Line(key, label, demand, sum(one.places for one in found), sum(one.free for one in found))

    def _line(
        self, key: str, label: str, is_asked: list[bool], found: Sequence[Offered], left: Sequence[Asked]
    ) -> Line:
        places, free = sum(one.places for one in found), sum(one.free for one in found)
        return Line(key, label, sum(is_asked), places, free, len(left))

    def where_it_will_not_fit(self) -> list[str]:
        """Return a sentence for each kind and month in which somebody is left over."""
        order = sorted((one.kind, one.month) for one in self.left_over)
        return [_too_many(kind, month, len(list(rows))) for (kind, month), rows in groupby(order)]


def _too_many(kind: str, month: str, number: int) -> str:
    words = KINDS[kind].label.split(" (")[0].lower()
    is_one = number == 1
    return (
        f"{number} {words}{'' if is_one else 's'} that should start in {months.words(month)} "
        f"{'fits' if is_one else 'fit'} no free place"
    )
