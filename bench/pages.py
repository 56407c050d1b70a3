"""How fast the register's pages are at 20,000 people, beside a constant view and Django's admin, in one run.

    python -m bench.pages            # makes a database of its own, measures, drops it
    python -m bench.pages 500 2      # so many people, so many requests: whether it works at all

Two gunicorn sync workers serve each site; two clients ask one after the other (closed loop), and nobody writes, so
that a list remembers what it counted; the lines "just written to" are without that. (a) is a constant view behind
Django's default middleware. Every goal is a ratio, because absolute times say little on a shared
machine; docs: speed goals in /docs and CONTRIBUTING.
"""

import http.client
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

EDUCATORS = 20_000
CLIENTS = 2
ROUNDS = 3
REQUESTS = 20  # of each client in a round


class Page(NamedTuple):
    """One line of the table: the site that serves it, its address, and the most it may take, in times (a)."""

    name: str
    site: str
    path: str
    goal: float | None = None


PAGES = (
    Page("(a) constant view", "plain", "/constant/"),
    Page("register", "ours", "/educators/", 22),
    Page("register, two filters", "ours", "/educators/?stage=stage-2&currency=current", 26),
    Page("register, search", "ours", "/educators/?q=ann", 26),
    Page("register, page 200", "ours", "/educators/?page=200", 44),
    Page("register, just written to", "busy", "/educators/"),
    Page("two filters, just written to", "busy", "/educators/?stage=stage-2&currency=current"),
    Page("form of a record", "ours", "/educators/{pk}/change/", 15),
    Page("Django admin, no numbers", "ours", "/bench/admin/educators/educator/"),
    Page("Django admin, 9 with numbers", "ours", "/bench/faceted/educators/educator/"),
    Page("django-tables2 as it comes", "ours", "/bench/tables2/"),
)
#: The settings of each site. On the busy one every list counts anew, as after every change of anything.
SITES = {"plain": "bench.plain", "ours": "bench.site", "busy": "bench.forgetful"}


def database_url(name: str) -> str:
    """Return the address of another database of the same server."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def own_database() -> Iterator[str]:
    """Make a database for this run; drop it afterwards, whatever happens."""
    import psycopg2  # noqa: PLC0415 -- only once the environment is known

    name = f"kmtp_bench_{secrets.token_hex(4)}"
    server = psycopg2.connect(database_url("postgres"))
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name}")
    try:
        yield database_url(name)
    finally:
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(settings: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve a site with two workers; yield its port."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-w",
        "2",
        "-b",
        f"127.0.0.1:{port}",
        "bench.serve:application",
    ]
    environment = environment | {"DJANGO_SETTINGS_MODULE": settings}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("gunicorn did not start.")


def ask(port: int, path: str, cookie: str, times: int) -> list[float]:
    """Ask for a page so many times, one after the other; return the milliseconds of each."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        connection = http.client.HTTPConnection("localhost", port, timeout=60)
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        taken.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status} {answer.headers.get('Location', '')}")
    return taken


def measure(ports: dict[str, int], cookie: str, pk: str, requests: int) -> dict[Page, list[float]]:
    """Measure every page in turns, so that a busy minute of the machine meets them all."""
    found: dict[Page, list[float]] = {page: [] for page in PAGES}
    with ThreadPoolExecutor(CLIENTS) as clients:
        for turn in range(ROUNDS + 1):
            for page, taken in found.items():
                one = (ports[page.site], page.path.format(pk=pk), cookie, requests if turn else 3)
                answers = [clients.submit(ask, *one) for _ in range(CLIENTS)]
                times = [time for answer in answers for time in answer.result()]
                taken += times if turn else []  # the first turn only warms up
    return found


def table(found: dict[Page, list[float]]) -> Iterator[str]:
    """Yield the lines of the result."""
    base = statistics.median(found[PAGES[0]])
    yield f"{'page':30}{'min':>8}{'median':>8}{'p95':>8}{'max':>8}{'x (a)':>8}{'goal':>7}"
    for page, taken in found.items():
        middle = statistics.median(taken)
        p95 = statistics.quantiles(taken, n=20)[-1]
        goal = f"{page.goal:.0f}" if page.goal else ""
        kept = "" if not page.goal else "  met" if middle <= page.goal * base else "  NOT MET"
        numbers = f"{min(taken):8.1f}{middle:8.1f}{p95:8.1f}{max(taken):8.1f}{middle / base:8.1f}{goal:>7}"
        yield f"{page.name:30}{numbers}{kept}"


def main(number: int = EDUCATORS, requests: int = REQUESTS) -> None:
    """Make the database, serve both sites, measure and print; whoever ends it early leaves nothing behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with own_database() as url:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DEMO": "off",
            "HTTPS": "off",
            "SECOND_FACTOR": "off",
        }
        environment["DJANGO_SETTINGS_MODULE"] = "bench.site"
        made = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "bench.growing", str(number)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        cookie, pk = made.stdout.split()[-2:]
        with ExitStack() as sites:
            ports = {name: sites.enter_context(served(site, environment)) for name, site in SITES.items()}
            found = measure(ports, cookie, pk, requests)
    print(f"{number:,} educators; gunicorn, 2 sync workers; {CLIENTS} clients; milliseconds")
    print("\n".join(table(found)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
