"""Who may open the pages of practice panels, and what there is to open."""

from typing import Any

from tests.access.line import COORDINATOR, PARTNERS, Line, form

LINES: tuple[Line, ...] = (
    Line("placements:practice_panel_list", PARTNERS),
    form("placements:practice_panel_add", PARTNERS),
    Line("placements:practice_panel", PARTNERS, about="practice panel"),
    form("placements:practice_panel_change", PARTNERS, about="practice panel"),
    form("placements:practice_panel_send", PARTNERS, about="practice panel"),
    form("placements:panel_decide", PARTNERS, about="panel report"),
    form("placements:panel_take_back", PARTNERS, about="panel report"),
)
OF_A_COUNCIL: frozenset[str] = frozenset()
#: Every council sees on which days the universities' panels meet; reports are seen with their placements alone.
OTHER_REACH = {("practice panel", COORDINATOR): frozenset({"own", "council", "university", "person"})}


def make_corner(world: Any, corner: str) -> None:
    """Send the report of the corner's placement to a panel of its university."""
    from datetime import timedelta

    from django.utils.timezone import localdate

    from placements.models import PanelReport, PracticePanel
    from tests.access.world import CORNERS, WORD, university_of

    on = localdate() - timedelta(days=CORNERS.index(corner))
    panel = PracticePanel.objects.create(university=university_of(corner), meets_on=on)
    report = PanelReport.objects.create(
        panel=panel,
        placement=world.rows["placement"][corner],
        recommendation="pass",
        note=f"{WORD[corner]}place",
    )
    world.add("practice panel", corner, panel)
    world.add("panel report", corner, report)
