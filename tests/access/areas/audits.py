"""Who may open the pages of team audits, and what there is to open."""

from datetime import timedelta
from typing import Any

from tests.access.line import FACULTY, Line, form

LINES: tuple[Line, ...] = (
    Line("placements:audit_list", FACULTY),
    form("placements:audit_add", FACULTY, about="audited team"),
    Line("placements:audit", FACULTY, about="team audit"),
    form("placements:audit_change", FACULTY, about="team audit"),
    form("placements:audit_plan", FACULTY, about="team audit"),
    form("placements:audit_settle", FACULTY, about="audit action"),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"audited team", "team audit", "audit action"})


def make_corner(world: Any, corner: str) -> None:
    """Audit the team of the corner, in the corner's words."""
    from django.utils.timezone import localdate

    from placements.models import AuditAction, TeamAudit
    from tests.access.world import COUNCIL, OWN, WORD

    if corner not in (OWN, COUNCIL):
        return
    team, today, word = world.rows["educator"][corner].team, localdate(), WORD[corner]
    dates = {"audited_on": today - timedelta(days=30), "valid_until": today + timedelta(days=60)}
    audit = TeamAudit.objects.create(
        team=team, grade="satisfactory", suits=["final"], note=f"{word}needs note", **dates
    )
    action = AuditAction.objects.create(audit=audit, what=f"{word}needs what", who="Manager", by_day=today)
    world.add("audited team", corner, team)
    world.add("team audit", corner, audit)
    world.add("audit action", corner, action)
