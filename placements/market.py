"""Demand and supply of a period as somebody may see them, with the lists behind each number. Two queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.figures import Bar, BarChart
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.land import Land, land
from kmtp.partnership.models import Organisation, ServiceArea
from placements import months
from placements.filters.choices import UNKNOWN
from placements.models import Offer, Request
from placements.models.offer import State
from placements.models.request import Standing
from placements.supply import Asked, Line, Market, Offered

#: The seasons of an academic year: their months, counted from September, and their words.
SEASONS = {
    "year": (0, 12, "Whole year"),
    "autumn": (0, 4, "September to December"),
    "spring": (4, 8, "January to April"),
    "summer": (8, 12, "May to August"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One table: what its rows are, and each row with the addresses of the lists behind its numbers."""

    title: str
    of_what: str
    rows: list[tuple[Line, str, str]]
    has_unfit: bool


@dataclass(frozen=True)
class Sheet:
    """One season of one year, for one person, perhaps of one council."""

    user: Any
    year: AcademicYear
    season: str = "year"
    council: Organisation | None = None

    @property
    def months(self) -> list[str]:
        """The months of the season."""
        first, last, _ = SEASONS[self.season]
        return list(months.each(self.year.starts_on, self.year.ends_on))[first:last]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the season."""
        return months.span(self.months[0])[0], months.span(self.months[-1])[1]

    @cached_property
    def land(self) -> Land:
        """The districts."""
        return land()

    @cached_property
    def market(self) -> Market:
        """What is asked for and offered."""
        return Market.of(self._asked(), self._offered())

    def _asked(self) -> Iterable[Asked]:
        rows: Any = Request.objects.visible_to(self.user).waiting().filter(starts_on__range=self.days)
        rows = rows.filter(council=self.council) if self.council else rows
        facts = ("council_id", "kind", "starts_on", "ends_on", "wishes", "student__outward_postcode")
        for council, kind, first, last, service, outward in rows.order_by("pk").values_list(*facts):
            district = self.land.outwards.get(outward, "")
            yield Asked(council, kind, first, last, service, district)

    def _offered(self) -> Iterable[Offered]:
        rows = Offer.objects.visible_to(self.user).of(self.council).standing().covering(*self.days)
        found = (
            rows.filter(ends_on__gte=localdate()).with_free().annotate(service=F("team__service_area__group"))
        )
        facts = ("council_id", "kinds", "starts_on", "ends_on", "service", "team__postcode", "places", "free")
        for council, kinds, first, last, service, code, places, free in found.order_by("pk").values_list(
            *facts
        ):
            district = self.land.outwards.get(code.split(" ")[0], "")
            yield Offered(council, frozenset(kinds), first, last, service, district, places, free)

    @property
    def parts(self) -> list[Part]:
        """The tables, each number with its list."""
        districts = {code: ground.name for code, ground in self.land.grounds.items()}
        market = self.market
        return [
            self._part("By kind", "Kind", "kind", market.by_kind(), has_unfit=True),
            self._part("By month", "Month", "month", market.by_month(self.months), has_unfit=True),
            self._part(
                "By service", "Service", "service", market.by_service(dict(ServiceArea.Group.choices))
            ),
            self._part("By district", "District", "district", market.by_district(districts)),
        ]

    def _part(
        self, title: str, of_what: str, facet: str, lines: list[Line], *, has_unfit: bool = False
    ) -> Part:
        rows = [(line, self.requests(facet, line.key), self.offers(facet, line.key)) for line in lines]
        return Part(title, of_what, rows, has_unfit)

    def requests(self, facet: str = "", key: str = "") -> str:
        """Return the address of the requests that wait, narrowed to a row."""
        facts = [("state", Standing.WAITING.value), *self._narrowed(facet, key)]
        return f"{reverse('placements:request_list')}?{urlencode(facts)}"

    def offers(self, facet: str = "", key: str = "") -> str:
        """Return the address of the offers that stand, narrowed to a row."""
        facts = [("state", State.FREE.value), ("state", State.FULL.value), *self._narrowed(facet, key)]
        return f"{reverse('placements:offer_list')}?{urlencode(facts)}"

    def _narrowed(self, facet: str, key: str) -> list[tuple[str, str]]:
        facts = [("council", self.council.slug)] if self.council else []
        if facet == "month":
            return [*facts, ("month", key)]
        facts += [("month", month) for month in self.months]
        return facts + ([(facet, key or UNKNOWN)] if facet else [])

    def charts(self) -> list[BarChart]:
        """Draw who waits beside what is free, by kind and by service."""
        services = self.market.by_service(dict(ServiceArea.Group.choices))[:-1]
        return [drawn(self.market.by_kind(), "kind"), drawn(services, "service")]


def drawn(lines: list[Line], of_what: str) -> BarChart:
    """Draw two bars for each row; the title says where most is missing."""
    worst = max(lines, key=lambda line: (line.short, line.waiting))
    name = worst.label.split(" (")[0]
    title = (
        f"{name}: {worst.short} more wait than places are free"
        if worst.short
        else f"There are enough free places in every {of_what}"
    )
    bars = [
        bar
        for line in lines
        for bar in (
            Bar(f"{line.label.split(' (')[0]}: waiting", line.waiting),
            Bar(f"{line.label.split(' (')[0]}: free places", line.free),
        )
    ]
    described = "; ".join(f"{bar.label} {bar.value}" for bar in bars)
    return BarChart(title=title, description=f"{described}.", bars=tuple(bars))
