"""Who may open the settings of travel, and what there is to open."""

from typing import Any

from tests.access.line import FACULTY, LEAD, Line, form

LINES: tuple[Line, ...] = (
    Line("placements:travel", FACULTY),
    form("placements:travel_add", {LEAD}),
    form("placements:travel_change", {LEAD}, about="travel setting"),
)
OF_A_COUNCIL: frozenset[str] = frozenset()
#: The partnership has one setting, which is nobody's own.
SHARED: frozenset[str] = frozenset({"travel setting"})


def make_corner(world: Any, corner: str) -> None:
    """Set travel from a day in the past."""
    from datetime import date

    from placements.models import TravelPolicy
    from tests.access.world import OWN

    if corner == OWN:
        world.add("travel setting", corner, TravelPolicy.objects.create(in_force_from=date(2019, 9, 1)))
