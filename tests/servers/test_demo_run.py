"""The demo's supervisor: it starts all, watches over all, and leaves nothing behind."""

import os
import socket
import sys
import time
from pathlib import Path

import pytest

from kmtp import servers
from kmtp.demo import run
from kmtp.servers import processes

STUBBORN = """
import signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["sleep", "61"])
print("ready", flush=True)
time.sleep(60)
"""


def make_supervisor(folder: Path) -> run.Supervisor:
    return run.Supervisor(dict(os.environ), folder)


def group_is_empty(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def wait_for_ready(folder: Path, name: str) -> None:
    assert processes.wait_until(lambda: "ready" in (folder / f"{name}.log").read_text(), 5)


def test_a_port_that_is_taken_is_said_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        with pytest.raises(run.Failed, match=f"Port {number} is taken .* PORT=8000 ./bin/demo"):
            run.port({"PORT": str(number)})


@pytest.mark.parametrize("text", ["web", "-1", "0", "70000", "80 80"])
def test_a_port_that_is_none_is_said_with_an_example(text: str) -> None:
    with pytest.raises(run.Failed, match=f"PORT={text} is not a port: give a number"):
        run.port({"PORT": text})


def test_a_second_demo_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with run.only_one(tmp_path), pytest.raises(run.Failed, match="runs already"):
        run.only_one(tmp_path)


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = run.secret(tmp_path)
    assert (len(first) > 50, run.secret(tmp_path)) == (True, first)
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_the_programs_get_the_demo_s_settings_and_the_servers_that_were_found(tmp_path: Path) -> None:
    found = servers.Servers("postgresql://app@/kmtp", "unix:///v.sock", ())
    given = {"SITE_URL": "http://demo.example", "DEMO": "off"}
    chosen = run.settings(given, tmp_path, 8001, found)
    names = ("SITE_URL", "DEMO", "HTTPS", "DATABASE_URL", "REDIS_URL")
    expected = ["http://demo.example", "on", "off", "postgresql://app@/kmtp", "unix:///v.sock"]
    assert [chosen[name] for name in names] == expected


def test_a_program_that_ends_is_named_with_the_end_of_its_log(tmp_path: Path) -> None:
    supervisor = make_supervisor(tmp_path)
    supervisor.start("worker", [sys.executable, "-c", "print('no broker'); raise SystemExit(3)"])
    with pytest.raises(run.Failed, match=r"(?s)The worker ended.*no broker"):
        supervisor.watch()
    supervisor.stop()


def test_a_step_that_fails_stops_the_start(tmp_path: Path) -> None:
    supervisor = make_supervisor(tmp_path)
    supervisor.start("migrate", [sys.executable, "-c", "raise SystemExit('no table')"])
    with pytest.raises(run.Failed, match=r"(?s)migrate failed.*no table"):
        supervisor.finish("migrate")
    supervisor.stop()


def test_a_program_that_ignores_the_wish_to_stop_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SECONDS_TO_STOP", 0.2)
    supervisor = make_supervisor(tmp_path)
    supervisor.start("web server", [sys.executable, "-c", STUBBORN])
    wait_for_ready(tmp_path, "web server")
    group = supervisor.running["web server"].pid
    supervisor.stop()
    assert processes.wait_until(lambda: group_is_empty(group) or only_zombies(group), 5)


def only_zombies(group: int) -> bool:
    stats = [
        path.read_text().rpartition(")")[2].split()
        for path in Path("/proc").glob("[0-9]*/stat")
        if path.exists()
    ]
    return all(words[0] == "Z" for words in stats if words[2] == str(group))


def test_asked_to_stop_while_a_step_runs_it_stops_soon(tmp_path: Path) -> None:
    supervisor = make_supervisor(tmp_path)
    supervisor.start("load_demo", ["sleep", "60"])
    supervisor.ask_to_stop()
    begun = time.monotonic()
    with pytest.raises(run.Stopped):
        supervisor.finish("load_demo")
    supervisor.stop()
    assert time.monotonic() - begun < 2


def test_what_a_killed_demo_left_running_is_ended_by_the_next_start(folder: Path) -> None:
    (folder / "logs").mkdir()
    supervisor = run.Supervisor(dict(os.environ), folder / "logs")
    supervisor.start("worker", [sys.executable, "-c", "import time; time.sleep(60)", "kmtp.celery"])
    left = supervisor.running["worker"]
    assert processes.wait_until(lambda: processes.runs(left.pid, "kmtp.celery"), 5)
    run.end_leftovers(folder)
    assert left.wait(5) == -9
    assert not (folder / "logs" / "groups").exists()


def test_the_welcome_names_the_address_the_password_and_every_sign_in() -> None:
    said = run.welcome(8001)
    wanted = ["http://127.0.0.1:8001/", run.PASSWORD, *run.SIGN_INS]
    assert [words for words in wanted if words not in said] == []
