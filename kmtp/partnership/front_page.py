"""What an area hands to the first page: lines that need somebody, and figures of the year, still uncounted.

An area has ``todo.lines(user, today)`` and may have ``glance.figures(user, today)``; ``kmtp.home`` gathers them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from kmtp.partnership import access
from kmtp.partnership.models import Person

#: Who may read figures of a council may read the year at a glance.
SEES_FIGURES = "reports.view_report"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the first page: a sentence that leads to the list it speaks of.

    ``asks`` is false for what is only good to know; ``urgent`` puts a line before those of every other area.
    """

    sentence: str
    url: str
    urgent: bool = False
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Glance:
    """One figure of the year: the rows to count now and a year earlier, and where they are listed.

    With ``out_of`` the figure is a share of those rows, in per cent. The list opens to whoever holds
    ``permission``; others are led to the reports.
    """

    label: str
    now: QuerySet[Any]
    before: QuerySet[Any]
    before_label: str
    url: str
    permission: str
    out_of: tuple[QuerySet[Any], QuerySet[Any]] | None = None


class _Number(Subquery):
    """How many rows a query has, as one value."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


def numbers(user: Any, **rows: QuerySet[Any]) -> dict[str, int]:
    """Return how many rows each query has. One query for all of them: the page waits once, not for each."""
    # The letter in front keeps a name from being taken for a field of the person.
    counts = {f"n_{name}": _Number(found.order_by().values("pk")) for name, found in rows.items()}
    row: Any = Person.objects.filter(pk=user.pk).order_by().values(**counts).get()
    return {name.removeprefix("n_"): number for name, number in row.items()}


def reach(user: Any, path: str = "council") -> Any:
    """Return the condition that a row belongs to a council whose figures ``user`` may read."""
    return access.within(user, SEES_FIGURES, path)


def year_before(day: date) -> date:
    """Return the same day a year earlier; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
