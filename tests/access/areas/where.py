"""Who may open the map, and people in every corner who stand on it."""

from typing import Any

from tests.access.line import FACULTY, Line

LINES: tuple[Line, ...] = (Line("educators:where", FACULTY),)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Put the team of each corner at a postcode, so that both the map and the table show it."""
    from tests.educators.make_where import CHATHAM, MARGATE, make_land

    if corner == "own":
        make_land()
    team = world.rows["educator"][corner].team
    team.postcode = CHATHAM if corner == "council" else MARGATE
    team.save()
