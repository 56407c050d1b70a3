"""Who may open the pages of guidance, and what there is to open."""

from typing import Any

from tests.access.line import EDUCATOR, FACULTY, MANAGER, PARTNER, Line

LINES: tuple[Line, ...] = (Line("educators:guidance", FACULTY | {EDUCATOR, MANAGER, PARTNER}),)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Make what the addresses name in a corner of the world."""
