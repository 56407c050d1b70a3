"""Who may open the figures of a council; the names of a team's people are for whoever runs it."""

from typing import Any

from tests.access.line import FACULTY, MANAGER, Line

LINES: tuple[Line, ...] = (Line("educators:figures", FACULTY | {MANAGER}),)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Name Kent's manager as the one who runs a team of Medway's: she must not see its people for that."""
    from tests.access.world import COUNCIL

    if corner == COUNCIL:
        team = world.rows["educator"][corner].team
        team.manager = world.people[MANAGER]
        team.save()
