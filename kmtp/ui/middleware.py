"""What a person sees when the rules refuse what they asked for."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kmtp.audit import Refused


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
        context = {"sentence": str(exception), "back_url": page_before(request)}
        return render(request, "409.html", context, status=exception.status)


def page_before(request: HttpRequest) -> str:
    """Return the path of the page that the request came from, "/" when it was not one of ours."""
    before = urlsplit(request.headers.get("Referer", ""))
    path = before.path if before.netloc == request.get_host() else ""
    # Two slashes would lead to another site.
    safe = path.startswith("/") and not path.startswith("//")
    return f"{path}?{before.query}" if safe and before.query else path if safe else "/"
