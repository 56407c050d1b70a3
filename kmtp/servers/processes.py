"""Which processes live. After ``kill -9`` in a container a dead one can stay for good, as a zombie."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def runs(pid: int, program: str) -> bool:
    """Return whether ``pid`` is a living ``program``: no zombie, and no stranger with its old number."""
    words = ["ps", "-o", "stat=,command=", "-p", str(pid)]
    state, command = _from_proc(pid) if PROC.joinpath("self").exists() else _from_ps(words)
    return state not in ("", "Z", "X") and program in command


def _from_proc(pid: int) -> tuple[str, str]:
    try:
        state = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
        return state, (PROC / str(pid) / "cmdline").read_text(errors="replace")
    except (OSError, IndexError):
        return "", ""


def _from_ps(words: list[str]) -> tuple[str, str]:
    answer = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    return answer[:1], answer


def at_home_in(folder: Path) -> list[int]:
    """Return the living processes whose working folder is ``folder``, where the system tells (Linux)."""
    return [int(entry.name) for entry in PROC.glob("[0-9]*") if _stands_in(entry, folder)]


def _stands_in(entry: Path, folder: Path) -> bool:
    try:
        return (entry / "cwd").readlink() == folder
    except OSError:  # it ended meanwhile, is a zombie, or is not ours to see
        return False


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Return whether ``true`` came true within ``seconds``."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
