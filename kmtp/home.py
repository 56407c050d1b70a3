"""The first page of each role, search, and the three pages that anybody may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.generic import TemplateView

import educators.glance
import educators.todo
import evaluations.todo
import forums.glance
import forums.todo
import kmtp.accounts.todo
import kmtp.mail.todo
import placements.glance
import placements.todo
import time_audit.todo
from kmtp.figures import share
from kmtp.partnership import access
from kmtp.partnership.access import Role
from kmtp.partnership.front_page import SEES_FIGURES, Glance, Line, numbers
from kmtp.reports.models import Report

#: Within the same urgency the lines stand in the order of these areas.
TO_DO = (
    placements.todo.lines,
    evaluations.todo.lines,
    forums.todo.lines,
    time_audit.todo.lines,
    educators.todo.lines,
    kmtp.accounts.todo.lines,
    kmtp.mail.todo.lines,
)
GLANCES = (placements.glance.figures, educators.glance.figures, forums.glance.figures)
#: More than this nobody reads at once; the others wait behind "and 2 more".
MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure of the year as the page shows it."""

    label: str
    value: str
    before: str
    url: str


class Home(TemplateView):
    """What needs this person today, over all areas that their roles may open; the year at a glance beneath."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines, and the figures for those who may read them."""
        user, today = self.request.user, localdate()
        roles = access.roles(user)
        found = [line for lines in TO_DO for line in lines(user, today)]
        asked = most_urgent_first(line for line in found if line.asks)
        return super().get_context_data(
            roles=roles,
            lines=asked[:MOST_LINES],
            more=asked[MOST_LINES:],
            known=[line for line in found if not line.asks],
            known_heading=known_heading(roles),
            figures=at_a_glance(user, today) if access.grants(user, SEES_FIGURES) else [],
            report=latest_report(user) if Role.MANAGER in roles else None,
            may_build=Role.MANAGER in roles and user.has_perm("reports.build_report"),
            **kwargs,
        )


def most_urgent_first(lines: Iterable[Line]) -> list[Line]:
    """Return the urgent lines of every area before the others, otherwise as they came."""
    return sorted(lines, key=lambda line: not line.urgent)


def known_heading(roles: Iterable[Role]) -> str:
    """Return what stands above the lines that ask for nothing."""
    return "Your students, forum and record" if set(roles) == {Role.EDUCATOR} else "Good to know"


def at_a_glance(user: Any, today: date) -> list[Shown]:
    """Return the figures of the year. One query, however many figures and areas."""
    found = [figure for figures in GLANCES for figure in figures(user, today)]
    rows = {f"{part}_{place}": each for place, figure in enumerate(found) for part, each in counted(figure)}
    counts = numbers(user, **rows)
    return [shown(user, figure, place, counts) for place, figure in enumerate(found)]


def counted(figure: Glance) -> list[tuple[str, Any]]:
    """Return the queries of a figure, each with the name of its part."""
    parts = [("now", figure.now), ("before", figure.before)]
    whole = zip(("whole_now", "whole_before"), figure.out_of or (), strict=False)
    return parts + list(whole)


def shown(user: Any, figure: Glance, place: int, counts: dict[str, int]) -> Shown:
    """Return a figure in words; whoever may not open its list is led to the reports."""
    now, before = (
        in_words(counts[f"{when}_{place}"], counts.get(f"whole_{when}_{place}")) for when in ("now", "before")
    )
    url = figure.url if user.has_perm(figure.permission) else reverse("reports:list")
    return Shown(figure.label, now, f"{before} {figure.before_label}", url)


def in_words(number: int, whole: int | None) -> str:
    """Return a number, or its share of the whole."""
    return f"{number:,}" if whole is None else share(number, whole)


def latest_report(user: Any) -> Report | None:
    """Return the report of the user's own council that was built last. One query."""
    own = Report.objects.filter(access.within(user, "reports.view_report", "organisation"))
    ready = own.filter(state=Report.State.READY).select_related("organisation").defer("body", "figures")
    return ready.order_by("-built_at").first()


class Search(TemplateView):
    """One search over what the person may see."""

    template_name = "search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words that were typed."""
        return super().get_context_data(words=self.request.GET.get("q", "").strip()[:100], **kwargs)


@method_decorator(login_not_required, name="dispatch")
class Help(TemplateView):
    """How to do the common things."""

    template_name = "pages/help.html"


@method_decorator(login_not_required, name="dispatch")
class Privacy(TemplateView):
    """What is kept, why and for how long."""

    template_name = "pages/privacy.html"


@method_decorator(login_not_required, name="dispatch")
class Accessibility(TemplateView):
    """The accessibility statement."""

    template_name = "pages/accessibility.html"
