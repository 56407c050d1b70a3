"""The frame around every page: who is signed in, and the areas their roles may open."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kmtp import __version__


@dataclass(frozen=True, slots=True)
class Area:
    """One entry of the primary navigation, open to those who hold one of the permissions."""

    label: str
    url_name: str
    permissions: tuple[str, ...] = ()


AREAS = (
    Area("Home", "home"),
    Area("Educators", "educators:list", ("educators.view_educator",)),
    Area("My record", "educators:mine", ("educators.view_own_record",)),
    Area("Placements", "placements:list", ("placements.view_placement",)),
    Area("Forums", "forums:list", ("forums.view_forum",)),
    Area("Evaluations", "evaluations:list", ("evaluations.view_evaluation", "evaluations.answer_evaluation")),
    Area("Time audit", "time_audit:list", ("time_audit.view_audit", "time_audit.log_time")),
    Area("Reports", "reports:list", ("reports.view_report",)),
    Area("People", "accounts:people", ("partnership.view_person",)),
    Area("Letters", "mail:list", ("mail.view_letter",)),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An area as the page shows it."""

    label: str
    url: str
    active: bool


def entries(request: HttpRequest) -> list[Entry]:
    """Return the areas that the signed-in person may open."""
    held = [
        area for area in AREAS if not area.permissions or any(map(request.user.has_perm, area.permissions))
    ]
    return [_entry(area, request.path) for area in held]


def _entry(area: Area, path: str) -> Entry:
    url = reverse(area.url_name)
    return Entry(area.label, url, path == url if url == "/" else path.startswith(url))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template what its frame needs."""
    common = {"product_name": "KMTP", "is_demo": settings.DEMO, "theme": 1, "version": __version__}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return common
    return common | {
        "primary_navigation": entries(request),
        "account_name": request.user.name,
        "search_url": reverse("search"),
        "theme": request.user.theme,
    }
