"""The year at a glance: how many placements, of which routes, and how many students wait."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.front_page import Glance, reach
from placements import kinds, lifecycle
from placements.models import Placement, Request, Route
from placements.models.programme import PRACTICE_ROUTES


def figures(user: Any, today: date) -> list[Glance]:
    """Return the figures of placements, uncounted."""
    year = AcademicYear.of(today)
    return [practice(user, year), others(user, year), waiting(user, year)]


def started(user: Any, year: AcademicYear) -> Any:
    """Return what counts in ``year`` of the councils whose figures ``user`` may read."""
    return Placement.objects.filter(reach(user)).starting_in(year)


def practice(user: Any, year: AcademicYear) -> Glance:
    """Return a council's practice placements."""
    now, before = (started(user, one).practice() for one in (year, year.previous))
    return glance(f"Practice placements in {year}", now, before, year, list(PRACTICE_ROUTES))


def others(user: Any, year: AcademicYear) -> Glance:
    """Return the assessed placements of students on other routes, such as Step Up and apprenticeships."""
    now, before = (on_other_routes(started(user, one)) for one in (year, year.previous))
    routes = [route for route in Route.values if route not in PRACTICE_ROUTES]
    return glance(f"Students of other routes in {year}", now, before, year, routes)


def on_other_routes(rows: Any) -> Any:
    """Return those of students outside the BA and the MA, readiness shadowing not counted."""
    return rows.exclude(kind=kinds.READINESS.key).exclude(programme__route__in=PRACTICE_ROUTES)


def glance(label: str, now: Any, before: Any, year: AcademicYear, routes: list[str]) -> Glance:
    """Return a figure about placements of a year, with the list narrowed to what it counts."""
    assessed = [kind for kind in kinds.KINDS if kind != kinds.READINESS.key]
    narrowed = {
        "year": year.slug,
        "route": [str(route) for route in routes],
        "kind": assessed,
        "state": list(lifecycle.COUNTED),
    }
    url = f"{reverse('placements:list')}?{urlencode(narrowed, doseq=True)}"
    return Glance(label, now, before, f"in {year.previous}", url, "placements.view_placement")


def waiting(user: Any, year: AcademicYear) -> Glance:
    """Return the requests that wait; beside them those that last year left behind."""
    rows = Request.objects.filter(reach(user)).since_last_year(year.starts_on).waiting()
    left_over = rows.filter(starts_on__lt=year.starts_on)
    url = reverse("placements:request_list") + "?state=waiting"
    words = f"of them from {year.previous}"
    return Glance("Students without a placement", rows, left_over, words, url, "placements.view_request")
