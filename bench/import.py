"""How fast a register comes in from a spreadsheet, beside django-import-export, in one run.

    python -m bench.import              # 20,000 rows, 3 rounds; makes databases of its own and drops them
    python -m bench.import 500 1        # whether it works at all

It needs django-import-export, which the product does not: pip install "django-import-export~=4.4".
Its default mode takes a while, so it gets a tenth of the rows and its seconds are multiplied by ten.
"""

import importlib.util
import os
import secrets
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import NamedTuple
from urllib.parse import urlsplit

from bench.pace import watched
from bench.pages import database_url, own_database

ROWS, ROUNDS = 20_000, 3
MOST_SECONDS, MOST_MEGABYTES = 2.0, 50.0
#: How many times as long its bulk mode takes where the goal is met: 13 seconds and 2.
LEAST_TIMES = 6.5
#: Each way, and the share of the rows that it gets.
WAYS = {"ours": 1, "bulk": 1, "default": 10}
NAMES = {"ours": "ours", "bulk": "django-import-export, bulk", "default": "django-import-export (x 10)"}


@contextmanager
def copy_of(template: str) -> Iterator[str]:
    """Make a copy of a database, and drop it afterwards."""
    import psycopg2

    source, name = urlsplit(template).path.lstrip("/"), f"kmtp_bench_{secrets.token_hex(4)}"
    server = psycopg2.connect(database_url("postgres"))
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {source}")
    try:
        yield database_url(name)
    finally:
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(url: str, *words: str) -> str:
    """Run the other half of this benchmark in a process of its own."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "kmtp.settings", "DEMO": "off"}
    command = [sys.executable, "-m", "bench.importing", *words]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


class Taken(NamedTuple):
    """What one run took: seconds, those at the usual pace, and megabytes more than before."""

    seconds: float
    at_pace: float
    megabytes: float


def measure(template: str, rows: int, rounds: int) -> dict[str, list[Taken]]:
    """Measure each way in turns, each time in a new database."""
    found: dict[str, list[Taken]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, share in WAYS.items():
            with copy_of(template) as url, watched() as pace:
                seconds, megabytes = map(float, run(url, way, str(rows // share)).split()[-2:])
            found[way].append(Taken(seconds * share, seconds * share / pace.slow, megabytes))
    return found


def table(found: dict[str, list[Taken]], rows: int) -> Iterator[str]:
    """Yield the lines of the result."""
    at_pace = {way: statistics.median(one.at_pace for one in taken) for way, taken in found.items()}
    yield f"{'way':30}{'min s':>8}{'median':>8}{'max':>8}{'at pace':>9}{'x ours':>8}{'MB more':>9}"
    for way, taken in found.items():
        times = [one.seconds for one in taken]
        middle, more = statistics.median(times), max(one.megabytes for one in taken)
        times_ours = at_pace[way] / at_pace["ours"]
        yield (
            f"{NAMES[way]:30}{min(times):8.2f}{middle:8.2f}{max(times):8.2f}{at_pace[way]:9.2f}"
            f"{times_ours:8.1f}{more:9.1f}"
        )
    if rows >= ROWS:
        yield from _goals(found["ours"], at_pace)


def _goals(ours: list[Taken], at_pace: dict[str, float]) -> Iterator[str]:
    kept = {True: "met", False: "NOT MET"}
    seconds, megabytes = statistics.median(one.seconds for one in ours), max(one.megabytes for one in ours)
    times = at_pace["bulk"] / at_pace["ours"]
    yield f"at most {MOST_SECONDS:.0f} s by the clock: {kept[seconds <= MOST_SECONDS]}"
    yield f"at most {MOST_SECONDS:.0f} s at the usual pace: {kept[at_pace['ours'] <= MOST_SECONDS]}"
    yield f"its bulk mode at least {LEAST_TIMES} times as long: {kept[times >= LEAST_TIMES]}"
    yield f"at most {MOST_MEGABYTES:.0f} MB more: {kept[megabytes <= MOST_MEGABYTES]}"


def main(rows: int = ROWS, rounds: int = ROUNDS) -> None:
    """Make the template, measure and print."""
    if importlib.util.find_spec("import_export") is None:
        raise SystemExit('Install what is compared with: pip install "django-import-export~=4.4"')
    with own_database() as template:
        run(template, "migrate")
        found = measure(template, rows, rounds)
    names = ("psycopg2-binary", "Django", "django-import-export")
    print(f"{rows:,} rows of 13 columns; " + ", ".join(f"{name} {version(name)}" for name in names))
    print("\n".join(table(found, rows)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
