"""The pages inside a room that a person may open."""

from collections.abc import Mapping, Sequence
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


Pages = Sequence[tuple[str, str, str]]


def tabs(
    pages: Pages, request: HttpRequest, beside: Mapping[str, Pages] | None = None
) -> tuple[list[Tab], list[Tab]]:
    """Return the entries of ``pages`` (label, name of the route, permission) that the person may open.

    None when there is only one. The page one is on belongs to the entry whose address, or the address of a page
    ``beside`` it, it continues furthest; the second list is that entry with the pages beside it.
    """
    rows = {
        route: _held(((label, route, needed), *(beside or {}).get(route, ())), request)
        for label, route, needed in pages
    }
    held = [row[0] for row in rows.values() if row]
    if len(held) < 2:
        return [], []
    urls = {url: row for row in rows.values() for _, url in row}
    here = max((url for url in urls if request.path.startswith(url)), key=len, default="")
    row = urls.get(here, [])
    near = [Tab(label, url, url == here) for label, url in row] if len(row) > 1 else []
    return [Tab(label, url, (label, url) in row[:1]) for label, url in held], near


def _held(pages: Pages, request: HttpRequest) -> list[tuple[str, str]]:
    """Return the pages that the person may open; none when the first is closed."""
    may = [request.user.has_perm(needed) for _, _, needed in pages]
    return (
        [(label, reverse(route)) for (label, route, _), ok in zip(pages, may, strict=True) if ok]
        if may[0]
        else []
    )


class Tabs:
    """Gives a page its room's sub-navigation; a room says which ``pages``, and which stand ``beside`` one."""

    request: Any
    pages: Pages
    beside: Mapping[str, Pages] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entries."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        first, near = tabs(self.pages, self.request, self.beside)
        return context | {"subnavigation": first, "subnavigation_near": near}
