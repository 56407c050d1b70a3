"""The pages inside the room that a person may open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry: its words, its address, and whether it is the page one is on."""

    label: str
    url: str
    active: bool


PAGES = (
    ("Evaluations", "evaluations:list", "evaluations.view_evaluation"),
    ("To send", "evaluations:due", "evaluations.send_evaluation"),
    ("Follow-ups", "evaluations:follow_ups", "evaluations.send_evaluation"),
    ("Results", "evaluations:results", "evaluations.view_evaluation"),
    ("Your own", "evaluations:mine", "evaluations.answer_evaluation"),
)


def tabs(request: HttpRequest) -> list[Tab]:
    """Return the entries that the person may open."""
    held = [(label, reverse(name)) for label, name, permission in PAGES if request.user.has_perm(permission)]
    return [Tab(label, url, request.path == url) for label, url in held]


class Tabs:
    """Gives a page the room's sub-navigation."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entries."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"subnavigation": tabs(self.request)}
