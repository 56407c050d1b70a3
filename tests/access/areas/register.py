"""Who may open the pages of register, and what there is to open."""

from typing import Any

from tests.access.line import Line

LINES: tuple[Line, ...] = ()
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Make what the addresses name in a corner of the world."""
