"""``python -m kmtp.demo.run``: starts all of KMTP on this machine, watches over it, and stops all of it.

Standard library only. Each program has a process group of its own, so that a Ctrl-C reaches us alone and we
stop the rest in order; what will not stop is ended for sure.
"""

import fcntl
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kmtp import servers
from kmtp.servers import processes
from kmtp.servers.places import make_open

CHECKOUT = servers.CHECKOUT
PYTHON = sys.executable
PASSWORD = "practice-learning"
SIGN_INS = {
    "coordinator@kent.example": "Kent's practice learning coordinator",
    "coordinator@medway.example": "Medway's practice learning coordinator",
    "lead@kmtp.example": "the partnership's lead",
    "educator@kent.example": "a practice educator in Kent",
    "educator@medway.example": "a practice educator in Medway",
    "manager@kent.example": "a manager in Kent",
    "manager@medway.example": "a manager in Medway",
    "partner@cccu.example": "Canterbury Christ Church University",
    "partner@kent-uni.example": "the University of Kent",
    "admin@kmtp.example": "the system's administrator",
}
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 6


class Failed(Exception):
    """The demo cannot go on; the message says why and what to do."""


class Stopped(Exception):
    """Somebody asked the demo to stop."""


@dataclass(slots=True)
class Supervisor:
    """The programs of one demo: it starts them, notices when one ends, and stops them all."""

    environ: Mapping[str, str]
    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    asked_to_stop: bool = False

    def ask_to_stop(self, *_: object) -> None:
        """Note the wish to stop (a signal handler); the loops look at it several times a second."""
        self.asked_to_stop = True

    def start(self, name: str, words: Sequence[str]) -> None:
        """Start a program in a process group of its own; its words go to a log."""
        with (self.logs / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                words,
                cwd=CHECKOUT,
                env=dict(self.environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        groups = [str(program.pid) for program in self.running.values()]
        (self.logs / "groups").write_text("\n".join(groups))

    def finish(self, *names: str) -> None:
        """Wait until the named programs have done their work; raise ``Failed`` when one did not succeed."""
        for name in names:
            while self.running[name].poll() is None:
                self.pause()
            if self.running[name].returncode:
                raise Failed(f"{name} failed. {self.last_lines(name)}")
            del self.running[name]

    def pause(self) -> None:
        """Wait a moment; raise ``Stopped`` when somebody asked to stop."""
        time.sleep(0.05)
        if self.asked_to_stop:
            raise Stopped

    def watch(self) -> None:
        """Return never: raise ``Failed`` when a program ends, ``Stopped`` when asked to stop."""
        while True:
            self.check()
            self.pause()

    def check(self) -> None:
        """Raise ``Failed`` when a program has ended."""
        for name, program in self.running.items():
            if program.poll() is not None:
                raise Failed(f"The {name} ended, so the rest is stopped too. {self.last_lines(name)}")

    def last_lines(self, name: str) -> str:
        """Return the end of a program's log, with its place."""
        log = self.logs / f"{name}.log"
        lines = log.read_text(errors="replace").splitlines()[-15:]
        return "\n".join([f"The end of {log}:", *lines])

    def all_ended(self) -> bool:
        """Return whether every program has ended."""
        return all(program.poll() is not None for program in self.running.values())

    def stop(self) -> None:
        """Ask every program to end, give them some seconds, and end for sure what is left of their groups."""
        for program in self.running.values():
            program.terminate()
        processes.wait_until(self.all_ended, SECONDS_TO_STOP)
        for program in self.running.values():
            end_group(program.pid)
            program.wait()
        (self.logs / "groups").unlink(missing_ok=True)


def end_group(group: int) -> None:
    """End all processes of a group that are left."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # macOS answers the second for a group of zombies
        return


def end_leftovers(folder: Path) -> None:
    """End the programs and servers of a demo that was itself killed, and so could not stop them."""
    noted = folder / "logs" / "groups"
    if not noted.exists():
        return
    for group in noted.read_text().split():
        if processes.runs(int(group), "kmtp"):
            end_group(int(group))
    servers.stop(folder)
    noted.unlink()


def port(environ: Mapping[str, str]) -> int:
    """Return the port to answer on; raise ``Failed`` when it is no port or is taken."""
    text = environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Failed(
            f"PORT={text} is not a port: give a number from 1 to 65535, such as PORT=8001 ./bin/demo."
        )
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(text)))
        except OSError as problem:
            raise Failed(_taken(text, problem)) from None
    return int(text)


def _taken(text: str, problem: OSError) -> str:
    other = "8001" if text == "8000" else "8000"
    if isinstance(problem, PermissionError):
        return f"Port {text} is for the system's own use: choose another one with PORT={other} ./bin/demo."
    return (
        f"Port {text} is taken by another program: stop that, or choose another with PORT={other} ./bin/demo."
    )


def only_one(folder: Path) -> IO[str]:
    """Return the lock that the demo holds while it runs; raise ``Failed`` when one runs already."""
    lock = (folder / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Failed("The demo runs already from this checkout: stop that one first.") from None
    return lock


def secret(folder: Path) -> str:
    """Return the demo's secret key, made on the first start and kept, so that people stay signed in."""
    kept = folder / "secret"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def settings(environ: Mapping[str, str], folder: Path, number: int, found: servers.Servers) -> dict[str, str]:
    """Return the environment of the demo's programs; an address or host that was given stays as given."""
    chosen = {"SITE_URL": f"http://127.0.0.1:{number}", "MEDIA_ROOT": str(folder / "media")}
    fixed = {"DEMO": "on", "HTTPS": "off", "DJANGO_SETTINGS_MODULE": "kmtp.settings", "PYTHONUNBUFFERED": "1"}
    return {**chosen, **environ, **fixed, **found.environment(), "SECRET_KEY": secret(folder)}


def programs(folder: Path, number: int) -> dict[str, list[str]]:
    """Return the programs that stay up, by name."""
    web = ["kmtp.wsgi", f"--bind=127.0.0.1:{number}", "--workers=2", "--threads=4", "--graceful-timeout=3"]
    queue = ["--app=kmtp.celery", "--quiet"]
    worker = ["worker", "--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
    beat = ["beat", f"--schedule={folder / 'beat'}", "--pidfile=", "--loglevel=INFO"]
    return {
        "web server": [PYTHON, "-m", "gunicorn", *web, "--no-control-socket"],
        "worker": [PYTHON, "-m", "celery", *queue, *worker],
        "beat": [PYTHON, "-m", "celery", *queue, *beat],
    }


def prepare(supervisor: Supervisor) -> None:
    """Bring the database, the demo data and the static files up to date; the last beside the other two."""
    manage = [PYTHON, "manage.py"]
    supervisor.start("collectstatic", [*manage, "collectstatic", "--noinput", "--verbosity=0"])
    say("Bringing the database up to date …")
    supervisor.start("migrate", [*manage, "migrate", "--noinput", "--verbosity=1"])
    supervisor.finish("migrate")
    say("Loading the demo data …")
    supervisor.start("load_demo", [*manage, "load_demo"])
    supervisor.finish("load_demo", "collectstatic")


def wait_for_an_answer(supervisor: Supervisor, number: int) -> None:
    """Wait until the site answers; raise ``Failed`` when it does not in time."""
    end = time.monotonic() + SECONDS_TO_ANSWER
    while not answers(number):
        supervisor.check()
        supervisor.pause()
        if time.monotonic() > end:
            raise Failed(f"The site does not answer. {supervisor.last_lines('web server')}")


def answers(number: int) -> bool:
    """Return whether the site says that it lives."""
    line = http.client.HTTPConnection("127.0.0.1", number, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def welcome(number: int) -> str:
    """Return what the person needs to begin."""
    width = max(map(len, SIGN_INS))
    people = "\n".join(f"  {address:<{width}}  {who}" for address, who in SIGN_INS.items())
    where = f"http://127.0.0.1:{number}"
    return (
        f"\nKMTP runs at {where}/\n\nSign in with the password {PASSWORD} as one of:\n{people}\n\n"
        f"Every letter it sends is at {where}/demo/mailbox/. Ctrl-C stops it; the data stays.\n"
    )


def say(sentence: str) -> None:
    """Tell the person something now."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def run(supervisor: Supervisor, folder: Path, number: int) -> None:
    """Do all of the demo's work, until it fails or is asked to stop."""
    prepare(supervisor)
    for name, words in programs(folder, number).items():
        supervisor.start(name, words)
    wait_for_an_answer(supervisor, number)
    say(welcome(number))
    supervisor.watch()


def supervise(environ: Mapping[str, str], folder: Path, number: int) -> None:
    """Start the servers, run the demo on them, and stop whatever was started here."""
    supervisor = Supervisor(environ, folder / "logs")
    for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, supervisor.ask_to_stop)
    say("Starting PostgreSQL and Valkey …")
    found = servers.start(folder, environ)
    supervisor.environ = settings(environ, folder, number, found)
    try:
        run(supervisor, folder, number)
    finally:
        supervisor.stop()
        servers.stop(folder, found.started)


def main(environ: Mapping[str, str] = os.environ) -> int:
    """Run the demo until it is asked to stop."""
    folder = servers.local_folder(environ)
    make_open(folder)
    (folder / "logs").mkdir(exist_ok=True)
    try:
        with only_one(folder):
            end_leftovers(folder)
            supervise(environ, folder, port(environ))
    except Stopped:
        say("Stopped. The data stays for the next start.")
    except (Failed, servers.CannotStart) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
