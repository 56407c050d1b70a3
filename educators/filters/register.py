"""The filters of the register."""

import re
from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from educators import offering
from educators.models import Activity, AvailabilityAnswer, AvailabilityCall, Educator
from educators.models.educator import Currency, years_before
from educators.tables.register import STAGE_WORDS, STATUS_WORDS
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import District, Locality, Organisation, ServiceArea, Team
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter

AVAILABLE = {**offering.SAYS, "no-answer": "Asked, no answer yet", "not-asked": "Not asked"}
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


def teams_by_place(request: Any, model: type[Locality] | type[ServiceArea]) -> list[tuple[str, int | None]]:
    """Return the name of each place, once for each team there; one query a page.

    Places that the person may see, and that of the team which she is in herself: her own record may be in the list.
    """
    kept = request.__dict__.setdefault("teams_by_place", {})
    if model not in kept:
        own = Q(teams__in=Educator.objects.filter(person=request.user.pk).values("team"))
        seen = Q(pk__in=model.objects.visible_to(request.user).order_by().values("pk"))
        kept[model] = list(model.objects.filter(seen | own).values_list("name", "teams").order_by("name"))
    found: list[tuple[str, int | None]] = kept[model]
    return found


def facet_of_places(model: type[Locality] | type[ServiceArea], field_name: str, label: str) -> FacetFilter:
    """Return a facet of localities or service areas, those without a team among them, counted by the team."""
    return FacetFilter(
        field_name,
        label=label,
        choices=lambda request: [(name, name) for name, _ in teams_by_place(request, model)],
        together="place",
        by="team_id",
        meanings=lambda request: {team: name for name, team in teams_by_place(request, model) if team},
    )


def active_as(kinds: list[str]) -> Q:
    """Return the condition that an activity of these kinds falls in this academic year."""
    return Q(pk__in=Activity.objects.filter(kind__in=kinds).in_year(AcademicYear.of(localdate())).educators())


def districts(request: HttpRequest) -> Pairs:
    """Return all districts; the panel shows those in which somebody of the list works."""
    return list(District.objects.order_by("name").values_list("code", "name"))


def available(says: list[str]) -> Q:
    """Return the condition that the council's latest call was answered so, is not answered, or was not sent."""
    year = AcademicYear.of(localdate())
    calls = AvailabilityCall.objects.filter(year__in=[year, year.next]).exclude(state="draft")
    latest = calls.order_by("council_id", "-year").distinct("council_id").values("pk")
    answers = AvailabilityAnswer.objects.filter(call__in=latest).order_by().values("educator")
    stored = ["" if one == "no-answer" else one for one in says if one != "not-asked"]
    found = Q(pk__in=answers.filter(says__in=stored)) if stored else Q()
    return (found | ~Q(pk__in=answers)) if "not-asked" in says and stored else found or ~Q(pk__in=answers)


def teams_asked_for(request: HttpRequest) -> Pairs:
    """Return the teams that the address names: too many to list, so the search finds the others by name."""
    keys = [key for key in request.GET.getlist("team") if re.fullmatch(r"[0-9]{1,18}", key)]
    found = Team.objects.visible_to(request.user).filter(pk__in=keys) if keys else Team.objects.none()
    return [(str(key), name) for key, name in found.values_list("pk", "name")]


def to_check(what: list[str]) -> Q:
    """Return the condition that a record needs one of these looked at."""
    day = localdate()
    found = {
        "registration": Q(registered_until__lt=day) | Q(registered_until__isnull=True),
        "email": Q(email=""),
        "training": Q(joined_on__lte=years_before(day, 2), stage="trainee"),
    }
    return reduce(or_, (found[one] for one in what))


class EducatorFilters(FilterSet):
    """Search by name, number, address or team; facets with their numbers.

    Three queries count all facets: how people stand, where they work, what they did this year.
    """

    q = SearchFilter(column="words", label="Name, SWE number, e-mail or team")
    council = FacetFilter("council__slug", label="Council", choices=councils, together="place")
    status = FacetFilter("status", label="Status", choices=list(STATUS_WORDS.items()), together="standing")
    stage = FacetFilter("stage", label="Stage", choices=list(STAGE_WORDS.items()), together="standing")
    currency = FacetFilter("currency", label="Currency", choices=Currency.choices, together="standing")
    area = facet_of_places(ServiceArea, "team__service_area__name", "Service area")
    locality = facet_of_places(Locality, "team__locality__name", "Locality")
    district = FacetFilter("district", label="District", choices=districts, together="place", only_found=True)
    team = FacetFilter("team_id", label="Team", choices=teams_asked_for, is_listed=False)
    employment = FacetFilter(
        "is_independent",
        label="Employed or independent",
        choices=[("False", "Employed"), ("True", "Independent")],
        together="standing",
    )
    base = FacetFilter("base", label="Works", choices=Educator.Base.choices, together="standing")
    availability = FacetFilter(
        label="Availability", choices=list(AVAILABLE.items()), q=available, together="standing"
    )
    activity = FacetFilter(
        label="Active this year as", choices=Activity.Kind.choices, bits="active_as", together="standing"
    )
    check = FacetFilter(label="To check", choices=list(CHECKS.items()), q=to_check, together="standing")

    class Meta:
        """Of the register."""

        model = Educator
        fields: list[str] = []
