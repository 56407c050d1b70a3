"""Every change that a request makes carries the person who made it."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Trail:
    """Open a line of the trail for each request that may change something; addresses are left out of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its person noted."""
        if request.method in READS:
            return self.get_response(request)
        with pghistory.context(by=request.user.pk, browser=True):
            return self.get_response(request)
