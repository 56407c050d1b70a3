"""What the filters of this room offer to choose among, and what each choice means."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.land import land
from kmtp.partnership.models import Organisation, ServiceArea
from placements import months

Pairs = list[tuple[str, str]]
#: In place of a district's code: those whose district nobody knows.
UNKNOWN = "unknown"


def years_of(model: Any) -> Callable[[HttpRequest], Pairs]:
    """Return a function that lists the academic years in which the person's rows start, the latest first."""

    def years(request: HttpRequest) -> Pairs:
        days = first_and_last(model.objects.visible_to(request.user).values_list("starts_on", flat=True))
        if not days:
            return []
        starts = range(AcademicYear.of(max(days)).start, AcademicYear.of(min(days)).start - 1, -1)
        return [(AcademicYear(start).slug, str(AcademicYear(start))) for start in starts]

    return years


def first_and_last(rows: Any) -> list[date]:
    """Return the first and the last day; an index gives each from its end, where a minimum would read all rows."""
    return list(rows.order_by("starts_on")[:1].union(rows.order_by("-starts_on")[:1], all=True))


def in_years(slugs: list[str]) -> Q:
    """Return the condition that a row starts in one of the years."""
    found = [AcademicYear.parse(slug) for slug in slugs]
    return reduce(or_, (Q(starts_on__range=(year.starts_on, year.ends_on)) for year in found))


def last_year_on() -> date:
    """Return the day from which on lists show their rows unless asked for earlier ones: the start of last year."""
    return AcademicYear.of(localdate()).previous.starts_on


def before(chosen: Mapping[str, list[str]], since: date) -> bool:
    """Say whether a year or a month that is chosen lies before ``since``."""
    years = [AcademicYear.parse(slug).starts_on for slug in chosen.get("year", ())]
    return any(day < since for day in (*years, *(months.span(one)[0] for one in chosen.get("month", ()))))


def starting_from(since: date) -> Q:
    """Return the condition that a row starts on ``since`` or later."""
    return Q(starts_on__gte=since)


def months_named(request: HttpRequest) -> Pairs:
    """Return the months that the address names: a list is narrowed to them from a page that counts by month."""
    return [(month, months.words(month)) for month in request.GET.getlist("month") if months.is_one(month)]


def starting_in(values: list[str]) -> Q:
    """Return the condition that a row starts in one of these months."""
    return reduce(or_, (Q(starts_on__range=months.span(value)) for value in values))


def districts_named(request: HttpRequest) -> Pairs:
    """Return the districts if the address names one; asking for the land costs nothing otherwise."""
    if "district" not in request.GET:
        return []
    grounds = land().grounds.items()
    return [*((code, ground.name) for code, ground in grounds), (UNKNOWN, "Not known")]


def outwards_in(values: list[str]) -> tuple[list[str], list[str]]:
    """Return the outward codes of some districts, and when those not known are asked for, all that are known."""
    outwards = land().outwards
    found = [outward for outward, code in outwards.items() if code in values]
    return found, list(outwards) if UNKNOWN in values else []


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
