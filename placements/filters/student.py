"""The filters of students."""

from kmtp.ui.filters import FacetFilter, FilterSet, Horizon, SearchFilter
from placements.filters.choices import last_year_on, universities
from placements.models import Route, Student, Whereabouts
from placements.models.student import since


class StudentFilters(FilterSet):
    """Search by reference; facets with their numbers."""

    horizon = Horizon(
        last_year_on,
        since,
        "Those added, asked for or in a placement on {day} or later.",
    )
    q = SearchFilter(["reference", "programme__name"], label="Reference or programme")
    whereabouts = FacetFilter(
        "whereabouts", label="Placement", choices=Whereabouts.choices, together="whereabouts"
    )
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
