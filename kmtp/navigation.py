"""The frame around every page: who is signed in, and the areas their roles may open."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kmtp import __version__


@dataclass(frozen=True, slots=True)
class Area:
    """One entry of the primary navigation, open to those who hold one of the permissions.

    Whoever holds the permission ``within`` finds the page inside another area, and needs no entry for it.
    """

    label: str
    url_name: str
    permissions: tuple[str, ...] = ()
    within: str = ""

    def is_for(self, user: Any) -> bool:
        """Say whether the person gets the entry."""
        if self.within and user.has_perm(self.within):
            return False
        return not self.permissions or any(map(user.has_perm, self.permissions))


AREAS = (
    Area("Home", "home"),
    Area("Educators", "educators:list", ("educators.view_educator",)),
    Area("My record", "educators:mine", ("educators.view_own_record",)),
    Area("Figures", "educators:figures", ("educators.view_figures",), within="educators.view_educator"),
    Area("Placements", "placements:list", ("placements.view_placement",)),
    Area("Forums", "forums:list", ("forums.view_forum",)),
    Area("Evaluations", "evaluations:list", ("evaluations.view_evaluation", "evaluations.answer_evaluation")),
    Area("Time audit", "time_audit:list", ("time_audit.view_audit", "time_audit.log_time")),
    Area("Guidance", "educators:guidance", ("educators.view_guidance",), within="educators.view_educator"),
    Area("Reports", "reports:list", ("reports.view_report",)),
    Area("People", "accounts:people", ("partnership.view_person",)),
    Area("Organisations", "accounts:organisations", ("partnership.view_organisation",)),
    Area("Teams", "educators:teams", ("partnership.change_place",), within="educators.view_educator"),
    Area("Letters", "mail:list", ("mail.view_letter",)),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An area as the page shows it."""

    label: str
    url: str
    active: bool


def entries(request: HttpRequest) -> list[Entry]:
    """Return the areas that the signed-in person may open; the page one is on belongs to the closest address."""
    urls = [(area.label, reverse(area.url_name)) for area in AREAS if area.is_for(request.user)]
    around = [url for _, url in urls if request.path == url or url != "/" and request.path.startswith(url)]
    here = max(around, key=len, default="")
    return [Entry(label, url, url == here) for label, url in urls]


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
