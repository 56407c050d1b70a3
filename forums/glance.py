"""The year at a glance: how many forums were held."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from forums.models import Forum
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.front_page import Glance, reach


def figures(user: Any, today: date) -> list[Glance]:
    """Return the figure of forums, uncounted: a council's own and the joint ones."""
    year = AcademicYear.of(today)
    held = Forum.objects.filter(reach(user) | Q(council__isnull=True)).held()
    now, before = held.in_year(year), held.in_year(year.previous)
    url = reverse("forums:list") + "?state=held"
    return [Glance(f"Forums held in {year}", now, before, f"in {year.previous}", url, "forums.view_forum")]
