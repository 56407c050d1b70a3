"""The filters of the lists of steps."""

from django.http import HttpRequest

from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from placements import kinds
from placements.filters.choices import Pairs, councils, universities
from placements.models import Falls, Step, StepKind


def names(request: HttpRequest) -> Pairs:
    """Return the names of the steps that there are, in alphabetical order."""
    found = StepKind.objects.visible_to(request.user).order_by("name").values_list("name", flat=True)
    return [(name, name) for name in found.distinct()]


class StepFilters(FilterSet):
    """Search by student, educator and team; facets with their numbers."""

    q = SearchFilter(
        [
            "placement__student__reference",
            "placement__educator__first_name",
            "placement__educator__last_name",
            "placement__team__name",
        ],
        label="Student’s reference, practice educator or team",
    )
    falls = FacetFilter("falls", label="Due", choices=Falls.choices)
    council = FacetFilter("placement__council__slug", label="Council", choices=councils)
    owner = FacetFilter("kind__owner", label="Whose step", choices=StepKind.Owner.choices)
    step = FacetFilter("kind__name", label="Step", choices=names, only_found=True)
    kind = FacetFilter("placement__kind", label="Placement", choices=kinds.CHOICES)
    university = FacetFilter(
        "placement__programme__university__slug", label="University", choices=universities
    )

    class Meta:
        """Of steps."""

        model = Step
        fields: list[str] = []


class StepKindFilters(FilterSet):
    """Search by name; the kind of placement and the owner as facets."""

    q = SearchFilter(["name", "note"], label="Step")
    kind = FacetFilter("placement_kind", label="Placements", choices=kinds.CHOICES)
    owner = FacetFilter("owner", label="Whose step", choices=StepKind.Owner.choices)

    class Meta:
        """Of kinds of step."""

        model = StepKind
        fields: list[str] = []
