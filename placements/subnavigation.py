"""The pages inside the room that a person may open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry: its words, its address, and whether the page one is on belongs to it."""

    label: str
    url: str
    active: bool


PAGES = (
    ("Placements", "placements:list", "placements.view_placement"),
    ("Requests", "placements:request_list", "placements.view_request"),
    ("Students", "placements:student_list", "placements.view_student"),
    ("Programmes", "placements:programme_list", "placements.pair_student"),
)


def tabs(request: HttpRequest) -> list[Tab]:
    """Return the entries that the person may open; none when there is only one."""
    held = [(label, reverse(name)) for label, name, permission in PAGES if request.user.has_perm(permission)]
    if len(held) < 2:
        return []
    here = max((url for _, url in held if request.path.startswith(url)), key=len, default="")
    return [Tab(label, url, url == here) for label, url in held]


class Tabs:
    """Gives a page the room's sub-navigation."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entries."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"subnavigation": tabs(self.request)}
