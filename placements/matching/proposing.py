"""From a problem to a proposal, with whatever solver is given. Pure."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Protocol

from placements.matching import choosing, explaining, programme
from placements.matching.choosing import Solution
from placements.matching.explaining import Explaining
from placements.matching.market import Market
from placements.matching.problem import Lift, Pin, Problem
from placements.matching.programme import Programme
from placements.matching.proposal import Baseline, Proposal
from placements.matching.weights import Weights

#: Told how much of a run is done, in per cent.
Progress = Callable[[int], None]
#: Asked now and then whether somebody wants the run to stop.
Cancelled = Callable[[], bool]
#: Counts up whenever the same input may give another answer.
ENGINE = 2


class CancelledRun(Exception):
    """Somebody asked to stop."""


class Solve(Protocol):
    """What chooses columns."""

    def __call__(self, of: Programme, /, *, progress: Progress, cancelled: Cancelled) -> Solution:
        """Return the best choice; ``CancelledRun`` when stopped."""


def propose(
    problem: Problem, weights: Weights, *, solve: Solve, progress: Progress, cancelled: Cancelled
) -> Proposal:
    """Return the best proposal with its reasons.

    ``Contradiction`` when pins cannot stand, ``CancelledRun`` when somebody stopped it. The same input gives the same
    answer, whatever the order of its rows.
    """
    market = Market(problem, weights)
    built = programme.build(market)
    progress(20)
    if cancelled():
        raise CancelledRun
    solution = solve(built, progress=lambda done: progress(20 + done * 6 // 10), cancelled=cancelled)
    found = _explained(market, built, solution)
    progress(100)
    return found


def _explained(market: Market, built: Programme, solution: Solution) -> Proposal:
    explains, numbers = Explaining.of(market, built, solution), range(len(market.problem.students))
    places = {number: explains.place_of(number) for number in numbers}
    placements = tuple(explains.placement(n, place) for n, place in places.items() if place is not None)
    unplaced = tuple(explains.unplaced(number) for number, place in places.items() if place is None)
    first_come = choosing.first_come(built, _by_arrival(market))
    served = {built.student[column] for column in first_come} | set(built.pinned)
    placed = {number for number, place in places.items() if place is not None}
    return Proposal(
        placements=placements,
        unplaced=unplaced,
        value=solution.value,
        bound=solution.bound,
        gap=solution.gap,
        is_proved=solution.is_proved,
        input_hash=input_hash(market.problem, market.weights),
        baseline=Baseline(len(served), built.value(first_come)),
        shortages=explaining.shortages(unplaced),
        rates=explaining.rates(market, placed, served),
    )


def _by_arrival(market: Market) -> list[int]:
    students = market.problem.students
    return sorted(range(len(students)), key=lambda number: (students[number].asked_on, students[number].key))


def input_hash(problem: Problem, weights: Weights) -> str:
    """Return a hash of all that goes in, whatever the order of its rows: another input has another one."""
    return sha256(repr((ENGINE, _stable(problem.in_order()), weights)).encode()).hexdigest()


def _stable(problem: Problem) -> str:
    """Return a text of the problem in which sets stand in order."""
    students = tuple(
        (replace(one, ask=replace(one.ask, conflicts=frozenset())), sorted(one.ask.conflicts))
        for one in problem.students
    )
    offers = tuple((replace(one, kinds=frozenset()), sorted(one.kinds)) for one in problem.offers)
    teams = tuple(
        (replace(one, host=replace(one.host, suits=frozenset())), sorted(one.host.suits))
        for one in problem.teams
    )
    return repr((students, offers, teams, replace(problem, students=(), offers=(), teams=())))


def pinned_to(problem: Problem, pin: Pin) -> Problem:
    """Return the problem with one more pin, in the place of any other of that student."""
    others = tuple(one for one in problem.pins if one.student != pin.student)
    return replace(problem, pins=(*others, pin))


def lifted(problem: Problem, lift: Lift) -> Problem:
    """Return the problem with one rule set aside."""
    return replace(problem, lifts=(*problem.lifts, lift))
