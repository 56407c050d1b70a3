"""What is on offer to whom: all options, what refuses them, and how far they are, each worked out once. Pure.

Students who ask for the same share what rules say of an option, and those from one place share the journeys, so
that 10,000 students and as many offers take seconds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from placements.eligibility import Ask, Finding, Supervisor, Weight
from placements.matching import rules, terms
from placements.matching.asked import Asked, Once
from placements.matching.problem import Educator, Kept, Lift, Offer, Option, Pin, Problem, Student, Team
from placements.matching.terms import Term
from placements.matching.travel import METRES, Point
from placements.matching.weights import Weights

Minutes = dict[int, int | None]
#: A home and whether its student drives: those who share them share the journeys.
Whence = tuple[Point | None, bool]


class Market:
    """The options of a problem, in the order of their keys, and what was found out about them so far."""

    def __init__(self, problem: Problem, weights: Weights) -> None:
        """Lay out the options; nothing is asked of them yet."""
        self.problem = problem.in_order()
        self.weights = weights
        self.options: tuple[Option, ...] = tuple(options_of(self.problem))
        self._asked: dict[Ask, Asked] = {}
        self._asked_by: dict[int, Asked] = {}
        self._reach = Once[Whence, Minutes](self._reach_from)
        self._reach_of: dict[int, Minutes] = {}
        self._beyond = Once[Whence, list[int]](self._beyond_from)

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
    def team_of(self) -> list[int]:
        """The key of the team of each option."""
        return [option.team.key for option in self.options]

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
        if student.key not in self._reach_of:  # telling homes apart takes longer than telling keys
            self._reach_of[student.key] = self._reach[student.home, student.drives]
        return self._reach_of[student.key]

    def _reach_from(self, whence: Whence) -> Minutes:
        (home, drives), most = whence, self.problem.travel.most_minutes
        far = self.problem.travel.farthest(drives=drives)
        near = (one for one in self._near(home, rings=1) if not _is_beyond(home, one.at, far))
        found = {team.key: self._minutes(home, drives, team) for team in near}
        return {key: one for key, one in found.items() if one is None or one <= most}

    def beyond(self, student: Student) -> list[int]:
        """Return the teams to which the journey is too long, the nearest first.

        They are those within about twice the limit, and all teams when there is none so near.
        """
        return self._beyond[student.home, student.drives]

    def _beyond_from(self, whence: Whence) -> list[int]:
        (home, drives), within = whence, self._reach[whence]
        near = [team for team in self._near(home, rings=2) if team.key not in within]
        far = near or [team for team in self.problem.teams if team.key not in within]
        minutes = {team.key: self._minutes(home, drives, team) or 0 for team in far}
        return sorted(minutes, key=lambda key: (minutes[key], key))

    def _near(self, home: Point | None, rings: int) -> Iterable[Team]:
        """Return the teams in the squares of a grid around a home; those in reach are within one ring."""
        if home is None:
            return self.problem.teams
        side, around = self._square, range(-rings, rings + 1)
        across, up = int(home.easting // side), int(home.northing // side)
        squares = [(across + x, up + y) for x in around for y in around]
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

    def asked(self, student: Student) -> Asked:
        """Return what is shared by all who ask for the same as this student."""
        if student.key not in self._asked_by:
            shape = rules.shape_of(student.ask)
            new = Asked(shape, self.options, self.problem.today, self.weights)
            self._asked_by[student.key] = self._asked.setdefault(shape, new)
        return self._asked_by[student.key]

    def feasible(self, student: Student) -> list[int]:
        """Return the options that nothing refuses this student."""
        if self.lifts.get(student.key):
            refused = self.refusals_of(student, self.hers(student))
            return [place for place, found in refused.items() if not found]
        if rules.of_herself(student):
            return []
        asked, barred, options = rules.student_rules(student), self.bars.get(student.key, ()), self.options
        found = self._reached(student, asked)
        if student.council is not None:
            found = [place for place in found if options[place].offer.council == student.council]
        if barred:
            found = [place for place in found if options[place].offer.key not in barred]
        if asked.of_option:
            found = [place for place in found if not asked.against_option(student, options[place])]
        return found

    def _reached(self, student: Student, asked: rules.StudentRules) -> list[int]:
        """Return the open options of the teams in reach that no rule refuses her."""
        open_, options = self.asked(student).open, self.options
        teams = (places for team in self.in_reach(student) if (places := open_.get(team)))
        fit = (places for places in teams if not asked.against_team(student, options[places[0]]))
        return list(chain.from_iterable(fit))

    def hers(self, student: Student) -> list[int]:
        """Return all options of the council that was asked, whatever refuses them."""
        everything = range(len(self.options))
        return [place for place in everything if student.council in (None, self.options[place].offer.council)]

    def refusals(self, student: Student, place: int) -> list[Finding]:
        """Return what refuses an option to this student, in the order of the rules, without what was set aside."""
        return self.refusals_of(student, [place])[place]

    def refusals_of(self, student: Student, places: Iterable[int]) -> dict[int, list[Finding]]:
        """Return by option what ``refusals`` returns, quicker for many."""
        asked, lifts = self.asked(student), self.lifts.get(student.key, ())
        hers = self._hers(student)
        found = {}
        for place in places:
            option = self.options[place]
            every = [*asked.refusals[place], *hers(option)]
            left = [one for one in every if not rules.is_lifted(lifts, one.rule, option)] if lifts else every
            found[place] = sorted(left, key=_order) if len(left) > 1 else left
        return found

    def _hers(self, student: Student) -> Callable[[Option], list[Finding]]:
        """Return what says of an option what refuses it to this student alone; of a team it asks once."""
        asked, barred = rules.student_rules(student), self.bars.get(student.key, ())
        elsewhere = rules.of_herself(student)
        of_teams: dict[int, list[Finding]] = {}

        def of(option: Option) -> list[Finding]:
            team = option.team.key
            if team not in of_teams:
                of_teams[team] = [*self._too_far(student, option.team), *asked.against_team(student, option)]
            found = of_teams[team] + asked.against_option(student, option)
            if option.offer.key in barred:
                found.append(Finding("bar", Weight.BLOCKS, f"{option.team.host.name} was ruled out by hand"))
            return [*found, elsewhere] if elsewhere else found

        return of

    def _too_far(self, student: Student, team: Team) -> Iterator[Finding]:
        minutes, most = self.minutes(student, team), self.problem.travel.most_minutes
        if minutes is not None and minutes > most:
            yield rules.is_in_reach(minutes, most)

    def terms(self, student: Student, place: int) -> tuple[Term, ...]:
        """Return the named terms of giving an option to a student."""
        option = self.options[place]
        return (
            *self._of_journey(student, option.team.key),
            *terms.of_option(self.asked(student).ask, option, self.weights),
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

    def costs(self, student: Student, places: Sequence[int]) -> list[int]:
        """Return what the terms of each option add up to: the same as ``terms``, and quicker for many."""
        taught, teams = self.asked(student).costs, self.team_of
        journeys = Once[int, int](lambda team: terms.total(self._of_journey(student, team)))
        found = [journeys[teams[place]] + taught[place] for place in places]
        return self._keeping(student, places, found) if student.key in self.kept else found

    def _keeping(self, student: Student, places: Sequence[int], costs: list[int]) -> list[int]:
        kept = self.kept[student.key]
        added = (terms.total(terms.of_keeping(kept, self.options[place], self.weights)) for place in places)
        return [cost + more for cost, more in zip(costs, added, strict=True)]


def _is_beyond(home: Point | None, there: Point | None, kilometres: float) -> bool:
    """Say whether it is farther; it is not when nobody knows."""
    return home is not None and there is not None and home.kilometres_to(there) > kilometres


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
