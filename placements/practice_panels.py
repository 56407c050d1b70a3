"""Which placements' final reports a practice panel may be about to get."""

from datetime import timedelta
from typing import Any

from placements import kinds
from placements.models import PanelReport, Placement, PracticePanel

#: A panel looks at placements that end about its day: not long before, and soon after.
BEFORE, AFTER = timedelta(days=120), timedelta(days=42)
#: So many on one page; the next ones follow when these are sent.
MOST = 60


def about_to_end(panel: PracticePanel, user: Any) -> Any:
    """Return the assessed placements of the panel's university that end about its day and are not before it.

    Only those that ``user`` may see. A report that another panel decided on is left out; one that it deferred, or
    asked for more evidence on, comes back.
    """
    settled = PanelReport.objects.filter(outcome__in=("agreed", "not-agreed")).values("placement")
    here = PanelReport.objects.filter(panel=panel).values("placement")
    found = Placement.objects.visible_to(user).filter(
        programme__university=panel.university_id,
        ends_on__range=(panel.meets_on - BEFORE, panel.meets_on + AFTER),
    )
    assessed = found.exclude(kind=kinds.READINESS.key).exclude(state__in=("withdrawn", "provisional"))
    return assessed.exclude(pk__in=settled).exclude(pk__in=here).for_lists().order_by("ends_on", "pk")[:MOST]
