"""The pages inside a room that a person may open."""

from collections.abc import Sequence
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


def tabs(pages: Sequence[tuple[str, str, str]], request: HttpRequest) -> list[Tab]:
    """Return the entries of ``pages`` (label, name of the route, permission) that the person may open.

    None when there is only one. The page one is on belongs to the entry whose address it continues furthest.
    """
    held = [(label, reverse(name)) for label, name, permission in pages if request.user.has_perm(permission)]
    if len(held) < 2:
        return []
    here = max((url for _, url in held if request.path.startswith(url)), key=len, default="")
    return [Tab(label, url, url == here) for label, url in held]


class Tabs:
    """Gives a page its room's sub-navigation; a room says which ``pages``."""

    request: HttpRequest
    pages: Sequence[tuple[str, str, str]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entries."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"subnavigation": tabs(self.pages, self.request)}
