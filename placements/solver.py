"""The one module that knows the solver library: from a programme to the best choice of columns, with its proof.

The linear programme over all columns says how good any choice can be, and which columns it would hardly touch. It
often takes each student whole, and then its answer is the best choice. Otherwise the integer programme over the
columns that it would touch is small. When its value is within ``SIFT`` of the bound, no column that was left out could
improve it, so it is the best of all; otherwise the sift is widened to the gap, for a while.
"""

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import highspy
import numpy as np

from placements.matching import choosing, proposing
from placements.matching.choosing import Solution
from placements.matching.problem import Problem
from placements.matching.programme import Programme
from placements.matching.proposal import Proposal
from placements.matching.proposing import Cancelled, CancelledRun, Progress
from placements.matching.weights import Weights

#: Columns whose reduced cost is higher are left out of the integer programme.
SIFT = 10.0
#: Seconds for the integer programme, and for a wider one when a whole student, or less, is between value and bound.
SECONDS, POLISH_SECONDS = 20.0, 5.0
#: The linear programme starts with so many columns of each student, and asks for more at most so many times.
CHEAPEST, ROUNDS = 16, 20
#: The library's number for the primal simplex.
PRIMAL = 4
#: What rounding errors of the linear programme may hide.
SLIP = 1e-4
#: So near to none or one a column counts as whole.
NEAR = 1e-6
VERSION = f"HiGHS {version('highspy')}"


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The programme as the library reads it, column by column: choices, then students left out, then missed shares."""

    cost: Any
    upper: Any
    row_lower: Any
    row_upper: Any
    starts: Any
    rows: Any
    choices: int
    students: int

    def cheapest(self, number: int) -> Any:
        """Return which columns are among the ``number`` cheapest of their student, or are no choice."""
        student = self.rows[self.starts[: self.choices]]
        order = np.lexsort((self.cost[: self.choices], student))
        rank = np.empty(self.choices, dtype=np.int64)
        rank[order] = np.arange(self.choices) - np.searchsorted(student[order], student[order])
        return np.concatenate((rank < number, np.ones(len(self.cost) - self.choices, dtype=bool)))

    def only(self, kept: Any) -> "_Matrix":
        """Return the same with these columns; ``kept`` are their numbers in order."""
        lengths = np.diff(self.starts)[kept]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        entries = np.repeat(self.starts[kept] - starts[:-1], lengths) + np.arange(starts[-1])
        return replace(
            self,
            cost=self.cost[kept],
            upper=self.upper[kept],
            starts=starts,
            rows=self.rows[entries],
            choices=int((kept < self.choices).sum()),
        )


def propose(
    problem: Problem,
    weights: Weights | None = None,
    *,
    progress: Progress = lambda done: None,
    cancelled: Cancelled = lambda: False,
) -> Proposal:
    """Return the best proposal with its reasons, by the weights given or the defaults: see ``matching.proposing``."""
    return proposing.propose(
        problem, weights or Weights(), solve=solve, progress=progress, cancelled=cancelled
    )


def solve(
    programme: Programme, *, progress: Progress = lambda done: None, cancelled: Cancelled = lambda: False
) -> Solution:
    """Return the best choice of columns, or the best that was found with the gap; ``CancelledRun`` when stopped."""
    matrix = _matrix(programme)
    if not matrix.choices:
        none = _solution(programme, (), float("-inf"))
        return replace(none, bound=float(none.value), is_proved=True)
    relaxed = _relaxed(matrix, cancelled)
    best = _to_start_from(programme, relaxed)
    progress(60)
    for sift, done in ((SIFT, 80), (None, 90)):
        best = _improved(programme, matrix, best, relaxed.reduced, sift, cancelled)
        progress(done)
    return best


def _to_start_from(programme: Programme, relaxed: "_Relaxed") -> Solution:
    """Return what the linear programme chose; unless that is proved best, the better of it and first come."""
    bound = relaxed.bound + programme.pinned_value
    found = _solution(programme, relaxed.chosen, bound)
    if found.is_proved:
        return found
    first_come = choosing.first_come(programme, range(len(programme.stakes)))
    return min(found, _solution(programme, first_come, bound), key=lambda one: one.value)


def _improved(
    programme: Programme,
    matrix: _Matrix,
    best: Solution,
    reduced: Any,
    sift: float | None,
    cancelled: Cancelled,
) -> Solution:
    """Return the better of ``best`` and what the columns within ``sift`` (by default the gap) give."""
    if best.is_proved:
        return best
    width = best.gap + SLIP if sift is None else sift
    kept = np.flatnonzero((reduced <= width) | _always(matrix, best.chosen))
    seconds = SECONDS if sift or best.gap >= min(programme.stakes) else POLISH_SECONDS
    small = _Small(programme, matrix.only(kept), kept)
    chosen, bound = small.solved(seconds, cancelled)
    left_out = best.bound + float(reduced[reduced > width].min(initial=np.inf))
    bound = max(best.bound, min(bound + programme.pinned_value, left_out))
    found = _solution(programme, chosen, bound)
    kept_best = replace(best, bound=bound, is_proved=best.value - bound < 1 - SLIP)
    return min(kept_best, found, key=lambda one: one.value)


def _always(matrix: _Matrix, chosen: tuple[int, ...]) -> Any:
    """Return which columns stay whatever they cost: those that are held, and those that are no choice."""
    mask = np.arange(len(matrix.cost)) >= matrix.choices
    mask[list(chosen)] = True
    return mask


def _solution(programme: Programme, chosen: tuple[int, ...], bound: float) -> Solution:
    """Return a settled choice; all costs are whole, so a gap below one is none."""
    held = choosing.settled(programme, chosen)
    value = programme.value(held)
    return Solution(held, value, bound, is_proved=value - bound < 1 - SLIP)


def _matrix(programme: Programme) -> _Matrix:
    """Return the arrays: a row for each free student, each limit that could be passed, and each share."""
    student, limit_of = np.array(programme.student), np.array(programme.limit_of)
    free = np.array([one not in programme.pinned for one in range(len(programme.stakes))], dtype=bool)
    binds = np.bincount(limit_of, minlength=len(programme.rooms)) > np.array(programme.rooms)
    student_row = np.cumsum(free) - 1
    limit_row = free.sum() + np.cumsum(binds) - 1
    share_row = int(free.sum() + binds.sum())
    share_of = _share_of(programme)
    choices, left_out = len(student), np.flatnonzero(free)
    column_of = np.repeat(np.arange(choices), np.diff(np.array(programme.limit_first)))
    bound = binds[limit_of]
    shares = np.arange(len(programme.shares))
    return _assembled(
        entries=[
            (np.arange(choices), student_row[student]),
            (column_of[bound], limit_row[limit_of[bound]]),
            (np.arange(choices), share_row + share_of[student]),
            (choices + np.arange(len(left_out)), student_row[left_out]),
            (choices + len(left_out) + shares, share_row + shares),
        ],
        cost=[programme.cost, np.array(programme.stakes)[left_out], np.full(len(shares), programme.penalty)],
        rows=_row_bounds(programme, len(left_out), np.array(programme.rooms)[binds]),
        choices=choices,
    )


def _share_of(programme: Programme) -> Any:
    found = np.zeros(len(programme.stakes), dtype=np.int64)
    for number, share in enumerate(programme.shares):
        found[list(share.students)] = number
    return found


def _row_bounds(programme: Programme, students: int, rooms: Any) -> tuple[Any, Any]:
    """Return the lower and upper bounds of the rows: each student once, limits, shares net of the pinned."""
    pinned = set(programme.pinned)
    floors = [share.floor - len(pinned.intersection(share.students)) for share in programme.shares]
    lower = np.concatenate((np.ones(students), np.full(len(rooms), -highspy.kHighsInf), floors))
    upper = np.concatenate((np.ones(students), rooms, np.full(len(floors), highspy.kHighsInf)))
    return lower, upper


def _assembled(
    *, entries: list[tuple[Any, Any]], cost: list[Any], rows: tuple[Any, Any], choices: int
) -> _Matrix:
    """Return the matrix column by column, its rows in order within each."""
    columns, places = (np.concatenate(part) for part in zip(*entries, strict=True))
    order = np.lexsort((places, columns))
    costs = np.concatenate(cost).astype(float)
    missed = len(cost[2])
    upper = np.ones(len(costs))
    upper[len(costs) - missed :] = np.maximum(rows[0][len(rows[0]) - missed :], 0)
    starts = np.concatenate(([0], np.cumsum(np.bincount(columns, minlength=len(costs)))))
    return _Matrix(costs, upper, *rows, starts, places[order], choices, len(cost[1]))


def _model(matrix: _Matrix, *, whole: bool) -> highspy.HighsLp:
    """Return what the library solves; with ``whole`` every choice is taken or not."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(matrix.cost), len(matrix.row_lower)
    model.col_cost_, model.col_lower_, model.col_upper_ = (
        matrix.cost,
        np.zeros(len(matrix.cost)),
        matrix.upper,
    )
    model.row_lower_, model.row_upper_ = matrix.row_lower, matrix.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.starts, matrix.rows
    model.a_matrix_.value_ = np.ones(len(matrix.rows))
    if whole:
        kinds = [highspy.HighsVarType.kInteger] * matrix.choices
        model.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * (len(matrix.cost) - matrix.choices)
    return model


class _Silent(highspy.Highs):
    """The library without a word: it prints a banner when it first takes callbacks, which is while it is made."""

    def enableCallbacks(self) -> None:  # noqa: N802  # the library's name
        """Be silent before that."""
        self.silent()  # type: ignore[no-untyped-call]
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _library(matrix: _Matrix, cancelled: Cancelled, *, whole: bool) -> Any:
    """Return the library with a model, silent, with one thread and a fixed seed, so that it always does the same."""
    library: Any = _Silent()  # type: ignore[no-untyped-call]
    for name, value in (("threads", 1), ("random_seed", 1)):
        library.setOptionValue(name, value)

    def ask(event: Any) -> None:
        if cancelled():
            event.interrupt()

    library.cbSimplexInterrupt += ask
    library.cbIpmInterrupt += ask
    library.cbMipInterrupt += ask
    library.passModel(_model(matrix, whole=whole))
    return library


def _run(library: Any, cancelled: Cancelled) -> None:
    status = library.run()
    if cancelled():
        raise CancelledRun
    if status == highspy.HighsStatus.kError:
        raise RuntimeError(f"The solver stopped: {library.modelStatusToString(library.getModelStatus())}.")


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """What the linear programme says: a bound on every choice, and what each column costs beyond it.

    ``chosen`` are the columns that it takes, when it takes none of them in part.
    """

    bound: float
    reduced: Any
    chosen: tuple[int, ...]


def _relaxed(matrix: _Matrix, cancelled: Cancelled) -> _Relaxed:
    """Return the best bound of the linear programme, and its choice when that is whole.

    It starts with the cheapest columns of each student and goes on, from where it stands, with those that its prices
    call for, until the prices hold for all: most columns are never needed.
    """
    columns = np.flatnonzero(matrix.cheapest(CHEAPEST))
    library = _library(matrix.only(columns), cancelled, whole=False)
    best = _Relaxed(-np.inf, matrix.cost, ())
    for _ in range(ROUNDS):
        _run(library, cancelled)
        solved = library.getSolution()
        bound, reduced = _bound(matrix, np.array(solved.row_dual))
        found = _Relaxed(bound, reduced, _whole(matrix, columns, np.array(solved.col_value)))
        best = max(best, found, key=lambda one: one.bound)
        if library.getInfo().objective_function_value - found.bound < 1 - SLIP:
            break
        more = np.setdiff1d(np.flatnonzero(found.reduced <= SIFT), columns)
        _add(library, matrix, more)
        columns = np.concatenate((columns, more))
    return best


def _whole(matrix: _Matrix, columns: Any, values: Any) -> tuple[int, ...]:
    """Return the choices that have the value one, or nothing when some have a part of it."""
    choices, taken = columns[columns < matrix.choices], values[columns < matrix.choices]
    if np.abs(taken - np.round(taken)).max(initial=0) > NEAR:
        return ()
    return tuple(sorted(int(column) for column in choices[taken > 0.5]))


def _add(library: Any, matrix: _Matrix, columns: Any) -> None:
    """Add columns to a programme that was solved; the primal simplex goes on from there."""
    part, count = matrix.only(columns), len(columns)
    starts, rows = part.starts[:-1].astype(np.int32), part.rows.astype(np.int32)
    library.setOptionValue("simplex_strategy", PRIMAL)
    library.addCols(
        count, part.cost, np.zeros(count), part.upper, len(rows), starts, rows, np.ones(len(rows))
    )


def _bound(matrix: _Matrix, prices: Any) -> tuple[float, Any]:
    """Return a bound and what each column costs beyond it, from the prices of the rows.

    A student pays what her best column comes to, whatever the programme said: so the bound holds for any prices of
    the limits, whatever their rounding errors or columns they do not know, and is the best that these prices allow.
    """
    prices = np.where(np.isinf(matrix.row_lower), np.minimum(prices, 0), prices)
    prices = np.where(np.isinf(matrix.row_upper), np.maximum(prices, 0), prices)
    prices[: matrix.students] = 0
    column_of = np.repeat(np.arange(len(matrix.cost)), np.diff(matrix.starts))
    paid = np.bincount(column_of, weights=prices[matrix.rows], minlength=len(matrix.cost))
    reduced = matrix.cost - paid
    first = matrix.rows[matrix.starts[:-1]]
    of_student = first < matrix.students
    best = np.full(matrix.students, np.inf)
    np.minimum.at(best, first[of_student], reduced[of_student])
    reduced[of_student] -= best[first[of_student]]
    limits = np.where(prices > 0, matrix.row_lower, matrix.row_upper)
    used = prices != 0
    return float(best.sum() + prices[used] @ limits[used] + np.minimum(reduced, 0) @ matrix.upper), reduced


@dataclass(frozen=True, slots=True)
class _Small:
    """The integer programme over the columns that were kept."""

    programme: Programme
    matrix: _Matrix
    kept: Any

    def solved(self, seconds: float, cancelled: Cancelled) -> tuple[tuple[int, ...], float]:
        """Return the best choice that was found within the time, and the bound on all choices of these columns.

        The library is given no choice to start from: it may then hand that one back with the value of a better one.
        """
        library = _library(self.matrix, cancelled, whole=True)
        library.setOptionValue("time_limit", seconds)
        library.setOptionValue("mip_rel_gap", 0.0)
        library.setOptionValue("mip_abs_gap", 1 - SLIP)
        _run(library, cancelled)
        values = np.array(library.getSolution().col_value)[: self.matrix.choices]
        chosen = self.kept[np.flatnonzero(values > 0.5)] if len(values) else ()
        return tuple(int(column) for column in chosen), library.getInfo().mip_dual_bound
