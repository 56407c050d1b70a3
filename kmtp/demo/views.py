"""The demo's mailbox: every letter, so that its links can be clicked. It exists in the demo only."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.generic import DetailView, ListView

from kmtp.mail import delivery
from kmtp.mail.models import Letter


@method_decorator(login_not_required, name="dispatch")
class OnlyInTheDemo:
    """A page that does not exist anywhere else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say 404 outside the demo."""
        if not settings.DEMO:
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class Mailbox(OnlyInTheDemo, ListView):
    """Every letter, the newest first."""

    queryset = Letter.objects.defer("body", "calendar")
    paginate_by = 25
    template_name = "demo/mailbox.html"


class MailboxLetter(OnlyInTheDemo, DetailView):
    """One letter as its reader sees it."""

    queryset = Letter.objects.select_related("link")
    template_name = "demo/letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the text, cut where the link stands, and the address."""
        before, _, after = self.object.body.partition("{link}")
        address = delivery.address(self.object).removeprefix(settings.SITE_URL) if self.object.path else ""
        return super().get_context_data(before=before, after=after, address=address, **kwargs)
