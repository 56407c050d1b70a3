"""The filters of the lists of places."""

from educators.filters.register import councils, names_of
from kmtp.partnership.models import Locality, ServiceArea, Team
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter


class TeamFilters(FilterSet):
    """By name, state, service area and locality."""

    q = SearchFilter(["name", "postcode"], label="Name or postcode")
    state = FacetFilter(
        "state", label="State", choices=[("open", "Open"), ("closed", "Closed"), ("to-come", "To open")]
    )
    council = FacetFilter("organisation__slug", label="Council", choices=councils)
    area = FacetFilter("service_area__name", label="Service area", choices=names_of(ServiceArea))
    locality = FacetFilter("locality__name", label="Locality", choices=names_of(Locality))

    class Meta:
        """Of teams."""

        model = Team
        fields: list[str] = []
