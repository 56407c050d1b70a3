"""After a withdrawal: what opens again, the least disturbing repair, and what it would change. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from placements.matching.problem import Kept, OptionKey, Pin, Problem
from placements.matching.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one student: the option she had and the one she would have; nothing for no place."""

    student: int
    before: OptionKey | None
    after: OptionKey | None


def keeping(problem: Problem, earlier: dict[int, OptionKey]) -> Problem:
    """Return the problem of a new draft that disturbs an earlier one as little as it can."""
    students = {one.key for one in problem.students}
    return replace(
        problem,
        kept=tuple(Kept(student, *option) for student, option in earlier.items() if student in students),
    )


def without_students(problem: Problem, gone: Iterable[int], earlier: dict[int, OptionKey]) -> Problem:
    """Return the problem after students withdrew: their places open again, and nobody who has a place moves.

    Whoever had a place in ``earlier`` is pinned to it, so only those without one can take what opened.
    """
    left = set(gone)
    pinned = {pin.student for pin in problem.pins}
    held = {student: option for student, option in earlier.items() if student not in left | pinned}
    kept = keeping(problem, held)
    return replace(
        kept,
        students=tuple(one for one in problem.students if one.key not in left),
        pins=(
            *(pin for pin in problem.pins if pin.student not in left),
            *(Pin(student, *option) for student, option in held.items()),
        ),
        kept=tuple(one for one in kept.kept if one.student not in left),
    )


def without_offers(problem: Problem, gone: Iterable[int], earlier: dict[int, OptionKey]) -> Problem:
    """Return the problem after offers were withdrawn: who had one is placed anew, and as few others move as can."""
    left = set(gone)
    kept = keeping(problem, {student: option for student, option in earlier.items() if option[0] not in left})
    return replace(
        kept,
        offers=tuple(one for one in problem.offers if one.key not in left),
        pins=tuple(pin for pin in problem.pins if pin.offer not in left),
    )


def changes(earlier: dict[int, OptionKey], proposal: Proposal) -> tuple[Change, ...]:
    """Return what a proposal changes, in the order of the students; nothing of whom it does not change."""
    after = proposal.options
    students = sorted({*after, *(one.student for one in proposal.unplaced)})
    pairs = ((student, earlier.get(student), after.get(student)) for student in students)
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])
