"""The page that an invitation's link opens."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.generic import FormView

from kmtp.accounts import actions
from kmtp.accounts.forms import PasswordForm
from kmtp.accounts.models import Invitation
from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.personal import OnPersonalLink
from kmtp.partnership.models import Person

BACKEND = "kmtp.partnership.backends.RoleBackend"


class AcceptInvitation(OnPersonalLink, FormView):
    """Choose a password; opening the page changes nothing, so that a mail scanner does no harm."""

    template_name = "ui/form.html"
    form_class = PasswordForm
    invitation: Invitation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the invitation that the link is for."""
        super().setup(request, *args, **kwargs)
        link = links.find(kwargs["token"], purpose=actions.PURPOSE)
        self.invitation = Invitation.objects.select_related("organisation", "link").get(link=link)
        if self.invitation.accepted_at:
            raise Refused(
                "This invitation was taken up already. Sign in with your e-mail address.", status=410
            )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the person who will have the password."""
        person = Person(name=self.invitation.name, email=self.invitation.email)
        return super().get_form_kwargs() | {"person": person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say who is invited as what."""
        role = self.invitation.get_role_display().lower()
        where = f" at {self.invitation.organisation}" if self.invitation.organisation else ""
        lede = f"You are invited as {role}{where}. You will sign in with {self.invitation.email}."
        return super().get_context_data(heading="Choose a password", lede=lede, **kwargs)

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        """Make the sign-in and go on to the first page."""
        password = form.cleaned_data["password"]
        person = actions.accept(invitation=self.invitation, password=password, today=localdate())
        login(self.request, person, backend=BACKEND)
        messages.success(self.request, "Your sign-in is ready.")
        return redirect("home")
