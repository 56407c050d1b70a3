"""Who may open the pages of places, and what there is to open."""

from typing import Any

from tests.access.line import POST_ROOM, Line, form

LINES: tuple[Line, ...] = (
    Line("educators:teams", POST_ROOM),
    form("educators:team_add", POST_ROOM),
    Line("educators:team", POST_ROOM, about="team"),
    form("educators:team_change", POST_ROOM, about="team"),
    form("educators:team_close", POST_ROOM, about="team"),
    form("educators:team_keep_open", POST_ROOM, about="team"),
    Line("educators:localities", POST_ROOM),
    form("educators:locality_add", POST_ROOM),
    form("educators:locality_change", POST_ROOM, about="locality"),
    Line("educators:areas", POST_ROOM),
    form("educators:area_add", POST_ROOM),
    form("educators:area_change", POST_ROOM, about="service area"),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"team", "locality", "service area"})


def make_corner(world: Any, corner: str) -> None:
    """Make what the addresses name in a corner of the world."""
    from tests.access.world import COUNCIL, OWN

    if corner in (OWN, COUNCIL):
        team = world.rows["educator"][corner].team
        world.add("team", corner, team)
        world.add("locality", corner, team.locality)
        world.add("service area", corner, team.service_area)
