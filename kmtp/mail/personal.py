"""The pages that a personal link opens, without an account.

Such a page sends its address nowhere (``Referrer-Policy: no-referrer``), for the address is a key. Browsers then
post its form with ``Origin: null``, which Django refuses before it looks at the form's token. Here "null" is
taken for unknown and the token alone decides. That costs little: whoever would forge such a post needs the link.
"""

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware, method_decorator
from django.views.decorators.csrf import csrf_exempt


class TokenDecides(CsrfViewMiddleware):
    """Django's check, without the origin when the browser keeps it to itself."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META["HTTP_ORIGIN"] == "null":
            return True
        # Private to Django, but the only place where the origin alone is decided; the tests hold it.
        return bool(super()._origin_verified(request))  # type: ignore[misc]


token_decides = decorator_from_middleware(TokenDecides)


@method_decorator([login_not_required, csrf_exempt], name="dispatch")
class OnPersonalLink:
    """A page that whoever has the link may open. It keeps its address to itself and is kept by nobody.

    What it refuses is answered elsewhere, with the same headers (kmtp.ui.middleware).
    """

    own_headers: ClassVar[dict[str, str]] = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the form's token, then answer."""
        answer: HttpResponseBase = token_decides(super().dispatch)(request, *args, **kwargs)  # type: ignore[misc]
        for name, value in self.own_headers.items():
            answer.headers[name] = value
        return answer
