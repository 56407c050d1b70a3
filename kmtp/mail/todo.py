"""What the outbox asks of whoever is signed in, for the first page."""

from datetime import date
from typing import Any

from django.urls import reverse

from kmtp.mail.models import Letter
from kmtp.partnership.front_page import Line


def lines(user: Any, today: date) -> list[Line]:
    """Say how many letters could not be sent. One query."""
    if not user.has_perm("mail.view_letter"):
        return []
    failed = Letter.objects.visible_to(user).failed().count()
    words = "1 letter" if failed == 1 else f"{failed:,} letters"
    url = reverse("mail:list") + "?state=failed"
    return [Line(f"{words} could not be sent", url, urgent=True)] if failed else []
