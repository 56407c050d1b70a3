"""Where they are: a map and a table of the same numbers, with the filters of the register."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from educators import where
from educators.filters.where import WhereFilters
from educators.models import Educator
from educators.subnavigation import Tabs
from educators.tables.where import WhereTable
from educators.where import DISTRICT, TEAM, Spot
from kmtp.partnership.land import Land, land
from kmtp.ui.tables import Table
from kmtp.ui.views import ListPage

ON_THE_REGISTER = ("active", "on-break")
MOST_ROWS = 500


class Where(Tabs, ListPage):
    """Everybody on the register who has not left, by district or by team."""

    model = Educator
    permission = "educators.view_educator"
    template_name = "educators/where.html"
    table_class = WhereTable
    filterset_class = WhereFilters
    noun = ("practice educator", "practice educators")
    lede = "Everybody on the register who has not left, at their own postcode or else their team’s."

    def get_queryset(self) -> QuerySet[Educator]:
        """Leave out whoever left."""
        today = localdate()
        found: Any = super().get_queryset()
        people: QuerySet[Educator] = found.on_the_register_on(today).for_the_register(today)
        return people

    @cached_property
    def land(self) -> Land:
        """The land of the loaded postcodes."""
        return land()

    @property
    def by(self) -> str:
        """What a row is: a district, unless the address asks for teams."""
        return TEAM if self.request.GET.get("by") == TEAM else DISTRICT

    @cached_property
    def spots(self) -> list[Spot]:
        """The rows."""
        return where.spots(self.object_list, self.by, self.land, localdate())

    def get_heading(self, count: int) -> str:
        """Say what the page answers."""
        return (
            f"Where {super().get_heading(self.filterset.found)} work"
            if self.filterset.found
            else "Where they are"
        )

    def get_table(self, **kwargs: Any) -> Table:
        """Return the rows as a table, whole."""
        table = self.table_class(data=self.spots)
        table.turn_to("1", MOST_ROWS)
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the map, the rows with their links, and whom the map cannot show."""
        spots = self.spots if hasattr(self, "object_list") else []
        return super().get_context_data(**kwargs) | {
            "spots": spots,
            "rows": [(spot, self.links(spot)) for spot in spots],
            "sums": {what: where.total(spots, what) for what in where.COUNTED},
            "by": self.by,
            "ways": [(words, self.address(by), by == self.by) for by, words in WAYS],
            "lost": where.total((spot for spot in spots if spot.at is None), "people"),
            "has_land": bool(self.land.grounds),
            "land": self.land,
            "councils": self.filterset.chosen.get("council", []),
        }

    def address(self, by: str) -> str:
        """Return the same page by district or by team."""
        query = self.request.GET.copy()
        query.pop("format", None)
        query["by"] = by
        return f"?{query.urlencode()}"

    def links(self, spot: Spot) -> dict[str, str]:
        """Return the register narrowed to each number of a row; none where the register has no such filter."""
        if not spot.key:
            return {}
        return {what: self.register(spot, facet, values) for what, (facet, values) in NARROWED.items()}

    def register(self, spot: Spot, facet: str, values: Sequence[str]) -> str:
        """Return the address of the register with the page's filters, in this place, narrowed once more."""
        query = self.request.GET.copy()
        for name in ("by", "format", "page", "sort"):
            query.pop(name, None)
        query.setlist(self.by, [spot.key])
        if facet:
            query.setlist(facet, list(values))
        query.setlist("status", query.getlist("status") or list(ON_THE_REGISTER))
        return f"{reverse('educators:list')}?{query.urlencode()}"


#: The filter of the register that leaves what a column counts.
NARROWED: dict[str, tuple[str, Sequence[str]]] = {
    "people": ("", ()),
    "stage_2": ("stage", ("stage-2",)),
    "stage_1": ("stage", ("stage-1",)),
    "trainees": ("stage", ("trainee",)),
    "current": ("currency", ("current", "due")),
}
WAYS = ((DISTRICT, "By district"), (TEAM, "By team"))
