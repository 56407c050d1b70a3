"""Who may open the pages of register, and what there is to open."""

from typing import Any

from tests.access.line import FACULTY, NOBODY, Line

LINES: tuple[Line, ...] = (
    Line("educators:move_chosen", NOBODY, FACULTY),
    Line("educators:download_csv", NOBODY, FACULTY),
    Line("educators:download_xlsx", NOBODY, FACULTY),
)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Make what the addresses name in a corner of the world."""
