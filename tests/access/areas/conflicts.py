"""Who may open the pages of declared conflicts, and what there is to open."""

from typing import Any

from django.utils.timezone import localdate

from tests.access.line import FACULTY, Line, form

LINES: tuple[Line, ...] = (
    form("placements:conflict_declare", FACULTY, about="student"),
    form("placements:conflict_take_back", FACULTY, about="declared conflict"),
)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Declare a conflict between the corner's student who waits and its practice educator."""
    from placements.models import DeclaredConflict

    conflict = DeclaredConflict.objects.create(
        student=world.rows["student"][corner],
        educator=world.rows["educator"][corner],
        declared_on=localdate(),
        declared_by=world.people["lead"],
    )
    world.add("declared conflict", corner, conflict)
