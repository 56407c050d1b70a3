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
from urllib.parse import urlsplit

from bench.pages import database_url, own_database

ROWS, ROUNDS = 20_000, 3
MOST_SECONDS, MOST_MEGABYTES = 2.0, 50.0
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


def measure(template: str, rows: int, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Measure each way in turns, each time in a new database; return seconds and megabytes."""
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, share in WAYS.items():
            with copy_of(template) as url:
                seconds, megabytes = map(float, run(url, way, str(rows // share)).split()[-2:])
            found[way].append((seconds * share, megabytes))
    return found


def table(found: dict[str, list[tuple[float, float]]], rows: int) -> Iterator[str]:
    """Yield the lines of the result."""
    base = statistics.median(seconds for seconds, _ in found["ours"])
    yield f"{'way':30}{'min s':>8}{'median':>8}{'max':>8}{'x ours':>8}{'MB more':>9}"
    for way, taken in found.items():
        times = [seconds for seconds, _ in taken]
        middle, more = statistics.median(times), max(megabytes for _, megabytes in taken)
        yield (
            f"{NAMES[way]:30}{min(times):8.2f}{middle:8.2f}{max(times):8.2f}{middle / base:8.1f}{more:9.1f}"
        )
    most = max(megabytes for _, megabytes in found["ours"])
    if rows < ROWS:
        return
    kept = "met" if base <= MOST_SECONDS and most <= MOST_MEGABYTES else "NOT MET"
    yield f"goal of ours: {MOST_SECONDS:.0f} s and {MOST_MEGABYTES:.0f} MB more: {kept}"


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
