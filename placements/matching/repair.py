"""After a withdrawal: who could take the place, if those whose placements are provisional may move. Pure.

Their places count as free, and each keeps hers unless a move gives one more student a place: nobody is left without.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from placements.eligibility import Period
from placements.matching.market import Market
from placements.matching.problem import Educator, Kept, OptionKey, Problem, Student
from placements.matching.weights import Weights

#: What a move weighs: more than all that can be saved by it, and less than a student without a place.
MOVE = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """A provisional placement: whose it is, by the key of the student, which option it takes up, and when."""

    student: int
    option: OptionKey
    team: int
    period: Period


def weights(of: Weights) -> Weights:
    """Return the weights by which a repair moves nobody unless one more student is placed."""
    return replace(of, keep=MOVE)


def with_moves(problem: Problem, held: Iterable[Held]) -> Problem:
    """Return the problem, which has those who hold a place among its students, so that they may move.

    One whose place the rules would refuse today (paired by hand for a reason) stays where she is, and is left out.
    """
    every = tuple(held)
    options = _standing(_freed(problem, every), every)
    movable = tuple(one for one in every if one.student in options)
    return _freed(_without(problem, {one.student for one in every} - set(options)), movable)


def _standing(problem: Problem, held: Iterable[Held]) -> set[int]:
    """Return the students whose places the rules allow."""
    market = Market(problem, Weights())
    place_of = {option.key: place for place, option in enumerate(market.options)}
    students = {one.key: one for one in problem.students}
    return {
        one.student
        for one in held
        if one.option in place_of and not market.refusals(students[one.student], place_of[one.option])
    }


def _without(problem: Problem, students: set[int]) -> Problem:
    left = tuple(one for one in problem.students if one.key not in students)
    pins = tuple(one for one in problem.pins if one.student not in students)
    return replace(problem, students=left, pins=pins)


Gone = Mapping[int | None, list[Period]]


def _freed(problem: Problem, held: tuple[Held, ...]) -> Problem:
    """Return the problem as if the places were free, each kept for who has it."""
    offers, educators, supervisors, teams, students = (_by(held, number) for number in range(5))
    return replace(
        problem,
        students=tuple(_student(one, students) for one in problem.students),
        offers=tuple(replace(one, used=one.used - len(offers.get(one.key, ()))) for one in problem.offers),
        educators=tuple(_educator(one, educators.get(one.key, [])) for one in problem.educators),
        supervisors=tuple(
            replace(one, taken=_less(one.taken, supervisors.get(one.key, []))) for one in problem.supervisors
        ),
        teams=tuple(
            replace(one, host=replace(one.host, taken=_less(one.host.taken, teams.get(one.key, []))))
            for one in problem.teams
        ),
        kept=(*problem.kept, *(Kept(one.student, *one.option) for one in held)),
    )


def _by(held: Iterable[Held], number: int) -> Gone:
    """Return when places are held, by the offer, educator, supervisor, team or student."""
    found: dict[int | None, list[Period]] = defaultdict(list)
    for one in held:
        found[(*one.option, one.team, one.student)[number]].append(one.period)
    return found


def _student(one: Student, held: Gone) -> Student:
    """Return a student; one who holds a place is free in that time, and not to be left without."""
    if one.key not in held:
        return one
    ask = replace(one.ask, busy=_less(one.ask.busy, held[one.key]))
    return replace(one, ask=ask, has_a_place=True)


def _educator(one: Educator, gone: list[Period]) -> Educator:
    if not gone:
        return one
    later = tuple((day, replace(facts, taken=_less(facts.taken, gone))) for day, facts in one.later)
    return replace(one, facts=replace(one.facts, taken=_less(one.facts.taken, gone)), later=later)


def _less(taken: Iterable[Period], gone: Iterable[Period]) -> tuple[Period, ...]:
    """Return the times that are taken without those that are given back."""
    left = list(taken)
    for one in gone:
        if one in left:
            left.remove(one)
    return tuple(left)
