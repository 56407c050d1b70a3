"""``python -m kmtp.servers`` starts both servers and prints their addresses; ``… stop`` stops them."""

import argparse
import shlex
import sys
from pathlib import Path

from kmtp import servers


def main() -> int:
    """Do what the command line asks for."""
    asked = _arguments()
    try:
        _do(asked)
    except servers.CannotStart as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _do(asked: argparse.Namespace) -> None:
    if asked.do == "stop":
        (servers.remove if asked.throw_away else servers.stop)(asked.folder)
        return
    for name, value in servers.start(asked.folder, throw_away=asked.throw_away).environment().items():
        sys.stdout.write(f"export {name}={shlex.quote(value)}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kmtp.servers", description=__doc__)
    parser.add_argument("do", nargs="?", choices=["start", "stop"], default="start")
    parser.add_argument("--folder", type=Path, default=servers.local_folder(), help="where the data is kept")
    parser.add_argument(
        "--throw-away", action="store_true", help="for tests: faster, and gone after the stop"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
