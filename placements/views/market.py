"""Demand against supply: one page for a season, and the same as a file."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from kmtp.partnership.academic_year import FIRST, LAST, AcademicYear
from kmtp.partnership.models import Organisation
from kmtp.ui.exports import xlsx_response
from kmtp.ui.views import Closed
from placements.filters.choices import councils
from placements.market import SEASONS, Sheet
from placements.models.offer import PERMISSION
from placements.subnavigation import Tabs
from placements.tables.market import MarketTable


class DemandAndSupply(Tabs, Closed, TemplateView):
    """Who waits, what is offered and free, and where it will not fit."""

    permission = PERMISSION
    template_name = "placements/market.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the page, or send the file that ``?format=xlsx`` asks for."""
        if request.GET.get("format") != "xlsx":
            return super().get(request, *args, **kwargs)
        rows = [
            {"by": part.of_what, "label": line.label, "short": line.short}
            | {name: getattr(line, name) for name in ("waiting", "places", "free", "unfit")}
            for part in self.sheet.parts
            for line, _, _ in part.rows
        ]
        return xlsx_response(MarketTable(rows), f"demand and supply {self.sheet.year.slug}")

    @cached_property
    def sheet(self) -> Sheet:
        """The season that the address names; the whole of this year where it names none."""
        asked = self.request.GET
        season = asked.get("season", "year")
        try:
            year = AcademicYear.parse(asked["year"]) if "year" in asked else AcademicYear.of(localdate())
        except ValueError as error:
            raise Http404 from error
        if season not in SEASONS:
            raise Http404
        return Sheet(self.request.user, year, season, self.council)

    @cached_property
    def councils(self) -> list[tuple[str, str]]:
        """The councils among which the person may choose."""
        return councils(self.request)

    @cached_property
    def council(self) -> Organisation | None:
        """The council that the address names, of those among which the person may choose."""
        slug = self.request.GET.get("council", "")
        if slug not in dict(self.councils):
            return None
        return Organisation.objects.councils().get(slug=slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the numbers and the ways to other seasons."""
        sheet = self.sheet
        return super().get_context_data(
            heading=heading(sheet),
            sheet=sheet,
            total=sheet.market.total,
            sentences=sheet.market.where_it_will_not_fit(),
            parts=sheet.parts,
            charts=sheet.charts() if sheet.market.asked or sheet.market.offered else [],
            seasons=[
                (words, self.way(season=key), key == sheet.season) for key, (*_, words) in SEASONS.items()
            ],
            years=[(str(year), self.way(year=year.slug), year == sheet.year) for year in around(sheet.year)],
            councils=self.council_ways(),
            file=self.way(format="xlsx"),
            **kwargs,
        )

    def council_ways(self) -> list[tuple[str, str, bool]]:
        """Return the ways to each council and to all, for people who see several."""
        chosen = self.council.slug if self.council else ""
        pairs = [("", "Both councils"), *self.councils] if self.councils else []
        return [(words, self.way(council=slug), slug == chosen) for slug, words in pairs]

    def way(self, **changed: str) -> str:
        """Return the address of this page with one thing changed."""
        query = self.request.GET.copy()
        query.pop("format", None)
        for name, value in changed.items():
            query[name] = value
        return f"?{query.urlencode()}"


def around(year: AcademicYear) -> list[AcademicYear]:
    """Return the year before, the year and the year after, as far as there are."""
    return [AcademicYear(start) for start in range(year.start - 1, year.start + 2) if FIRST <= start <= LAST]


def heading(sheet: Sheet) -> str:
    """Say the finding."""
    total = sheet.market.total
    waiting = f"{total.waiting:,} student{'' if total.waiting == 1 else 's'}"
    free = f"{total.free:,} free place{'' if total.free == 1 else 's'}"
    return (
        f"{waiting} for {free}: {(total.unfit or 'none')} left over"
        if total.waiting
        else f"{free}, and nobody waits"
    )
