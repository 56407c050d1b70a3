"""Demand against supply: who waits, what is offered, and where it will not fit. Pure.

A request fits an offer of the council that was asked, of its kind, that runs for the whole of the placement (H11) and
has a place left. Stage, currency, contrast and travel are left to the allocation, so that this count is the most that
can be placed. Wishes and districts are weighed there too and never hinder here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
        is_sort = asked.council == self.council and asked.kind in self.kinds
        return is_sort and self.starts_on <= asked.starts_on and asked.ends_on <= self.ends_on

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

    Augmenting paths (Kuhn) over offers that take the same: placing one more never takes the place of one that was
    placed before. Services and districts are left out of what is returned, for they decide nothing here.
    """
    rooms = alike(offered)
    held: dict[int, list[Asked]] = defaultdict(list)
    demand = sorted((replace(one, service="", district="") for one in asked), key=lambda ask: ask.starts_on)
    hopeless: set[Asked] = set()  # whoever once found no path will not find one later either
    left = []
    for one in demand:
        if one in hopeless or not _placed(one, rooms, held, set()):
            hopeless.add(one)
            left.append(one)
    return left


def alike(offered: Iterable[Offered]) -> list[Offered]:
    """Return offers that take the same as one, with the free places of all of them."""
    free: Counter[tuple[int, frozenset[str], date, date]] = Counter()
    for one in offered:
        free[one.council, one.kinds, one.starts_on, one.ends_on] += one.free
    return [Offered(*shape, free=number) for shape, number in free.items() if number]


def _placed(asked: Asked, rooms: Sequence[Offered], held: dict[int, list[Asked]], seen: set[int]) -> bool:
    for number, room in enumerate(rooms):
        if number in seen or not room.takes(asked):
            continue
        seen.add(number)
        if len(held[number]) < room.free:
            held[number].append(asked)
            return True
        for other in dict.fromkeys(held[number]):
            if _placed(other, rooms, held, seen):
                held[number].remove(other)
                held[number].append(asked)
                return True
    return False


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
