"""States of the pages of practice panels."""

from django.urls import reverse

from kmtp.partnership.models import Organisation
from placements.models import PanelReport, PracticePanel


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return a panel with reports, one without, a report to decide, and sending reports."""
    reports = PanelReport.objects.filter(placement__council=kent)
    waiting, decided = reports.filter(outcome="").latest("pk"), reports.exclude(outcome="").latest("pk")
    empty = PracticePanel.objects.filter(reports=None).latest("pk")
    return {
        "coordinator": {
            "a panel with reports": decided.panel.get_absolute_url(),
            "a panel without reports": empty.get_absolute_url(),
            "reports to send": reverse("placements:practice_panel_send", args=[empty.pk]),
            "changing a panel": reverse("placements:practice_panel_change", args=[empty.pk]),
            "a report to decide": reverse("placements:panel_decide", args=[waiting.pk]),
            "a report to take back": reverse("placements:panel_take_back", args=[waiting.pk]),
            "a placement that a panel looked at": decided.placement.get_absolute_url(),
        }
    }
