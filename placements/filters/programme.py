"""The filters of programmes."""

from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from placements.models import Programme, Route


class ProgrammeFilters(FilterSet):
    """Search by name; the route as a facet."""

    q = SearchFilter(["name", "university__name"], label="Programme or university")
    route = FacetFilter("route", label="Route", choices=Route.choices)

    class Meta:
        """Of programmes."""

        model = Programme
        fields: list[str] = []
