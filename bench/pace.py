"""How slow this machine is just now, so that seconds on it can be compared with seconds elsewhere.

The same loop took from 0.40 to 3.2 seconds on one shared machine within an hour. So each benchmark prints what a
clock says and what that comes to at the usual pace: divided by how slow the machine was before and after.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

#: Seconds for ten million additions: the quickest that was seen where these benchmarks were written, by Python 3.11.
USUAL = 0.40
ADDITIONS, SAMPLES = 1_000_000, 9


@dataclass
class Pace:
    """How many times longer than usual the machine took: 1 where it was as quick as was ever seen."""

    slow: float


@contextmanager
def watched() -> Iterator[Pace]:
    """Watch the machine: ``slow`` stands when the work within is done."""
    pace = Pace(_slowness())
    yield pace
    pace.slow = (pace.slow + _slowness()) / 2


def _slowness() -> float:
    return 10 * statistics.median(_loop() for _ in range(SAMPLES)) / USUAL


def _loop() -> float:
    began, total = time.perf_counter(), 0
    for _ in range(ADDITIONS):
        total += 1  # noqa: SIM113 -- the additions are what is measured
    return time.perf_counter() - began
