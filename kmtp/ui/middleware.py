"""What a person sees when the rules refuse what they asked for, and the line for each file that is taken away."""

import logging
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kmtp.audit import Refused

log = logging.getLogger(__name__)


class Downloads:
    """Writes one line for every file that is taken away (safeguard R34): which, by whom, how many rows.

    It stands around all pages, so that no page of a file can forget it. A list says how many rows it sends; other
    files, such as a report, have none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and note a file in the answer."""
        response = self.get_response(request)
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            rows = getattr(response, "rows", None)
            log.info("export path=%s person=%s rows=%s", request.path, request.user.pk, rows)
        return response


class Refusals:
    """Turns ``Refused`` into a page with its sentence, so that no view needs its own try/except."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; every other exception goes its way."""
        if not isinstance(exception, Refused):
            return None
        words, url = exception.way_on or ("Go back", page_before(request))
        context = {"sentence": str(exception), "back_url": url, "back_words": words}
        answer = render(request, "409.html", context, status=exception.status)
        for name, value in own_headers(request).items():
            answer.headers[name] = value
        return answer


def own_headers(request: HttpRequest) -> Mapping[str, str]:
    """Return the headers that the page which refused would have given, such as that of a personal link."""
    view = getattr(request.resolver_match, "func", None)
    found: Mapping[str, str] = getattr(getattr(view, "view_class", None), "own_headers", {})
    return found


def page_before(request: HttpRequest) -> str:
    """Return the path of the page that the request came from, "/" when it was not one of ours."""
    before = urlsplit(request.headers.get("Referer", ""))
    path = before.path if before.netloc == request.get_host() else ""
    # Two slashes would lead to another site.
    safe = path.startswith("/") and not path.startswith("//")
    return f"{path}?{before.query}" if safe and before.query else path if safe else "/"
