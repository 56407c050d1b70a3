"""How allauth behaves here: nobody signs up unasked, and its letters go through the outbox."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string

from kmtp.mail.actions import nudge, post


class InvitationOnly(DefaultAccountAdapter):
    """Accounts start from an invitation, never from the sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account starts from an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put allauth's letters (sign-in codes, password resets) into the outbox."""
        context = {"email": email, "current_site": {"name": "KMTP"}, **context}
        subject = render_to_string(f"{template_prefix}_subject.txt", context).strip()
        text = render_to_string(f"{template_prefix}_message.txt", context)
        key = f"account-{uuid.uuid4()}"
        post(key=key, kind="account", to=email, subject=subject, context={"text": text}, organisation=None)
        nudge()


class InvitedSingleSignOn(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that were linked by their owner; an e-mail address alone links nothing."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say no: the account must exist, and its owner must have linked it."""
        return False
