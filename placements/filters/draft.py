"""The filters of drafts, and of what a draft proposes."""

from django.db.models import Q

from kmtp.ui.filters import FacetFilter, FilterSet
from placements.filters.choices import councils
from placements.models import Draft


class DraftFilters(FilterSet):
    """State and council as facets."""

    state = FacetFilter("state", label="State", choices=Draft.State.choices)
    council = FacetFilter("council__slug", label="Council", choices=councils)

    class Meta:
        """Of drafts."""

        model = Draft
        fields: list[str] = []


#: What the workspace can be narrowed to.
PLACED = {"no": Q(team=None), "yes": Q(team__isnull=False)}
