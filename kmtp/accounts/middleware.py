"""Two locks on every page: nothing is kept by the browser, and powerful roles have a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kmtp.partnership import access

Layer = Callable[[HttpRequest], HttpResponse]


class PrivateByDefault:
    """No browser or proxy keeps a page that somebody had to sign in for."""

    def __init__(self, get_response: Layer) -> None:
        """Wrap the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer as not to be stored."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class SecondFactor:
    """Coordinators, leads, managers and administrators set up a second factor before anything else."""

    def __init__(self, get_response: Layer) -> None:
        """Wrap the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send those without a second factor to the page where they set one up."""
        if self.is_missing(request):
            messages.warning(request, "Your role needs a second factor. Set one up to go on.")
            return redirect("mfa_index")
        return self.get_response(request)

    def is_missing(self, request: HttpRequest) -> bool:
        """Say whether this person's role asks for a second factor that is not there yet."""
        if not settings.SECOND_FACTOR_REQUIRED or request.path.startswith(("/accounts/", "/static/")):
            return False
        return bool(access.roles(request.user) & set(access.SECOND_FACTOR)) and not is_mfa_enabled(
            request.user
        )
