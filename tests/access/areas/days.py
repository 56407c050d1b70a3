"""Who may open the pages of days, and what there is to open."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from tests.access.line import ANYBODY, EDUCATORS, FACULTY, FIELD, Line, form

LINES: tuple[Line, ...] = (
    Line("placements:days", FIELD, about="placement"),
    form("placements:days_confirm", FACULTY | EDUCATORS, about="placement"),
    form("placements:day_return", FACULTY | EDUCATORS, about="day"),
    form("placements:days_links", FACULTY, about="placement"),
    form("placements:log", ANYBODY, about="log link"),
    form("placements:log_day", ANYBODY, about="log link's day"),
    form("placements:confirm_by_link", ANYBODY, about="confirm link"),
    form("placements:return_by_link", ANYBODY, about="confirm link's day"),
)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Make both links of the corner's placement, and a day that waits with a note of its own."""
    from kmtp.mail import links
    from placements.actions.day_links import PURPOSES
    from placements.models import Day, PlacementLink
    from tests.access.world import WORD

    placement, day_before = world.rows["placement"][corner], localdate() - timedelta(days=2)
    day = Day.objects.create(placement=placement, on=day_before, note=f"{WORD[corner]}place", logged_at=now())
    world.add("day", corner, day)
    for role, kind in (("student", "log link"), ("supervisor", "confirm link")):
        link = links.issue(purpose=PURPOSES[PlacementLink.Role(role)], days=60)
        made = PlacementLink.objects.create(placement=placement, role=role, link=link)
        world.add(kind, corner, made, token=link.token)
        more = {"on": str(day_before)} if role == "student" else {"pk": day.pk}
        world.add(f"{kind}'s day", corner, day, token=link.token, **more)
