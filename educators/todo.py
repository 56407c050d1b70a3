"""What the register asks of whoever is signed in, for the first page."""

from datetime import date
from typing import Any

from django.urls import reverse

from educators.models import Educator
from kmtp.partnership.front_page import Line, numbers

#: What fails a check, said of one person and of several.
SENTENCES = {
    "registration": (
        "Check the registration of 1 practice educator: it has passed or is not known",
        "Check the registration of {} practice educators: it has passed or is not known",
    ),
    "training": (
        "1 trainee has been on the register for two years without an award",
        "{} trainees have been on the register for two years without an award",
    ),
    "email": (
        "1 practice educator has no e-mail address, so no letter can be sent",
        "{} practice educators have no e-mail address, so no letter can be sent",
    ),
}


def lines(user: Any, today: date) -> list[Line]:
    """Return the lines for the roles of ``user``."""
    found = faculty_lines(user, today) if user.has_perm("educators.change_educator") else []
    return found + (own_lines() if user.has_perm("educators.view_own_record") else [])


def faculty_lines(user: Any, today: date) -> list[Line]:
    """Return at most three lines about records that need looking at. One query."""
    here = Educator.objects.visible_to(user).active_on(today)
    found = numbers(
        user,
        registration=here.registration_to_check(today),
        training=here.long_in_training(today),
        email=here.without_email(),
    )
    return [check_line(check, found[check]) for check in SENTENCES if found[check]]


def check_line(check: str, count: int) -> Line:
    """Return the line about ``count`` records that fail one check."""
    one, many = SENTENCES[check]
    url = f"{reverse('educators:list')}?status=active&check={check}"
    return Line(one if count == 1 else many.format(f"{count:,}"), url, urgent=check == "registration")


def own_lines() -> list[Line]:
    """Return the line for a practice educator."""
    return [Line("Check your record (2 minutes)", reverse("educators:mine"), asks=False)]
