"""The filters of the placements room."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Max, Min, Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, ServiceArea
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from placements import kinds, lifecycle
from placements.models import Placement, Programme, Request, Route, Standing, Student, Whereabouts

Pairs = list[tuple[str, str]]
DUE = {
    "start": "Should have started",
    "end": "Should have ended",
    "educator": "Practice educator left or on a break",
}


def years_of(model: Any) -> Callable[[HttpRequest], Pairs]:
    """Return a function that lists the academic years in which the person's rows start, the latest first."""

    def years(request: HttpRequest) -> Pairs:
        ends = model.objects.visible_to(request.user).aggregate(first=Min("starts_on"), last=Max("starts_on"))
        if ends["first"] is None:
            return []
        starts = range(AcademicYear.of(ends["last"]).start, AcademicYear.of(ends["first"]).start - 1, -1)
        return [(AcademicYear(start).slug, str(AcademicYear(start))) for start in starts]

    return years


def in_years(slugs: list[str]) -> Q:
    """Return the condition that a row starts in one of the years."""
    found = [AcademicYear.parse(slug) for slug in slugs]
    return reduce(or_, (Q(starts_on__range=(year.starts_on, year.ends_on)) for year in found))


def councils(request: HttpRequest) -> Pairs:
    """Return the councils, for people whose rows belong to several."""
    if not sees_several_councils(request.user):
        return []
    return list(Organisation.objects.councils().values_list("slug", "short_name"))


def sees_several_councils(user: Any) -> bool:
    """Say whether a list needs to name the council: for the partnership's own people and for universities."""
    return bool({*access.WHOLE_PARTNERSHIP, access.Role.PARTNER} & access.roles(user))


def universities(request: HttpRequest) -> Pairs:
    """Return the universities, for people whose students come from several."""
    if access.roles(request.user) <= {access.Role.PARTNER}:
        return []
    return list(Organisation.objects.universities().values_list("slug", "short_name"))


def service_areas(request: HttpRequest) -> Pairs:
    """Return the names of the service areas of the person's councils; two councils may share one."""
    visible = ServiceArea.objects.visible_to(request.user).order_by("name")
    return [(name, name) for name in visible.values_list("name", flat=True).distinct()]


def due(what: list[str]) -> Q:
    """Return the condition that a step of a placement is due today."""
    day = localdate()
    rows = Placement.objects
    found = {"start": rows.to_start(day), "end": rows.to_end(day), "educator": rows.educator_gone(day)}
    return reduce(or_, (Q(pk__in=found[one].order_by().values("pk")) for one in what))


class PlacementFilters(FilterSet):
    """Search by reference, educator and team; facets with their numbers."""

    q = SearchFilter(
        ["student__reference", "educator__first_name", "educator__last_name", "team__name"],
        label="Student’s reference, practice educator or team",
    )
    council = FacetFilter("council__slug", label="Council", choices=councils)
    year = FacetFilter(label="Starts in", choices=years_of(Placement), q=in_years)
    state = FacetFilter(
        "state", label="State", choices=[(state.key, state.label) for state in lifecycle.STATES.values()]
    )
    due = FacetFilter(label="Due", choices=list(DUE.items()), q=due)
    kind = FacetFilter("kind", label="Kind", choices=kinds.CHOICES)
    route = FacetFilter("student__programme__route", label="Route", choices=Route.choices)
    university = FacetFilter("student__programme__university__slug", label="University", choices=universities)
    area = FacetFilter("team__service_area__name", label="Service area", choices=service_areas)

    class Meta:
        """Of placements."""

        model = Placement
        fields: list[str] = []


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


class ProgrammeFilters(FilterSet):
    """Search by name; the route as a facet."""

    q = SearchFilter(["name", "university__name"], label="Programme or university")
    route = FacetFilter("route", label="Route", choices=Route.choices)

    class Meta:
        """Of programmes."""

        model = Programme
        fields: list[str] = []
