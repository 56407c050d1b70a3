"""An allocation as numbers: columns that cost, and limits that they share. Pure.

A column gives one option to one student. Those of a student stand together, students and options in the order of
their keys. Pins are substituted out: a pinned student has no column, and her place is gone from the limits.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from placements.eligibility import Period
from placements.matching import rules
from placements.matching.limits import Limit, Limits
from placements.matching.market import Market
from placements.matching.problem import Option, Student

Numbers: TypeAlias = "array[int]"

#: A pin that several options answer weighs so many times a student without a place.
PINNED_STAKE = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A university's share: at least ``floor`` of the ``students`` should be placed; each fewer costs."""

    name: str
    students: tuple[int, ...]
    floor: int


@dataclass(frozen=True, slots=True)
class Programme:
    """Choose at most one column for each student; ``value`` says what a choice costs, the less the better.

    ``first[s]`` to ``first[s + 1]`` are the columns of student ``s``; ``limit_of[limit_first[c]]`` to
    ``limit_of[limit_first[c + 1]]`` the limits that column ``c`` counts against, each by one; ``rooms`` is what
    a limit allows, pins taken off. ``known_limits`` are those of any option and dates that some column meets.
    """

    first: Numbers = field(repr=False)
    cost: Numbers = field(repr=False)
    option: Numbers = field(repr=False)
    student: Numbers = field(repr=False)
    limit_first: Numbers = field(repr=False)
    limit_of: Numbers = field(repr=False)
    rooms: Numbers = field(repr=False)
    stakes: Numbers = field(repr=False)
    shares: tuple[Share, ...]
    penalty: int
    limits: tuple[Limit, ...] = field(repr=False)
    known_limits: Callable[[Option, Period], list[int]] = field(repr=False)
    pinned: dict[int, tuple[int, int, tuple[int, ...]]]

    def columns(self, student: int) -> range:
        """Return the columns of a student."""
        return range(self.first[student], self.first[student + 1])

    def limits_of(self, column: int) -> Numbers:
        """Return the limits that a column counts against."""
        return self.limit_of[self.limit_first[column] : self.limit_first[column + 1]]

    def value(self, chosen: Iterable[int]) -> int:
        """Return what a choice of columns costs: terms, pins, students left out, shares missed."""
        columns = list(chosen)
        placed = {self.student[column] for column in columns} | set(self.pinned)
        left_out = sum(stake for student, stake in enumerate(self.stakes) if student not in placed)
        missed = sum(max(share.floor - len(placed.intersection(share.students)), 0) for share in self.shares)
        costs = sum(self.cost[column] for column in columns)
        return costs + self.pinned_value + left_out + self.penalty * missed

    @property
    def pinned_value(self) -> int:
        """What the pins cost, which no choice changes."""
        return sum(cost for _, cost, _ in self.pinned.values())


class Contradiction(Exception):
    """The pins cannot stand together, or one alone; each sentence says which and why."""

    def __init__(self, sentences: list[str]) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def build(market: Market) -> Programme:
    """Return the columns and limits of a market; ``Contradiction`` when pins cannot stand."""
    return _Building(market).done()


class _Building:
    """Columns as they are added."""

    def __init__(self, market: Market) -> None:
        self.market, self.students = market, market.problem.students
        self.limits = Limits(student.ask.period for student in self.students)
        self.limits_of: dict[Period, dict[int, list[int]]] = defaultdict(dict)
        self.first, self.limit_first = array("q", [0]), array("q", [0])
        self.cost, self.option, self.student, self.limit_of = (array("q") for _ in range(4))
        self.pinned: dict[int, tuple[int, int, tuple[int, ...]]] = {}
        self.stakes = array("q")
        self.wrong: list[str] = []

    def done(self) -> Programme:
        for number, student in enumerate(self.students):
            self._add(number, student)
            self.first.append(len(self.cost))
        rooms = self._rooms()
        if self.wrong:
            raise Contradiction(self.wrong)
        return self._programme(rooms)

    def _programme(self, rooms: Numbers) -> Programme:
        return Programme(
            first=self.first,
            cost=self.cost,
            option=self.option,
            student=self.student,
            limit_first=self.limit_first,
            limit_of=self.limit_of,
            rooms=rooms,
            stakes=self.stakes,
            shares=tuple(self._shares()),
            penalty=self.market.weights.fairness,
            limits=tuple(self.limits.all),
            known_limits=self.limits.known,
            pinned=self.pinned,
        )

    def _add(self, number: int, student: Student) -> None:
        pin = self.market.pins.get(student.key)
        places = sorted(self.market.feasible(student))
        if pin is not None:
            places = [place for place in places if pin.allows(self.market.options[place].key)]
            self._pin(number, student, places)
        else:
            self._columns(number, student, places)
        is_held = student.has_a_place or pin is not None and len(places) > 1
        self.stakes.append(self.market.weights.unplaced * (PINNED_STAKE if is_held else 1))

    def _pin(self, number: int, student: Student, places: list[int]) -> None:
        if len(places) == 1:
            [cost], [limits] = self.market.costs(student, places), self._limits(student, places)
            self.pinned[number] = (places[0], cost, tuple(limits))
        elif places:
            self._columns(number, student, places)
        else:
            self.wrong.append(_why_a_pin_fails(self.market, student))

    def _columns(self, number: int, student: Student, places: list[int]) -> None:
        self.cost.extend(self.market.costs(student, places))
        self.option.extend(places)
        self.student.extend([number] * len(places))
        for limits in self._limits(student, places):
            self.limit_of.extend(limits)
            self.limit_first.append(len(self.limit_of))

    def _limits(self, student: Student, places: Iterable[int]) -> Iterator[list[int]]:
        """Yield what each option counts against at the time of her placement, without what was set aside."""
        options, lifts = self.market.options, self.market.lifts.get(student.key, ())
        period, limits = student.ask.period, self.limits
        known = self.limits_of[period]
        for place in places:
            if place not in known:
                known[place] = limits.of(options[place], period)
            found = known[place]
            if lifts:
                found = [
                    one for one in found if not rules.is_lifted(lifts, limits.all[one].code, options[place])
                ]
            yield found

    def _rooms(self) -> Numbers:
        """Return what each limit leaves once the pinned are placed; name the pins that overflow one."""
        used: dict[int, list[str]] = defaultdict(list)
        for number, (_, _, limits) in self.pinned.items():
            for limit in limits:
                used[limit].append(self.students[number].name)
        full = (limit for limit in used if len(used[limit]) > self.limits.all[limit].room)
        self.wrong += dict.fromkeys(_overflow(self.limits.all[limit], used[limit]) for limit in full)
        return array("q", (max(one.room - len(used[n]), 0) for n, one in enumerate(self.limits.all)))

    def _shares(self) -> Iterator[Share]:
        """Yield each university's share, rounded down."""
        of: dict[str, list[int]] = defaultdict(list)
        for number, student in enumerate(self.students):
            of[student.university].append(number)
        for name, numbers in sorted(of.items()):
            yield Share(name, tuple(numbers), len(numbers) * self.market.weights.fair_rate // 100)


def _overflow(limit: Limit, names: list[str]) -> str:
    whose = {"offer": "The offer of", "educator": "", "team": "The team", "supervisor": ""}[limit.kind]
    room = "1 more student" if limit.room == 1 else f"{max(limit.room, 0)} more students"
    return (
        f"{whose} {limit.name} has room for {room}, and {len(names)} are pinned: {', '.join(names)}.".strip()
    )


def _why_a_pin_fails(market: Market, student: Student) -> str:
    pin = market.pins[student.key]
    places = [place for place in market.hers(student) if pin.allows(market.options[place].key)]
    found = Counter(one.sentence for place in places for one in market.refusals(student, place))
    why = found.most_common(1)[0][0] if found else "the offer is not open to the council that was asked"
    return f"{student.name} is pinned to a place that a rule refuses: {why}."
