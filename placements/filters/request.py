"""The filters of requests."""

from django.db.models import Q

from kmtp.partnership.models import ServiceArea
from kmtp.ui.filters import FacetFilter, FilterSet, Horizon, SearchFilter
from placements import kinds
from placements.filters.choices import (
    UNKNOWN,
    before,
    councils,
    districts_named,
    in_years,
    last_year_on,
    months_named,
    outwards_in,
    starting_from,
    starting_in,
    universities,
    years_of,
)
from placements.models import Request, Standing

#: In place of a service: those who wish for none.
NO_WISH = "none"


def wishing_for(values: list[str]) -> Q:
    """Return the condition that one of these services is wished for, or none."""
    return Q(wishes__in=["" if value == NO_WISH else value for value in values])


def travelling_from(values: list[str]) -> Q:
    """Return the condition that the first half of the student's postcode lies in one of these districts."""
    inside, known = outwards_in(values)
    found = Q(student__outward_postcode__in=inside)
    return found | ~Q(student__outward_postcode__in=known) if UNKNOWN in values else found


class RequestFilters(FilterSet):
    """Search by reference; facets with their numbers."""

    horizon = Horizon(last_year_on, starting_from, "Those that should start from {day} on.", before)
    q = SearchFilter(["student__reference"], label="Student’s reference")
    state = FacetFilter("standing", label="State", choices=Standing.choices)
    council = FacetFilter("council__slug", label="Council", choices=councils)
    year = FacetFilter(label="Should start in", choices=years_of(Request), q=in_years, only_found=True)
    kind = FacetFilter("kind", label="Kind", choices=kinds.CHOICES)
    service = FacetFilter(
        label="Wishes for",
        choices=[*ServiceArea.Group.choices, (NO_WISH, "No wish")],
        q=wishing_for,
    )
    month = FacetFilter(
        label="Should start in the month", choices=months_named, q=starting_in, is_listed=False
    )
    district = FacetFilter(label="Travels from", choices=districts_named, q=travelling_from, is_listed=False)
    university = FacetFilter("programme__university__slug", label="University", choices=universities)

    class Meta:
        """Of requests."""

        model = Request
        fields: list[str] = []
