"""What is asked about recruitment."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from educators.models import Application, Panel
from educators.todo.asking import Ask


def asks(user: Any, today: date) -> list[Ask]:
    """Return what is asked of ``user``, uncounted."""
    if not user.has_perm("educators.run_recruitment"):
        return []
    return [*about_applications(user, today), about_panels(user, today)]


def about_applications(user: Any, today: date) -> list[Ask]:
    """Return what waits: for a shortlist, for a line manager, for an answer to an offer."""
    here, listed = Application.objects.visible_to(user), reverse("educators:applications")
    waiting = here.in_state("submitted").filter(manager_asked_on__lt=today - timedelta(days=7))
    return [
        Ask(
            "applications_to_shortlist",
            here.in_state("supported"),
            "1 application to shortlist",
            "{} applications to shortlist",
            f"{listed}?state=supported",
        ),
        Ask(
            "applications_at_managers",
            waiting,
            "1 application has waited for a line manager for more than a week",
            "{} applications have waited for a line manager for more than a week",
            f"{listed}?waiting=manager",
        ),
        Ask(
            "offers_unanswered",
            here.in_state("offered"),
            "1 offer of a place is not answered yet",
            "{} offers of a place are not answered yet",
            f"{listed}?state=offered",
            asks=False,
        ),
    ]


def about_panels(user: Any, today: date) -> Ask:
    """Return the panels of the next fortnight that nobody from the provider sits on."""
    soon = Panel.objects.visible_to(user).between(today, today + timedelta(days=14))
    one = "1 panel in the next fortnight has nobody from the programme provider"
    many = "{} panels in the next fortnight have nobody from the programme provider"
    url = f"{reverse('educators:panels')}?todo=provider"
    return Ask("panels_without_provider", soon.without_a_provider(), one, many, url, urgent=True)
