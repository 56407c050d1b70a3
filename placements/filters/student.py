"""The filters of students."""

from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from placements.filters.choices import universities
from placements.models import Route, Student, Whereabouts


class StudentFilters(FilterSet):
    """Search by reference; facets with their numbers."""

    q = SearchFilter(["reference", "programme__name"], label="Reference or programme")
    whereabouts = FacetFilter("whereabouts", label="Placement", choices=Whereabouts.choices)
    university = FacetFilter("programme__university__slug", label="University", choices=universities)
    route = FacetFilter("programme__route", label="Route", choices=Route.choices)
    ready = FacetFilter(
        "is_ready_for_practice", label="Ready for practice", choices=[("True", "Yes"), ("False", "No")]
    )

    class Meta:
        """Of students."""

        model = Student
        fields: list[str] = []


class OwnStudentFilters(StudentFilters):
    """A university finds its own students by name too."""

    q = SearchFilter(["reference", "programme__name", "profile__name"], label="Name, reference or programme")
