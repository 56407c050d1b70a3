"""What is on offer to whom: all options, what refuses them, and how far they are, each worked out once. Pure.

Students who ask for the same share what rules say of an option, and those from one place share the journeys, so
that 10,000 students and as many offers take seconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from placements.eligibility import Ask, Finding, Supervisor, Weight
from placements.matching import rules, terms
from placements.matching.problem import Educator, Kept, Lift, Offer, Option, Pin, Problem, Student, Team
from placements.matching.terms import Term
from placements.matching.travel import METRES, Point
from placements.matching.weights import Weights

Minutes = dict[int, int | None]


class Market:
    """The options of a problem, in the order of their keys, and what was found out about them so far."""

    def __init__(self, problem: Problem, weights: Weights) -> None:
        """Lay out the options; nothing is asked of them yet."""
        self.problem = problem.in_order()
        self.weights = weights
        self.options: tuple[Option, ...] = tuple(options_of(self.problem))
        self._open: dict[Ask, dict[int, list[int]]] = {}
        self._costs: dict[Ask, dict[int, int]] = defaultdict(dict)
        self._reach: dict[tuple[Point | None, bool], Minutes] = {}
        self._refused: dict[Ask, dict[int, list[Finding]]] = defaultdict(dict)

    @cached_property
    def teams(self) -> dict[int, Team]:
        """Each team by its key."""
        return {team.key: team for team in self.problem.teams}

    @cached_property
    def by_team(self) -> dict[int, list[int]]:
        """The options of each team."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, option in enumerate(self.options):
            found[option.team.key].append(place)
        return found

    @cached_property
    def lifts(self) -> dict[int, tuple[Lift, ...]]:
        """What was set aside for each student."""
        found: dict[int, tuple[Lift, ...]] = defaultdict(tuple)
        for lift in self.problem.lifts:
            found[lift.student] += (lift,)
        return found

    @cached_property
    def bars(self) -> dict[int, set[int]]:
        """The offers that were ruled out for each student."""
        found: dict[int, set[int]] = defaultdict(set)
        for bar in self.problem.bars:
            found[bar.student].add(bar.offer)
        return found

    @cached_property
    def pins(self) -> dict[int, Pin]:
        """Where each student is pinned."""
        return {pin.student: pin for pin in self.problem.pins}

    def minutes(self, student: Student, team: Team) -> int | None:
        """Return the minutes of the journey; nothing when it is not known."""
        near = self.in_reach(student)
        return near[team.key] if team.key in near else self._minutes(student.home, student.drives, team)

    def _minutes(self, home: Point | None, drives: bool, team: Team) -> int | None:
        if home is None or team.at is None:
            return None
        return self.problem.travel.minutes(home, team.at, drives=drives)

    def in_reach(self, student: Student) -> Minutes:
        """Return the minutes to each team to which the journey is not too long, or not known."""
        whence = (student.home, student.drives)
        if whence not in self._reach:
            most, near = self.problem.travel.most_minutes, self._near(*whence)
            found = {team.key: self._minutes(*whence, team) for team in near}
            self._reach[whence] = {key: one for key, one in found.items() if one is None or one <= most}
        return self._reach[whence]

    def _near(self, home: Point | None, drives: bool) -> Iterable[Team]:
        """Return the teams that may be in reach, from the squares of a grid around a home."""
        if home is None:
            return self.problem.teams
        side = self._square
        across, up = int(home.easting // side), int(home.northing // side)
        squares = [(x, y) for x in range(across - 1, across + 2) for y in range(up - 1, up + 2)]
        return [team for square in [*squares, None] for team in self._teams_in[square]]

    @cached_property
    def _square(self) -> float:
        """The side of a square of the grid, in metres: no journey within the limit passes a whole one."""
        travel = self.problem.travel
        return max(travel.farthest(drives=True), travel.farthest(drives=False), 1) * METRES

    @cached_property
    def _teams_in(self) -> dict[tuple[int, int] | None, list[Team]]:
        """The teams in each square, and those of which nobody knows where they are."""
        found: dict[tuple[int, int] | None, list[Team]] = defaultdict(list)
        for team in self.problem.teams:
            at, side = team.at, self._square
            found[(int(at.easting // side), int(at.northing // side)) if at else None].append(team)
        return found

    def open_to(self, shape: Ask) -> dict[int, list[int]]:
        """Return by team the options that no rule refuses to whoever asks for ``shape``."""
        if shape not in self._open:
            found: dict[int, list[int]] = defaultdict(list)
            for place, option in enumerate(self.options):
                if rules.passes(shape, option, self.problem.today):
                    found[option.team.key].append(place)
            self._open[shape] = found
        return self._open[shape]

    def feasible(self, student: Student) -> list[int]:
        """Return the options that nothing refuses this student."""
        if rules.of_herself(student) and not self.lifts.get(student.key):
            return []
        if self.lifts.get(student.key):
            return [place for place in self.hers(student) if not self.refusals(student, place)]
        asked, barred = rules.student_rules(student), self.bars.get(student.key, ())
        options = self.options
        return [
            place
            for place in self._reached(student)
            if options[place].offer.key not in barred
            and all(rule(student, options[place]).weight is not Weight.BLOCKS for rule in asked)
        ]

    def _reached(self, student: Student) -> list[int]:
        open_, council = self.open_to(rules.shape_of(student.ask)), student.council
        reached = (place for team in self.in_reach(student) for place in open_.get(team, ()))
        return [place for place in reached if council in (None, self.options[place].offer.council)]

    def hers(self, student: Student) -> list[int]:
        """Return all options of the council that was asked, whatever refuses them."""
        everything = range(len(self.options))
        return [place for place in everything if student.council in (None, self.options[place].offer.council)]

    def refusals(self, student: Student, place: int) -> list[Finding]:
        """Return what refuses an option to this student, in the order of the rules, without what was set aside."""
        return self.refusals_of(student, [place])[place]

    def refusals_of(self, student: Student, places: Iterable[int]) -> dict[int, list[Finding]]:
        """Return by option what ``refusals`` returns, quicker for many."""
        shape, lifts = rules.shape_of(student.ask), self.lifts.get(student.key, ())
        known, elsewhere = self._refused[shape], rules.of_herself(student)
        found = {}
        for place in places:
            option = self.options[place]
            if place not in known:
                known[place] = rules.of_option(shape, option, self.problem.today)
            hers = [*rules.of_student(student, option), *self._hers(student, option)]
            every = [*known[place], *hers, *([elsewhere] if elsewhere else ())]
            left = [one for one in every if not rules.is_lifted(lifts, one.rule, option)] if lifts else every
            found[place] = sorted(left, key=_order) if len(left) > 1 else left
        return found

    def _hers(self, student: Student, option: Option) -> Iterator[Finding]:
        minutes, most = self.minutes(student, option.team), self.problem.travel.most_minutes
        if minutes is not None and minutes > most:
            yield rules.is_in_reach(minutes, most)
        if option.offer.key in self.bars.get(student.key, ()):
            yield Finding("bar", Weight.BLOCKS, f"{option.team.host.name} was ruled out by hand")

    def terms(self, student: Student, place: int) -> tuple[Term, ...]:
        """Return the named terms of giving an option to a student."""
        option = self.options[place]
        return (
            *self._of_journey(student, option.team.key),
            *terms.of_option(rules.shape_of(student.ask), option, self.weights),
            *terms.of_keeping(self.kept.get(student.key), option, self.weights),
        )

    @cached_property
    def kept(self) -> dict[int, Kept]:
        """What the earlier draft gave each student."""
        return {kept.student: kept for kept in self.problem.kept}

    def _of_journey(self, student: Student, team: int) -> tuple[Term, ...]:
        minutes = self.minutes(student, self.teams[team])
        return terms.of_journey(
            student, self.teams[team], minutes, self.problem.travel.most_minutes, self.weights
        )

    def costs(self, student: Student, places: Iterable[int]) -> list[int]:
        """Return what the terms of each option add up to: the same as ``terms``, and quicker for many."""
        shape, kept = rules.shape_of(student.ask), self.kept.get(student.key)
        journeys: dict[int, int] = {}
        found = []
        for place in places:
            team = self.options[place].team.key
            if team not in journeys:
                journeys[team] = terms.total(self._of_journey(student, team))
            keeping = terms.of_keeping(kept, self.options[place], self.weights)
            found.append(journeys[team] + self._of_teaching(shape, place) + terms.total(keeping))
        return found

    def _of_teaching(self, shape: Ask, place: int) -> int:
        known = self._costs[shape]
        if place not in known:
            known[place] = terms.total(terms.of_option(shape, self.options[place], self.weights))
        return known[place]


def _order(found: Finding) -> int:
    return rules.ORDER[found.rule]


def options_of(problem: Problem) -> list[Option]:
    """Return every option of every offer, whatever refuses it, in the order of their keys."""
    teams = {team.key: team for team in problem.teams}
    people = {one.key: one for one in problem.educators}
    travelling = [one for one in problem.educators if one.facts.works_off_site]
    known = {one.key: one for one in problem.supervisors}
    found = [
        option
        for offer in problem.offers
        for educator in _educators(offer, people, travelling)
        for option in _supervised(offer, teams[offer.team], educator, known)
    ]
    return sorted(found, key=lambda option: tuple(key or 0 for key in option.key))


def _educators(
    offer: Offer, people: dict[int, Educator], travelling: list[Educator]
) -> list[Educator | None]:
    """Return who could teach: the one who is named; otherwise nobody, or any who works off site."""
    if offer.educator is not None:
        return [people[offer.educator]]
    return [None, *(one for one in travelling if offer.council in (None, one.council))]


def _supervised(
    offer: Offer, team: Team, educator: Educator | None, known: dict[int, Supervisor]
) -> Iterator[Option]:
    """Yield the option with each supervisor: the one who is named, or for an off-site educator any of the team."""
    off_site = educator is not None and educator.facts.works_off_site
    keys = (offer.supervisor,) if offer.supervisor is not None else team.supervisors if off_site else ()
    if not keys:
        yield Option(offer, team, educator)
    for key in keys:
        yield Option(offer, team, educator, known[key])
