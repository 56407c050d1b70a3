"""What is asked about guidance."""

from datetime import date
from typing import Any

from django.urls import reverse

from educators.models import Adoption, GuideVersion
from educators.todo.asking import Ask


def asks(user: Any, today: date) -> list[Ask]:
    """Return what is asked of ``user``, uncounted."""
    found = [own(user)] if user.has_perm("educators.view_own_record") else []
    return found + ([waiting(user)] if user.has_perm("educators.issue_guidance") else [])


def own(user: Any) -> Ask:
    """Return what a practice educator has still to read."""
    return Ask(
        "unread_guidance",
        GuideVersion.objects.visible_to(user).in_force().unread_by(user.pk),
        "Read the partnership’s guidance (10 minutes)",
        "Read {} guides of the partnership (10 minutes each)",
        reverse("educators:guidance"),
    )


def waiting(user: Any) -> Ask:
    """Return the partners that were asked to adopt a guide and have not agreed yet."""
    submitted = Adoption.objects.visible_to(user).last_steps().filter(state=Adoption.State.SUBMITTED)
    return Ask(
        "adoption_waiting",
        submitted,
        "1 partner has not agreed yet to guidance that was submitted",
        "{} partners have not agreed yet to guidance that was submitted",
        reverse("educators:guidance"),
        asks=False,
    )
