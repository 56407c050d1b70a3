"""The filters of offers, and of the answers that can become one."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.http import HttpRequest

from educators.models import AvailabilityAnswer
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import ServiceArea, Team
from kmtp.ui.filters import ALL, BACK, FacetFilter, FilterSet, Horizon, SearchFilter
from placements import kinds, months
from placements.filters.choices import (
    UNKNOWN,
    Pairs,
    before,
    councils,
    districts_named,
    last_year_on,
    months_named,
    outwards_in,
    service_areas,
)
from placements.models import Offer
from placements.models.offer import State

SAYS = (("yes", "Yes"), ("maybe", "Maybe"))
TAKEN_UP = (("no", "Not yet an offer"), ("yes", "Offer made"))


def of_kinds(values: list[str]) -> Q:
    """Return the condition that an offer is of any of these kinds."""
    return Q(kinds__overlap=values)


def can_start(values: list[str]) -> Q:
    """Return the condition that a student can start in any of these months."""
    spans = [months.span(value) for value in values]
    return reduce(or_, (Q(starts_on__lte=last, ends_on__gte=first) for first, last in spans))


def months_of_offers(request: HttpRequest) -> Pairs:
    """Return the months in which somebody can start by what stands, the earliest first. One query."""
    rows = Offer.objects.visible_to(request.user).aggregate(first=Min("starts_on"), last=Max("ends_on"))
    stand = months.between(rows["first"], rows["last"]) if rows["first"] else []
    return sorted({*stand, *months_named(request)})


def in_districts(values: list[str]) -> Q:
    """Return the condition that the first half of the team's postcode lies in one of these districts."""
    inside, known = outwards_in(values)
    outward = [Q(team__postcode__startswith=f"{one} ") for one in inside]
    found = reduce(or_, outward, Q(pk__in=[]))
    if UNKNOWN not in values:
        return found
    return found | ~reduce(or_, (Q(team__postcode__startswith=f"{one} ") for one in known), Q(pk__in=[]))


def ending_from(since: date) -> Q:
    """Return the condition that an offer ends on ``since`` or later."""
    return Q(ends_on__gte=since)


def teams(request: HttpRequest) -> Pairs:
    """Return the names of the teams that offer something, from the list's horizon on or ever."""
    mine = Offer.objects.visible_to(request.user).filter(team=OuterRef("pk"))
    if request.GET.get(BACK) != ALL:
        mine = mine.filter(ending_from(last_year_on()))
    names = Team.objects.filter(Exists(mine)).order_by("name").values_list("name", flat=True).distinct()
    return [(name, name) for name in names]


class OfferFilters(FilterSet):
    """Search by team and people; facets with their numbers."""

    horizon = Horizon(last_year_on, ending_from, "Those that end on {day} or later.", before)
    q = SearchFilter(
        ["team__name", "educator__first_name", "educator__last_name"], label="Team or practice educator"
    )
    state = FacetFilter("state", label="State", choices=State.choices)
    council = FacetFilter("council__slug", label="Council", choices=councils)
    kind = FacetFilter(label="Kind", choices=kinds.CHOICES, q=of_kinds)
    month = FacetFilter(
        label="A student can start in", choices=months_of_offers, q=can_start, only_found=True
    )
    area = FacetFilter("team__service_area__name", label="Service area", choices=service_areas)
    service = FacetFilter("team__service_area__group", label="Service", choices=ServiceArea.Group.choices)
    district = FacetFilter(label="District", choices=districts_named, q=in_districts, is_listed=False)
    statutory = FacetFilter(
        "team__service_area__is_statutory",
        label="Setting",
        choices=[("True", "Statutory"), ("False", "Not statutory")],
    )
    team = FacetFilter("team__name", label="Team", choices=teams, only_found=True)

    class Meta:
        """Of offers."""

        model = Offer
        fields: list[str] = []


def taken_up(values: list[str]) -> Q:
    """Return the condition that an answer became an offer, or not yet."""
    return reduce(or_, (Q(offer__isnull=value == "no") for value in values))


def years(request: HttpRequest) -> Pairs:
    """Return the academic years that were asked about, the latest first."""
    found = AvailabilityAnswer.objects.visible_to(request.user).order_by("-call__year")
    asked: Iterable[Any] = found.values_list("call__year", flat=True).distinct()
    return [(year.slug, str(year)) for year in asked]


def in_calls_of(values: list[str]) -> Q:
    """Return the condition that an answer is about one of these years."""
    return Q(call__year__in=[AcademicYear.parse(value) for value in values])


class AnswerFilters(FilterSet):
    """By what was said, and whether it became an offer."""

    q = SearchFilter(["educator__first_name", "educator__last_name"], label="Name")
    made = FacetFilter(label="Offer", choices=TAKEN_UP, q=taken_up)
    says = FacetFilter("says", label="Says", choices=SAYS)
    kind = FacetFilter(label="Can take", choices=kinds.CHOICES, q=of_kinds)
    year = FacetFilter(label="Year", choices=years, q=in_calls_of)
    council = FacetFilter("call__council__slug", label="Council", choices=councils)

    class Meta:
        """Of answers."""

        model = AvailabilityAnswer
        fields: list[str] = []
