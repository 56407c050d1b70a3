"""A panel that met and decided, and one that is to come, at each of two universities."""

from datetime import timedelta

from kmtp.demo.data.world import World
from placements.actions import practice_panels
from placements.models import Placement, PracticePanel

DECISIONS = ("agreed", "agreed", "more", "agreed", "")


def load(world: World) -> None:
    """Plan the panels, and send the reports of placements that ended before them."""
    by = world.people["lead@kmtp.example"]
    for name in ("cccu", "kent-uni"):
        university = world.organisations[name]
        rows = Placement.objects.filter(
            student__programme__university=university, state="passed", kind="final"
        )
        last = rows.filter(ends_on__lt=world.today).order_by("-ends_on").first()
        if last is None:
            continue
        met = min(last.ends_on + timedelta(days=14), world.today - timedelta(days=7))
        panel = PracticePanel(university=university, meets_on=met)
        practice_panels.plan(panel=panel, by=by)
        ended = rows.filter(ends_on__range=(met - timedelta(days=90), met)).order_by("-ends_on")[
            : len(DECISIONS)
        ]
        decided(world, panel, list(ended.select_related("student__programme")))
        ahead = PracticePanel(university=university, meets_on=world.today + timedelta(days=21), note="Online")
        practice_panels.plan(panel=ahead, by=by)


def decided(world: World, panel: PracticePanel, placements: list[Placement]) -> None:
    """Send the reports, and record what the panel decided on most of them."""
    by = world.people["lead@kmtp.example"]
    reports = practice_panels.send(panel=panel, reports=dict.fromkeys(placements, "pass"), by=by)
    for report, outcome in zip(reports, DECISIONS, strict=False):
        if outcome:
            practice_panels.decide(
                report=report,
                recommendation="pass",
                outcome=outcome,
                decided_on=panel.meets_on,
                note="Please add the third direct observation." if outcome == "more" else "",
                by=by,
                today=world.today,
            )
