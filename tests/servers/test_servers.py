"""The embedded servers: started once, found again, and never in the way of real ones."""

import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

from kmtp import servers
from kmtp.servers import places, postgres, processes, valkey

NOTHING: Mapping[str, str] = {}
ELSEWHERE = "postgresql://kmtp@db.kent.example/kmtp"


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def postmaster(folder: Path) -> int:
    return int((folder / "postgres/data/postmaster.pid").read_text().split()[0])


def valkey_setting(folder: Path, name: str) -> str:
    with closing(redis.Redis.from_url(valkey.url(folder), decode_responses=True)) as line:
        return str(line.config_get(name)[name])


def test_a_second_start_finds_both_servers_and_starts_neither(folder: Path) -> None:
    first = servers.start(folder, NOTHING, throw_away=True)
    second = servers.start(folder, NOTHING, throw_away=True)
    assert (first.started, second.started) == (("Valkey", "PostgreSQL"), ())
    assert second.environment() == first.environment()


def test_the_data_is_found_again_after_a_stop_and_after_a_kill(folder: Path) -> None:
    url = servers.start(folder, NOTHING).database_url
    ask(url, "CREATE TABLE kept AS SELECT 1 AS kept")
    servers.stop(folder)
    servers.start(folder, NOTHING)
    assert ask(url, "SELECT kept FROM kept") == [(1,)]
    os.kill(postmaster(folder), signal.SIGKILL)
    assert servers.start(folder, NOTHING).started == ("PostgreSQL",)
    assert ask(url, "SELECT kept FROM kept") == [(1,)]


def test_a_pid_file_that_names_a_stranger_does_not_stop_a_start(folder: Path) -> None:
    servers.start(folder, {"REDIS_URL": "redis://elsewhere.example"}, throw_away=True)
    servers.stop(folder)
    stale = folder / "postgres/data/postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{folder}/postgres/data\n")
    assert servers.start(folder, {"REDIS_URL": "redis://elsewhere.example"}).started == ("PostgreSQL",)


def test_two_starts_at_once_make_one_server(folder: Path) -> None:
    words = [sys.executable, "-m", "kmtp.servers", "--folder", str(folder), "--throw-away"]
    environ = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    both = [
        subprocess.Popen(words, cwd=servers.CHECKOUT, env=environ, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [each.communicate(timeout=30)[0] for each in both]
    assert said[0] == said[1]
    assert said[0].startswith("export DATABASE_URL=")
    assert [each.returncode for each in both] == [0, 0]


def test_servers_that_are_given_are_used_and_nothing_is_started(folder: Path) -> None:
    given = {"DATABASE_URL": ELSEWHERE, "REDIS_URL": "redis://cache.kent.example:6379/0"}
    found = servers.start(folder, given)
    assert (found.environment(), found.started) == (given, ())
    assert not (folder / "postgres").exists()


def test_the_database_may_be_given_alone(folder: Path) -> None:
    found = servers.start(folder, {"DATABASE_URL": ELSEWHERE})
    assert (found.database_url, found.started) == (ELSEWHERE, ("Valkey",))


def test_an_address_that_an_earlier_start_printed_is_no_server_elsewhere(folder: Path) -> None:
    own = {"DATABASE_URL": postgres.url(folder), "REDIS_URL": valkey.url(folder)}
    assert servers.start(folder, own, throw_away=True).started == ("Valkey", "PostgreSQL")


def test_a_stop_where_nothing_runs_is_fine(folder: Path) -> None:
    servers.stop(folder)


def test_data_of_another_major_version_is_refused_with_what_to_do(folder: Path) -> None:
    data = folder / "postgres/data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("12\n")
    with pytest.raises(servers.CannotStart, match=r"made by PostgreSQL 12, .* remove that folder"):
        servers.start(folder, {"REDIS_URL": "redis://elsewhere.example"})


def test_a_socket_with_too_long_a_path_stands_in_the_temporary_folder() -> None:
    near, far = Path("/srv/kmtp/.local"), Path("/srv") / ("k" * 100) / ".local"
    assert valkey.socket_path(near) == near / "run/valkey.sock"
    assert len(os.fsencode(postgres.sockets(far) / postgres.SOCKET)) <= places.LONGEST_SOCKET


def test_the_servers_listen_on_no_network_port_and_queue_without_dropping(folder: Path) -> None:
    found = servers.start(folder, NOTHING, throw_away=True)
    assert ask(found.database_url, "SHOW listen_addresses") == [("",)]
    assert valkey_setting(folder, "port") == "0"
    assert valkey_setting(folder, "maxmemory-policy") == "noeviction"


def test_a_libpq_variable_or_a_locale_does_not_change_what_is_started(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PGPORT": "6543", "PGHOST": "nowhere.example", "LC_ALL": "xx_XX"}.items():
        monkeypatch.setenv(name, value)
    assert servers.start(folder, NOTHING, throw_away=True).started == ("Valkey", "PostgreSQL")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_root_keeps_the_data_of_a_closed_checkout_where_postgresql_can_reach_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(places, "OPEN_TO_ALL", folder / "open")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    found = places.settle(closed / "checkout/.local")
    assert found.is_relative_to(folder / "open")
    assert places.reachable(found, pwd.getpwnam("nobody"))
    assert f"is kept in {found}." in capsys.readouterr().err


def test_a_zombie_and_a_stranger_are_not_taken_for_a_running_server() -> None:
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    assert processes.wait_until(lambda: not processes.runs(zombie.pid, "python"), 5)
    zombie.wait()
    assert processes.runs(os.getpid(), "python")
    assert not processes.runs(os.getpid(), "postgres -D")
