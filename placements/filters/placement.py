"""The filters of placements."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.timezone import localdate

from kmtp.ui.filters import FacetFilter, FilterSet, Horizon, SearchFilter
from placements import kinds, lifecycle
from placements.filters.choices import (
    before,
    councils,
    in_years,
    last_year_on,
    service_areas,
    starting_from,
    universities,
    years_of,
)
from placements.models import Placement, Route
from placements.models.placement import to_end, to_start

DUE = {
    "start": "Should have started",
    "end": "Should have ended",
    "educator": "Practice educator left or on a break",
}


def due(what: list[str]) -> Q:
    """Return the condition that a step of a placement is due today."""
    day = localdate()
    gone = (
        Placement.objects.educator_gone(day).order_by().values("pk")
    )  # few, where a join would ask of every row
    found = {"start": to_start(day), "end": to_end(day), "educator": Q(pk__in=gone)}
    return reduce(or_, (found[one] for one in what))


def since_or_held(day: date) -> Q:
    """Return the condition that a placement starts on a day or later, or holds still."""
    return starting_from(day) | Q(state__in=lifecycle.HOLDING)


class PlacementFilters(FilterSet):
    """Search by reference, educator and team; facets with their numbers."""

    horizon = Horizon(
        last_year_on, since_or_held, "Those that start from {day} on, and all that are not over.", before
    )
    q = SearchFilter(
        ["student__reference", "educator__first_name", "educator__last_name", "team__name"],
        label="Student’s reference, practice educator or team",
    )
    council = FacetFilter("council__slug", label="Council", choices=councils)
    year = FacetFilter(label="Starts in", choices=years_of(Placement), q=in_years, only_found=True)
    state = FacetFilter(
        "state", label="State", choices=[(state.key, state.label) for state in lifecycle.STATES.values()]
    )
    due = FacetFilter(label="Due", choices=list(DUE.items()), q=due)
    kind = FacetFilter("kind", label="Kind", choices=kinds.CHOICES)
    route = FacetFilter("programme__route", label="Route", choices=Route.choices)
    university = FacetFilter("programme__university__slug", label="University", choices=universities)
    area = FacetFilter("team__service_area__name", label="Service area", choices=service_areas)

    class Meta:
        """Of placements."""

        model = Placement
        fields: list[str] = []
