"""How slow this machine is just now, so that seconds on it can be compared with seconds elsewhere.

The same loop took from 0.40 to 3.2 seconds on one shared machine within an hour. A goal in seconds is therefore
asked of seconds at the usual pace: those that were measured, by how slow the machine was before and after.
"""

import statistics
import time

#: Seconds for ten million additions on an idle machine, on which the goals were set; a Python of 3.11 or newer.
USUAL = 0.40
ADDITIONS, SAMPLES = 1_000_000, 9


def slowness() -> float:
    """Return how many times longer than usual this machine takes: 1 on an idle one."""
    return 10 * statistics.median(_loop() for _ in range(SAMPLES)) / USUAL


def _loop() -> float:
    began, total = time.perf_counter(), 0
    for _ in range(ADDITIONS):
        total += 1  # noqa: SIM113 -- the additions are what is measured
    return time.perf_counter() - began
