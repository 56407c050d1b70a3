"""Plan a university's practice panel, send reports to it, and record what it decided."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.models import PanelReport, Placement, PracticePanel

TWICE = "This university’s panel meets on that day already. Open that one."


def plan(*, panel: PracticePanel, by: Person) -> PracticePanel:
    """Store a panel, new or changed."""
    try:
        return _plan(panel=panel, by=by)
    except IntegrityError as error:
        if "practice_panel_is_one_a_day" in str(error):
            raise Refused(TWICE) from error
        raise


@recorded("Practice panel planned")
def _plan(*, panel: PracticePanel, by: Person) -> PracticePanel:
    panel.save()
    return panel


@recorded("Reports sent to the practice panel")
def send(*, panel: PracticePanel, reports: Mapping[Placement, str], by: Person) -> list[PanelReport]:
    """Send the final reports of several placements, each with what its educator recommends."""
    if not reports:
        raise Refused("Say for at least one placement what its practice educator recommends.")
    if any(one.student.programme.university_id != panel.university_id for one in reports):
        raise Refused("A panel takes the reports of its own university’s students.")
    before = PanelReport.objects.filter(panel=panel, placement__in=reports).values_list(
        "placement", flat=True
    )
    made = [
        PanelReport(panel=panel, placement=placement, recommendation=recommendation)
        for placement, recommendation in reports.items()
        if placement.pk not in set(before)
    ]
    return PanelReport.objects.bulk_create(made)


@recorded("Decision of the practice panel recorded")
def decide(
    *,
    report: PanelReport,
    recommendation: str,
    outcome: str,
    decided_on: date,
    note: str,
    by: Person,
    today: date,
) -> PanelReport:
    """Record what the panel decided on a report; a later correction takes its place and stays in the history."""
    if decided_on > today:
        raise Refused("The panel decides before it is recorded. Choose today or a day before.")
    now = PanelReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    now.recommendation, now.outcome, now.decided_on, now.note = recommendation, outcome, decided_on, note
    now.save(update_fields=["recommendation", "outcome", "decided_on", "note"])
    return now


@recorded("Report taken back from the practice panel")
def take_back(*, report: PanelReport, by: Person) -> PracticePanel:
    """Take back a report that was sent by mistake, as long as nothing is decided on it."""
    now = PanelReport.objects.select_for_update(of=("self",)).select_related("panel").get(pk=report.pk)
    if now.outcome:
        raise Refused("The panel decided on this report already, so it stays.")
    now.delete()
    return now.panel
