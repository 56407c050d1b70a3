"""Who may open the pages of register, and what there is to open."""

from typing import Any

from django.utils.timezone import localdate

from tests.access.line import FACULTY, NOBODY, Line, form

LINES: tuple[Line, ...] = (
    Line("educators:move_chosen", NOBODY, FACULTY),
    form("educators:undo_move", FACULTY, about="team move"),
    Line("educators:download_csv", NOBODY, FACULTY),
    Line("educators:download_xlsx", NOBODY, FACULTY),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"team move"})


def make_corner(world: Any, corner: str) -> None:
    """Make what the addresses name in a corner of the world."""
    from educators.actions import postings
    from tests import make
    from tests.access.world import COUNCIL, OWN, WORD

    if corner not in (OWN, COUNCIL):
        return
    educator = world.rows["educator"][corner]
    by = world.people["coordinator" if corner == OWN else "coordinator of Medway"]
    team = make.team(educator.council, name=f"{WORD[corner]}place Annexe")
    moved = postings.move(educators=[educator], team=team, on=localdate(), by=by)
    world.add("team move", corner, educator, key=moved.key)
