"""The page that a letter's personal link opens: book or cancel with one click, without signing in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.views.generic import TemplateView

from forums import letters
from forums.actions import bookings as actions
from forums.forms import NeedsForm
from forums.models import Booking, Invitation
from forums.views.bookings import what_became_of
from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.actions import nudge
from kmtp.mail.personal import OnPersonalLink

INVITATIONS = Invitation.objects.select_related("forum__council", "educator__council", "link")


class OpenInvitation(OnPersonalLink, TemplateView):
    """Opening the page changes nothing, so that a mail scanner books no place; only a post does."""

    template_name = "forums/invitation.html"
    invitation: Invitation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the invitation that the link is for."""
        super().setup(request, *args, **kwargs)
        self.invitation = self._find(kwargs["token"])

    def _find(self, token: str) -> Invitation:
        found = INVITATIONS.filter(link=links.find(token, purpose=letters.PURPOSE)).first()
        if found is None:
            raise Refused("This link is not one of ours. Copy the whole link from the e-mail.", status=404)
        return found

    @property
    def booking(self) -> Booking | None:
        """Her booking, as it stands now."""
        mine = Booking.objects.current().filter(educator=self.invitation.educator)
        return mine.filter(forum=self.invitation.forum).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the forum, and what can be done."""
        forum = self.invitation.forum
        words = {
            "heading": str(forum),
            "forum": forum,
            "educator": self.invitation.educator,
            "booking": self.booking,
            "sessions": list(forum.sessions.select_related("organisation")),
            "left": max(actions.free_places(forum), 0),
            "takes_bookings": forum.takes_bookings_on(localdate()),
        }
        return super().get_context_data(**{"form": NeedsForm(), **words, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Book, or cancel; then show the same page with what became of it."""
        if request.POST.get("do") == "cancel":
            return self._done(self._cancel())
        form = NeedsForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._done(self._book(form.cleaned_data["access_needs"]))

    def _book(self, access_needs: str) -> str:
        booking = actions.book(
            forum=self.invitation.forum,
            educator=self.invitation.educator,
            by=None,
            now=now(),
            access_needs=access_needs,
        )
        return what_became_of(booking)

    def _cancel(self) -> str:
        booking = self.booking
        if booking is None:
            return "You have no place at this forum. You can book one while there are places."
        actions.give_up(booking=booking, by=None, now=now())
        what = "Your place is cancelled" if booking.is_place else "You are off the waiting list"
        return f"{what}. You can book again while there are places."

    def _done(self, sentence: str) -> HttpResponse:
        nudge()
        messages.success(self.request, sentence)
        return redirect(self.request.path)
