"""Where the servers keep their data, and as whom they run."""

import fcntl
import hashlib
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

# Root's home is often closed to others, and PostgreSQL refuses to run as root: then its data stands here.
OPEN_TO_ALL = Path("/var/lib/kmtp-demo")
# Linux allows 108 bytes for a socket's path and macOS 104, the last of them a zero.
LONGEST_SOCKET = 103


class CannotStart(RuntimeError):
    """A server cannot start; the message says why and what to do."""


class RunAs(TypedDict, total=False):
    """The arguments of ``subprocess`` that run a program as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


def is_root() -> bool:
    """Return whether we are root, as in most containers."""
    return os.geteuid() == 0


def account(data: Path) -> pwd.struct_passwd:
    """Return who runs PostgreSQL: ourselves; when we are root, the data's owner or one without rights."""
    if not is_root():
        return pwd.getpwuid(os.geteuid())
    owner = data.stat().st_uid if data.exists() else 0
    return pwd.getpwuid(owner) if owner else _without_rights()


def _without_rights() -> pwd.struct_passwd:
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in accounts:
            return accounts[name]
    raise CannotStart(
        "PostgreSQL does not run as root, and there is no account 'nobody': sign in as yourself."
    )


def run_as(who: pwd.struct_passwd) -> RunAs:
    """Return what ``subprocess`` needs to run a program as ``who``; nothing when that is ourselves."""
    if not is_root():
        return {}
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def reachable(path: Path, who: pwd.struct_passwd) -> bool:
    """Return whether ``who`` can go to ``path``: asked of the system, so that ACLs and mounts count too."""
    words = ["/bin/sh", "-c", 'test -x "$0"', str(path)]
    return subprocess.run(words, cwd="/", check=False, **run_as(who)).returncode == 0


def settle(wanted: Path) -> Path:
    """Return ``wanted``, made when missing, or what stands in for it when PostgreSQL cannot go there."""
    wanted = wanted.absolute()
    make_open(wanted)
    if not is_root() or reachable(wanted, _without_rights()):
        return wanted
    open_one = OPEN_TO_ALL / f"{wanted.parent.name}-{short_hash(wanted)}"
    if not open_one.exists():
        make_open(open_one)
        say(f"{wanted} is closed to other accounts, so PostgreSQL's data is kept in {open_one}.")
    return open_one


def make_open(folder: Path) -> None:
    """Make ``folder`` so that others can pass through, whatever the umask: else PostgreSQL is locked out."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        each.chmod(0o711)


def open_up(folder: Path) -> None:
    """Let every account read ``folder``, and run the programs in it."""
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() or each.stat().st_mode & 0o100 else 0o644)


def socket_folder(folder: Path, longest_name: str) -> Path:
    """Return where a socket of ``folder`` stands: in the temporary folder when its path is too long."""
    place = folder / "run"
    if len(os.fsencode(place / longest_name)) <= LONGEST_SOCKET:
        return place
    return Path(tempfile.gettempdir()) / f"kmtp-{os.geteuid()}-{short_hash(folder)}"


def make_private(folder: Path, who: pwd.struct_passwd) -> None:
    """Make ``folder`` for ``who`` alone; refuse one that somebody else put there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), who.pw_uid):
        raise CannotStart(
            f"{folder} belongs to somebody else: remove it, or move the checkout to a shorter path."
        )
    if is_root():
        os.chown(folder, who.pw_uid, who.pw_gid)
    folder.chmod(0o700)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two starts at once do not meet."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def short_hash(path: Path) -> str:
    """Return eight characters that stand for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


def say(sentence: str) -> None:
    """Tell the person something; standard output is kept for the addresses."""
    sys.stderr.write(f"{sentence}\n")
