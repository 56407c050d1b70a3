"""Why a student is placed so, or not at all, in the words of rules and terms. Pure.

The prices by which a solver works are never shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from placements.eligibility import Finding, Period, Weight
from placements.matching import rules
from placements.matching.asked import Once
from placements.matching.choosing import Room, Solution
from placements.matching.market import Market
from placements.matching.problem import Student
from placements.matching.programme import Programme
from placements.matching.proposal import (
    Funnel,
    NearestMiss,
    NextBest,
    Placement,
    Rate,
    Shortage,
    Step,
    Unplaced,
)

EXAMPLES = 3
#: What ran out, by the kind of limit that is in the way of most of a student's options.
SHORTAGES = {
    "none": "No offer suits them",
    "offer": "The offers that suit them are full",
    "educator": "The practice educators who could teach them are full",
    "team": "The teams that could host them are full",
    "supervisor": "The on-site supervisors who could supervise them are full",
}
#: How many teams beyond reach are looked at for somebody nothing else would help.
FAR_TEAMS = 40


@dataclass(frozen=True)
class Explaining:
    """A solved market, to be asked about its students by their number in the order of keys."""

    market: Market
    programme: Programme
    solution: Solution
    room: Room
    held: dict[int, int]

    @classmethod
    def of(cls, market: Market, programme: Programme, solution: Solution) -> "Explaining":
        """Return what explains a solution."""
        held = {programme.student[column]: column for column in solution.chosen}
        return cls(market, programme, solution, Room(programme, solution.chosen), held)

    def place_of(self, number: int) -> int | None:
        """Return the option that a student has, pinned or chosen; nothing when she has none."""
        if number in self.programme.pinned:
            return self.programme.pinned[number][0]
        return self.programme.option[self.held[number]] if number in self.held else None

    def placement(self, number: int, place: int) -> Placement:
        """Return the place of a student, with its terms and warnings and what would be next best."""
        student, option = self.market.problem.students[number], self.market.options[place]
        return Placement(
            student=student.key,
            option=option.key,
            team=option.team.key,
            minutes=self.market.minutes(student, option.team),
            terms=self.market.terms(student, place),
            warnings=tuple(one.sentence for one in rules.warned(student, option, self.market.problem.today)),
            next_best=self._next_best(number),
            is_pinned=student.key in self.market.pins,
        )

    def _next_best(self, number: int) -> NextBest | None:
        held = self.held.get(number)
        if held is None:
            return None
        costs = self.programme.cost
        others = (column for column in self.programme.columns(number) if column != held)
        best = min(others, key=lambda column: (costs[column], column), default=None)
        if best is None:
            return None
        option = self.market.options[self.programme.option[best]]
        is_free = not self._full(best, without=held)
        return NextBest(option.key, option.words, costs[best] - costs[held], is_free)

    def _full(self, column: int, without: int | None = None) -> list[str]:
        """Return the kinds of limits that leave no room for a column, were ``without`` given back."""
        given = self.programme.limits_of(without) if without is not None else ()
        limits = (limit for limit in self.programme.limits_of(column) if limit not in given)
        return [self.programme.limits[limit].kind for limit in limits if self.room.left[limit] <= 0]

    def unplaced(self, number: int) -> Unplaced:
        """Return why a student has no place, and what would change it."""
        student = self.market.problem.students[number]
        refusals = self._refusals(student)
        funnel, nearest = self._funnel(student, refusals), self._nearest(number, student, refusals)
        shortage = self._shortage(number)
        return Unplaced(student.key, _reason(funnel, nearest, shortage), funnel, nearest, shortage)

    def _refusals(self, student: Student) -> dict[int, list[Finding]]:
        """Return what refuses each option in reach, by the option."""
        reach = sorted(
            place for team in self.market.in_reach(student) for place in self.market.by_team.get(team, ())
        )
        council, options = student.council, self.market.options
        asked = (place for place in reach if council in (None, options[place].offer.council))
        return self.market.refusals_of(student, asked)

    def _funnel(self, student: Student, refusals: dict[int, list[Finding]]) -> Funnel:
        """Count each offer once: by the rule that stopped the option that came furthest."""
        furthest: dict[int, tuple[int, str, str]] = {}
        for place, found in refusals.items():
            option = self.market.options[place]
            code = found[0].rule if found else ""
            reached = (rules.ORDER.get(code, len(rules.ORDER)), code, option.words)
            furthest[option.offer.key] = max(furthest.get(option.offer.key, reached), reached)
        counts = Counter(code for _, code, _ in furthest.values())
        steps = tuple(
            Step(code, counts[code], rules.WORDS[code].leaves_out, _examples(code, furthest.values()))
            for code in sorted(set(counts) - {""}, key=lambda code: rules.ORDER[code])
        )
        return Funnel(len(furthest), steps, counts[""])

    def _nearest(
        self, number: int, student: Student, refusals: dict[int, list[Finding]]
    ) -> NearestMiss | None:
        """Return the one change that is nearest; of options that need the same change, the one that costs least."""
        misses = self._misses(student, refusals) or self._misses(student, self._beyond(student))
        if not misses:
            return None
        nearness = min(rules.WORDS[finding.rule].nearness for _, finding in misses)
        near = [(place, one) for place, one in misses if rules.WORDS[one.rule].nearness == nearness]
        costs = self.market.costs(student, [place for place, _ in near])
        _, place, finding = min(zip(costs, *zip(*near, strict=True), strict=True), key=lambda miss: miss[:2])
        return self._said(place, finding)

    def _misses(self, student: Student, refusals: dict[int, list[Finding]]) -> list[tuple[int, Finding]]:
        return [miss for place, found in refusals.items() for miss in self._miss(student, place, found)]

    def _said(self, place: int, finding: Finding) -> NearestMiss:
        option = self.market.options[place]
        helps = rules.helped_by(finding.rule, option)
        return NearestMiss(option.key, option.words, finding.rule, finding.sentence, helps)

    def _miss(self, student: Student, place: int, found: list[Finding]) -> Iterator[tuple[int, Finding]]:
        """Yield the one obstacle of an option; nothing when there are more, or one that is never set aside."""
        obstacles = {one.rule: one for one in reversed(found)}
        if len(obstacles) > 1:
            return
        option, lifts = self.market.options[place], self.market.lifts.get(student.key, ())
        for limit in self.full[place, student.ask.period]:
            if not rules.is_lifted(lifts, limit.rule, option):
                obstacles.setdefault(limit.rule, limit)
        if len(obstacles) == 1:
            [finding] = obstacles.values()
            if rules.WORDS[finding.rule].nearness < rules.NEVER:
                yield place, finding

    @cached_property
    def full(self) -> Once[tuple[int, Period], list[Finding]]:
        """By an option and dates the limits that have no room left then."""
        return Once(lambda asked: list(self._full_limits(*asked)))

    def _full_limits(self, place: int, period: Period) -> Iterator[Finding]:
        for number in self.programme.known_limits(self.market.options[place], period):
            limit = self.programme.limits[number]
            if self.room.left[number] <= 0:
                yield Finding(limit.code, Weight.BLOCKS, f"{limit.name} has no room left in this proposal")

    def _beyond(self, student: Student) -> dict[int, list[Finding]]:
        """Return what refuses the options of the nearest teams beyond reach that would suit her otherwise."""
        open_, options = self.market.asked(student).open, self.market.options
        beyond = [place for team in self.market.beyond(student)[:FAR_TEAMS] for place in open_.get(team, ())]
        asked = (place for place in beyond if student.council in (None, options[place].offer.council))
        return self.market.refusals_of(student, asked)

    def _shortage(self, number: int) -> str:
        """Return the kind of limit that is in the way of most of a student's options."""
        kinds = Counter(kind for column in self.programme.columns(number) for kind in set(self._full(column)))
        return min(kinds, key=lambda kind: (-kinds[kind], kind), default="none")


def rates(market: Market, placed: set[int], first_come: set[int]) -> tuple[Rate, ...]:
    """Return the rates by university, by route and by the service that was wished for."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, student in enumerate(market.problem.students):
        for kind in ("university", "route", "wishes"):
            groups[kind, getattr(student, kind)].append(number)
    return tuple(
        Rate(kind, group, len(of), len(placed.intersection(of)), len(first_come.intersection(of)))
        for (kind, group), of in sorted(groups.items())
    )


def shortages(unplaced: Iterable[Unplaced]) -> tuple[Shortage, ...]:
    """Return what ran out for how many, the most first."""
    counts = Counter(one.shortage for one in unplaced)
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(Shortage(key, SHORTAGES[key], counts[key]) for key in ordered)


def _examples(code: str, furthest: Iterable[tuple[int, str, str]]) -> tuple[str, ...]:
    return tuple([words for _, one, words in furthest if one == code][:EXAMPLES])


def _reason(funnel: Funnel, nearest: NearestMiss | None, shortage: str) -> str:
    """Return why in a sentence, and the one change that would help."""
    if funnel.left:
        why = f"{SHORTAGES[shortage].replace('them', 'this student')}."
    elif funnel.steps:
        most = max(funnel.steps, key=lambda step: step.offers)
        why = f"No offer is left: of {funnel.in_reach} in reach, {most.offers} are {most.words}."
    else:
        why = "No offer is in reach."
    return f"{why} What would help: {nearest.helps}." if nearest else why
