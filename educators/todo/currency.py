"""What is asked about currency."""

from datetime import date
from typing import Any

from django.urls import reverse

from educators.filters.currency import lapses_within, registration_is_due, with_last_day
from educators.models import Educator, ReturnPlan
from educators.todo.asking import Ask


def asks(user: Any, today: date) -> list[Ask]:
    """Return what is asked of ``user``, uncounted."""
    if not user.has_perm("educators.change_educator"):
        return []
    return [about_registrations(user, today), about_lapses(user, today), about_plans(user, today)]


def about_registrations(user: Any, today: date) -> Ask:
    """Return the registrations that are to be looked up."""
    rows = Educator.objects.visible_to(user).active_on(today).filter(registration_is_due(today))
    one = "1 registration is to be looked up on the public register"
    many = "{} registrations are to be looked up on the public register"
    return Ask("registrations_due", rows, one, many, reverse("educators:registration"), urgent=True)


def about_lapses(user: Any, today: date) -> Ask:
    """Return those who lapse within three months unless they practise."""
    active = Educator.objects.visible_to(user).active_on(today)
    rows = with_last_day(active.for_the_register(today))
    one = "1 practice educator lapses within three months"
    many = "{} practice educators lapse within three months"
    url = f"{reverse('educators:currency')}?lapses=3"
    return Ask("lapses_soon", rows.filter(lapses_within(["3"])), one, many, url)


def about_plans(user: Any, today: date) -> Ask:
    """Return the return plans whose day of review has come."""
    rows = ReturnPlan.objects.visible_to(user).to_review(today)
    url = f"{reverse('educators:return_plans')}?due=review"
    return Ask("plans_to_review", rows, "1 return plan to review", "{} return plans to review", url)
