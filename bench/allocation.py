"""How fast and how good an allocation is, at three sizes, beside first come, first served.

    python -m bench.allocation                    # 105, 1,000 and 10,000 students, and the case study's year
    python -m bench.allocation 105 3              # one size, three instances
    python -m bench.allocation case-study-year    # 2019/20 from click to proposal, in a database of its own

Each instance runs in a process of its own, so that its memory is its own. ``solve`` are the seconds of the solver,
``all`` those of everything: the options, the solver, and each student's reasons. ``slow`` is how many times slower
than usual the machine was meanwhile (``bench.pace``), and ``at pace`` what ``all`` comes to on the usual one. Goals are
asked of both, and the clock decides. The sizes need no database.
"""

import json
import os
import resource
import subprocess
import sys
import time

from bench.case_study import Run
from bench.market import problem
from bench.pace import watched
from bench.pages import own_database
from placements import solver
from placements.matching import choosing, programme
from placements.matching.market import Market
from placements.matching.weights import Weights

#: Students, instances, and the most seconds that a run may take.
SIZES = {105: (5, 0.3), 1_000: (3, 2.0), 10_000: (1, 45.0)}
MOST_MEGABYTES = 1_200
CASE_STUDY_YEAR = "case-study-year"
#: The most seconds from the click to the page that shows the proposal.
CLICK_TO_PROPOSAL = 2.0
HEAD = (
    "students",
    "seed",
    "columns",
    "build",
    "solve",
    "all",
    "slow",
    "at pace",
    "MB",
    "placed",
    "first come",
    "more unplaced",
    "gap",
)


def measured(students: int, seed: int) -> tuple[object, ...]:
    """Return one line of the table."""
    asked, weights = problem(students, seed), Weights()
    with watched() as pace:
        began = time.perf_counter()
        built = programme.build(Market(asked, weights))
        ready = time.perf_counter()
        solution = solver.solve(built)
        solved = time.perf_counter()
        found = solver.propose(asked, weights)
        done = time.perf_counter()
    if solution.value != found.value:
        raise SystemExit("The same input gave two answers.")
    if found.gap >= weights.unplaced or min(choosing.Room(built, solution.chosen).left, default=0) < 0:
        raise SystemExit("A whole student is between the value and the bound, or a limit is passed.")
    unplaced, baseline = students - len(found.placements), students - found.baseline.placed
    gap = "proved" if found.is_proved else f"{100 * found.gap / found.value:.4f} %"
    parts = (ready - began, solved - ready, done - solved, pace.slow, (done - solved) / pace.slow)
    seconds = (f"{one:.2f}" for one in parts)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    more = f"{100 * (baseline - unplaced) / max(unplaced, 1):.0f} %"
    return (
        students,
        seed,
        len(built.cost),
        *seconds,
        megabytes,
        len(found.placements),
        found.baseline.placed,
        more,
        gap,
    )


def run(students: int, instances: int) -> list[list[str]]:
    """Measure so many instances of a size, each in its own process."""
    found = []
    for seed in range(1, instances + 1):
        command = [sys.executable, "-m", "bench.allocation", str(students), "0", str(seed)]
        out = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        found.append(out.splitlines()[-1].split("\t"))
        print("  ".join(f"{one:>13}" for one in found[-1]), flush=True)
    return found


def case_study_year() -> int:
    """Print how long 2019/20 takes from click to proposal; return 1 when that is too long."""
    with own_database() as url:
        facts = {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "bench.site",
            "CELERY_BROKER_URL": "memory://",
        }
        facts |= {"DEMO": "off", "HTTPS": "off", "SECOND_FACTOR": "off"}
        command = [sys.executable, "-m", "bench.case_study"]
        out = subprocess.run(
            command, env=os.environ | facts, stdout=subprocess.PIPE, text=True, check=True
        ).stdout
    run = Run(*json.loads(out.splitlines()[-1]))
    seconds = run.clicked + run.worked + run.shown
    at_pace, proved = seconds / run.slow, "proved" if run.is_proved else "not proved"
    print(
        f"case-study year: {run.placed} of {run.students} students of 2019/20 placed, {proved}; first come "
        f"{run.first_come}; click {run.clicked:.2f} s, work {run.worked:.2f} s, page {run.shown:.2f} s, "
        f"together {seconds:.2f} s, {run.processor:.2f} s of them our processor's; the machine {run.slow:.2f} times "
        f"slower than usual: {at_pace:.2f} s at the usual pace (goal {CLICK_TO_PROPOSAL:.1f})"
    )
    return int(seconds > CLICK_TO_PROPOSAL)


def _sizes(words: list[str]) -> dict[int, tuple[int, float]]:
    """Return the sizes that were asked for, with how many instances of each and the most seconds."""
    if not words:
        return SIZES
    size, *number = map(int, words)
    instances, most = SIZES.get(size, (1, 0.0))
    return {size: (number[0] if number else instances, most)}


def _missed(lines: dict[int, list[list[str]]], sizes: dict[int, tuple[int, float]], column: str) -> list[int]:
    """Return the size of each run that took more memory, or more seconds by a column, than its goal."""
    seconds, megabytes = HEAD.index(column), HEAD.index("MB")
    return [
        size
        for size, rows in lines.items()
        for row in rows
        if float(row[seconds]) > sizes[size][1] or int(row[megabytes]) > MOST_MEGABYTES
    ]


def main(words: list[str]) -> int:
    """Print the table; return how many goals were missed."""
    if words == [CASE_STUDY_YEAR]:
        return case_study_year()
    if len(words) == 3:
        print("\t".join(str(one) for one in measured(int(words[0]), int(words[2]))))
        return 0
    sizes = _sizes(words)
    print("  ".join(f"{one:>13}" for one in HEAD))
    lines = {size: run(size, instances) for size, (instances, _) in sizes.items()}
    missed = _missed(lines, sizes, "all")
    print(f"goals: {sizes} seconds, {MOST_MEGABYTES} MB; missed by {missed or 'none'} by the clock,")
    print(f"by {_missed(lines, sizes, 'at pace') or 'none'} at the usual pace")
    return len(missed) + (0 if words else case_study_year())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
