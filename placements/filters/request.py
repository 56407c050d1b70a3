"""The filters of requests."""

from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from placements import kinds
from placements.filters.choices import councils, in_years, universities, years_of
from placements.models import Request, Standing


class RequestFilters(FilterSet):
    """Search by reference; facets with their numbers."""

    q = SearchFilter(["student__reference"], label="Student’s reference")
    state = FacetFilter("standing", label="State", choices=Standing.choices)
    council = FacetFilter("council__slug", label="Council", choices=councils)
    year = FacetFilter(label="Should start in", choices=years_of(Request), q=in_years)
    kind = FacetFilter("kind", label="Kind", choices=kinds.CHOICES)
    university = FacetFilter("student__programme__university__slug", label="University", choices=universities)

    class Meta:
        """Of requests."""

        model = Request
        fields: list[str] = []
