"""What is asked about records of the register."""

from datetime import date
from typing import Any

from django.urls import reverse

from educators.models import Educator
from educators.todo.asking import Ask
from kmtp.partnership.front_page import Line

#: What fails a check, said of one person and of several.
SENTENCES = {
    "training": (
        "1 trainee has been on the register for two years without an award",
        "{} trainees have been on the register for two years without an award",
    ),
    "email": (
        "1 practice educator has no e-mail address, so no letter can be sent",
        "{} practice educators have no e-mail address, so no letter can be sent",
    ),
}


def asks(user: Any, today: date) -> list[Ask]:
    """Return at most two things about records that need looking at, uncounted."""
    if not user.has_perm("educators.change_educator"):
        return []
    here = Educator.objects.visible_to(user).active_on(today)
    rows = {
        "training": here.long_in_training(today),
        "email": here.without_email(),
    }
    return [check(name, rows[name]) for name in SENTENCES]


def check(name: str, rows: Any) -> Ask:
    """Return what is asked about records that fail one check."""
    one, many = SENTENCES[name]
    url = f"{reverse('educators:list')}?status=active&check={name}"
    return Ask(name, rows, one, many, url)


def own_lines(user: Any) -> list[Line]:
    """Return the line for a practice educator."""
    if not user.has_perm("educators.view_own_record"):
        return []
    return [Line("Check your record (2 minutes)", reverse("educators:mine"), asks=False)]
