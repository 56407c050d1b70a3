"""The figures of a council, for its managers."""

from typing import Any

from django.utils.timezone import localdate
from django.views.generic import TemplateView

from educators import figures, headcount
from educators.figures import Figures
from educators.subnavigation import Tabs
from educators.tables.figures import OwnTeamsTable
from kmtp.partnership import access
from kmtp.partnership.access import Role
from kmtp.ui.tables import Table
from kmtp.ui.views import Closed

MOST_NAMES = 200
HEADLINE = (
    *(("On the register", "people"), ("At Stage 2", "stage_2"), ("At Stage 1", "stage_1")),
    *(("In training", "trainees"), ("Due to lapse", "due"), ("Lapsed", "lapsed")),
)
GROUPS = (
    ("team__service_area__name", "service area", "service areas"),
    ("team__locality__name", "locality", "localities"),
)


class CouncilFigures(Tabs, Closed, TemplateView):
    """Numbers of the whole council; names of the own teams only."""

    permission = "educators.view_figures"
    template_name = "educators/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count once, and find the people of the own teams."""
        today = localdate()
        counted = figures.count(figures.counted_for(self.request.user, today), today)
        return super().get_context_data(**kwargs) | {
            "heading": heading(counted),
            "figures": counted,
            "headline": [(label, counted.total(what)) for label, what in HEADLINE],
            "shares": [figures.stages(counted), figures.currency(counted)] if counted.people else [],
            "groups": groups(counted, self.hides_small()) if counted.people else [],
            "hides_small": self.hides_small(),
            "is_manager": Role.MANAGER in access.roles(self.request.user),
            "own_teams": self.own_teams(),
        }

    def hides_small(self) -> bool:
        """Say whether small groups are shown only together: to whoever may not open the register itself."""
        return not self.request.user.has_perm("educators.view_educator")

    def own_teams(self) -> Table:
        """Return the people of the teams that this person runs."""
        today = localdate()
        people = headcount.with_students(figures.own_teams(self.request.user, today), today)
        table = OwnTeamsTable(
            data=people.order_by("team__name", "last_name", "first_name", "pk")[:MOST_NAMES]
        )
        table.caption = "The practice educators of my teams"
        return table


def heading(counted: Figures) -> str:
    """Say the finding: how many are free to take a student."""
    free = counted.total("free")
    return (
        f"{counted.people:,} practice educators, with room for {free:,} more students"
        if counted.people
        else "Figures"
    )


def groups(counted: Figures, hides_small: bool) -> list[tuple[Any, Any]]:
    """Return a chart and a table for service areas and for localities, the small ones together or each (R3)."""
    found = []
    for column, of_what, several in GROUPS:
        others = f"Other {several} together" if hides_small else ""
        rows = counted.by(column, others)
        found.append((figures.bars(rows, of_what), figures.table(counted, rows, of_what)))
    return found
