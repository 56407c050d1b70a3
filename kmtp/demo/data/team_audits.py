"""Audits of most teams: valid, about to lapse, lapsed, one with an action plan; a few teams have none."""

from datetime import timedelta

from kmtp.demo.data.world import World
from placements.actions import audits
from placements.models import AuditAction, TeamAudit

#: How many days ago each team in turn was audited, and how it was found; the next ones had no audit.
TURNS = (
    *((40, "excellent"), (700, "satisfactory"), (130, "improve"), (420, "satisfactory")),
    *((600, "excellent"), (640, "satisfactory"), (None, "")),
)


def load(world: World) -> None:
    """Audit the teams of both councils."""
    for council in ("kent", "medway"):
        by = world.people[f"coordinator@{council}.example"]
        for turn, team in enumerate(world.teams[council]):
            days, grade = TURNS[turn % len(TURNS)]
            if days is None or team.valid_to:
                continue
            audit = TeamAudit(
                team=team,
                audited_on=world.today - timedelta(days=days + turn * 11 % 60),
                grade=grade,
                most_students=1 + turn % 3,
                suits=["first", "final"] if turn % 2 else ["final"],
                note="The team has a desk, an induction and a named contact for each student.",
            )
            audits.record(audit=audit, by=by, today=world.today)
            if grade == "improve":
                plan(world, audit)


def plan(world: World, audit: TeamAudit) -> None:
    """Give an audit its action plan."""
    by = world.people["lead@kmtp.example"]
    for what, days in (("A private room for supervision", 30), ("An induction of two weeks", -14)):
        day = world.today + timedelta(days=days)
        action = AuditAction(audit=audit, what=what, who="Team manager", by_day=day)
        audits.plan(action=action, by=by)
