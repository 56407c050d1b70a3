"""The filters of the register."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from educators.models import Activity, Educator
from educators.tables.register import STAGE_WORDS, STATUS_WORDS
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Locality, Organisation, ServiceArea
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter

Pairs = list[tuple[str, str]]
CHECKS = {
    "registration": "Registration passed or not known",
    "email": "No e-mail address",
    "training": "Two years without an award",
}


def councils(request: HttpRequest) -> Pairs:
    """Return the councils, for people who see more than one."""
    if not set(access.WHOLE_PARTNERSHIP) & access.roles(request.user):
        return []
    return [(slug, name) for slug, name in Organisation.objects.councils().values_list("slug", "short_name")]


def names_of(model: type[Locality] | type[ServiceArea]) -> Callable[[HttpRequest], Pairs]:
    """Return a function that lists the names of localities or service areas; two councils may share one."""

    def names(request: HttpRequest) -> Pairs:
        visible = model.objects.visible_to(request.user).order_by("name")
        return [(name, name) for name in visible.values_list("name", flat=True).distinct()]

    return names


def active_as(kinds: list[str]) -> Q:
    """Return the condition that an activity of these kinds falls in this academic year."""
    return Q(pk__in=Activity.objects.filter(kind__in=kinds).in_year(AcademicYear.of(localdate())).educators())


def to_check(what: list[str]) -> Q:
    """Return the condition that a record needs one of these looked at."""
    day = localdate()
    found = {
        "registration": Educator.objects.registration_to_check(day),
        "email": Educator.objects.without_email(),
        "training": Educator.objects.long_in_training(day),
    }
    return reduce(or_, (Q(pk__in=found[one].order_by().values("pk")) for one in what))


class EducatorFilters(FilterSet):
    """Search by name, number or team; facets with their numbers."""

    q = SearchFilter(
        ["first_name", "last_name", "swe_number", "team__name"], label="Name, SWE number or team"
    )
    council = FacetFilter("council__slug", label="Council", choices=councils)
    status = FacetFilter("status", label="Status", choices=list(STATUS_WORDS.items()))
    stage = FacetFilter("stage", label="Stage", choices=list(STAGE_WORDS.items()))
    area = FacetFilter("team__service_area__name", label="Service area", choices=names_of(ServiceArea))
    locality = FacetFilter("team__locality__name", label="Locality", choices=names_of(Locality))
    employment = FacetFilter(
        "is_independent",
        label="Employed or independent",
        choices=[("False", "Employed"), ("True", "Independent")],
    )
    activity = FacetFilter(label="Active this year as", choices=Activity.Kind.choices, q=active_as)
    check = FacetFilter(label="To check", choices=list(CHECKS.items()), q=to_check)

    class Meta:
        """Of the register."""

        model = Educator
        fields: list[str] = []
