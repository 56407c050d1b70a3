"""What the time audit asks of whoever is signed in, for the first page."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.front_page import Line
from time_audit import grids, hours
from time_audit.models import Audit, Participant

SOON = timedelta(days=7)


def lines(user: Any, today: date) -> list[Line]:
    """Say which weeks are to fill in, and which are missing in the audits one looks after."""
    return [*own_lines(user, today), *faculty_lines(user, today)]


def own_lines(user: Any, today: date) -> list[Line]:
    """Return what is asked of a practice educator: her blank weeks, this week's from Friday on. Two queries."""
    if not access.grants(user, "time_audit.log_time"):
        return []
    own = Participant.objects.own_of(user).filter(audit__state="running")
    parts = grids.lines(own.select_related("audit", "placement", "educator"), today=today)
    due = [(part, cell) for part in parts for cell in part.due(today)]
    return [_own_line([cell for _, cell in due], _locks_soon(due, today))] if due else []


def _locks_soon(due: list[tuple[grids.Line, grids.Cell]], today: date) -> bool:
    return any(part.participant.span.locks_on(cell.monday) <= today + SOON for part, cell in due)


def _own_line(cells: list[grids.Cell], urgent: bool) -> Line:
    if len(cells) == 1:
        return Line("Fill in your week (2 minutes)", cells[0].url, urgent)
    return Line(
        f"Fill in {len(cells)} weeks of your time log (2 minutes each)", reverse("time_audit:mine"), urgent
    )


def faculty_lines(user: Any, today: date) -> Iterator[Line]:
    """Yield a line for each running audit with missing weeks: how many, and the coverage. One query."""
    if not access.grants(user, "time_audit.view_audit"):
        return
    for audit, people in groupby(_with_returned(user, today), key=lambda one: one.audit):
        counted = [_counted(one, today) for one in people]
        expected, returned = (sum(numbers) for numbers in zip(*counted, strict=True))
        if returned < expected:
            yield _missing(audit, expected - returned, hours.percentage(returned, expected))


def _with_returned(user: Any, today: date) -> Any:
    """Return who takes part in the running audits, with the Mondays of the weeks that each sent in."""
    running = Audit.objects.visible_to(user).running_on(today)
    people = Participant.objects.visible_to(user).filter(audit__in=running.order_by().values("pk"))
    sent = ArrayAgg("weeks__week_starts_on", filter=Q(weeks__submitted_at__isnull=False), default=[])
    rows = people.select_related("audit", "placement").annotate(sent=sent)
    return rows.order_by("-audit__starts_on", "audit", "pk")


def _counted(one: Any, today: date) -> tuple[int, int]:
    """Return how many weeks are expected by now and how many came; a week sent early is expected too."""
    returned = set(one.sent) & set(one.span.weeks())
    return len(returned | set(one.span.elapsed(today))), len(returned)


def _missing(audit: Audit, missing: int, coverage: Any) -> Line:
    weeks = "1 week is" if missing == 1 else f"{missing} weeks are"
    return Line(f"{weeks} missing in “{audit}”: {coverage} % returned so far", audit.get_absolute_url())
