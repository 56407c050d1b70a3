"""The filters of teams by their audit."""

from kmtp.partnership.models import Team
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from placements import auditing
from placements.filters.choices import councils, service_areas
from placements.models import TeamAudit


class AuditFilters(FilterSet):
    """Search by name; facets with their numbers."""

    q = SearchFilter(["name"], label="Team")
    standing = FacetFilter("standing", label="Audit", choices=list(auditing.WORDS.items()))
    grade = FacetFilter("audit_grade", label="Grade", choices=TeamAudit.Grade.choices)
    council = FacetFilter("organisation__slug", label="Council", choices=councils)
    area = FacetFilter("service_area__name", label="Service area", choices=service_areas)

    class Meta:
        """Of teams."""

        model = Team
        fields: list[str] = []
