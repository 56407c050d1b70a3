"""The filters of practice panels."""

from kmtp.ui.filters import FacetFilter, FilterSet
from placements.filters.choices import universities
from placements.models import PracticePanel


class PanelFilters(FilterSet):
    """The university as a facet."""

    university = FacetFilter("university__slug", label="University", choices=universities)

    class Meta:
        """Of practice panels."""

        model = PracticePanel
        fields: list[str] = []
