"""PostgreSQL and Valkey from Python packages, for the demo, development and the tests; never for live use.

Standard library only, and no Django: ``python -m kmtp.servers`` runs before anything else can.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kmtp.servers import postgres, valkey
from kmtp.servers.places import CannotStart, alone, settle

__all__ = ["CHECKOUT", "CannotStart", "Servers", "local_folder", "remove", "start", "stop"]

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def local_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for all that this machine keeps: ``.local`` in the checkout, or ``KMTP_LOCAL``."""
    return Path(environ.get("KMTP_LOCAL") or CHECKOUT / ".local").absolute()


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the two servers answer, and which of them this call started."""

    database_url: str
    redis_url: str
    started: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """Return the variables that ``kmtp.settings`` reads."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


def start(folder: Path, environ: Mapping[str, str] = os.environ, *, throw_away: bool = False) -> Servers:
    """Start what ``environ`` does not give and what does not run yet; the data is kept in ``folder``."""
    folder = settle(folder)
    started = []
    with alone(folder):
        if _ours(environ, "REDIS_URL", valkey.url(folder)) and valkey.start(folder):
            started.append("Valkey")
        database_is_ours = _ours(environ, "DATABASE_URL", postgres.url(folder))
        if database_is_ours and postgres.start(folder, throw_away=throw_away):
            started.append("PostgreSQL")
    database_url = environ.get("DATABASE_URL") or postgres.url(folder)
    return Servers(database_url, environ.get("REDIS_URL") or valkey.url(folder), tuple(started))


def stop(folder: Path, names: tuple[str, ...] = ("PostgreSQL", "Valkey")) -> None:
    """Stop the named servers of ``folder``; one that does not run is fine. The data stays."""
    folder = settle(folder)
    with alone(folder):
        if "Valkey" in names:
            valkey.stop(folder)
        if "PostgreSQL" in names:
            postgres.stop(folder)


def remove(folder: Path) -> None:
    """Stop the servers of ``folder`` and remove all that they kept: for a test run's own folder."""
    stop(folder)
    for place in {folder, settle(folder), valkey.socket_path(folder).parent}:
        shutil.rmtree(place, ignore_errors=True)


def _ours(environ: Mapping[str, str], name: str, own: str) -> bool:
    """Return whether the address is ours to serve: not given, or given as what an earlier call printed."""
    return environ.get(name, "") in ("", own)
