"""The year at a glance: how many practice educators with an award, and how many of them at Stage 2."""

from datetime import date
from typing import Any

from django.urls import reverse

from educators.models import Educator
from kmtp.partnership.front_page import Glance, reach, year_before

LIST = "educators.view_educator"


def figures(user: Any, today: date) -> list[Glance]:
    """Return the figures of the register, uncounted."""
    days = (today, year_before(today))
    people, people_before = (register_on(user, day) for day in days)
    full, full_before = (register_on(user, day).at_stage_2_on(day) for day in days)
    url = reverse("educators:list")
    ago = "a year ago"
    qualified = "?stage=stage-1&stage=stage-2&status=active&status=on-break"
    stage_2 = "?stage=stage-2&status=active&status=on-break"
    share = (people, people_before)
    return [
        Glance("Practice educators with an award", people, people_before, ago, url + qualified, LIST),
        Glance("Qualified to Stage 2", full, full_before, ago, url + stage_2, LIST, share),
    ]


def register_on(user: Any, day: date) -> Any:
    """Return those on the register with an award on ``day``, where ``user`` may read figures."""
    return Educator.objects.filter(reach(user)).on_the_register_on(day).qualified_on(day)
