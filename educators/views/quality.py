"""What is missing or stale in the register, counted, and the records behind each number."""

from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from educators.filters.quality import QualityFilters
from educators.models import Educator
from educators.quality import CHECKS
from educators.subnavigation import Tabs
from educators.tables.quality import MendTable
from kmtp.ui.views import Closed, ListPage

PERMISSION = "educators.change_educator"


def counted(people: QuerySet[Educator], day: date) -> list[dict[str, Any]]:
    """Return for each council and team how many records fail each check. One query."""
    numbers = {f"n{i}": Count("pk", filter=check.condition(day)) for i, check in enumerate(CHECKS.values())}
    grouped = people.order_by().values(where=F("council__short_name"), team_name=F("team__name"))
    rows: Any = grouped.annotate(**numbers).order_by("where", "team_name")
    return list(rows)


class Quality(Tabs, Closed, TemplateView):
    """The checks down, the councils across; then each team that has something to mend."""

    model = Educator
    permission = PERMISSION
    template_name = "educators/quality/quality.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the numbers."""
        today = localdate()
        rows = counted(self.get_queryset().active_on(today), today)  # type: ignore[attr-defined]
        councils = list(dict.fromkeys(row["where"] for row in rows))
        words = {
            "heading": "Data quality",
            "breadcrumbs": [("Practice educators", reverse("educators:list"))],
            "councils": councils,
            "checks": [
                (key, check.label, [sum_of(rows, i, council) for council in councils])
                for i, (key, check) in enumerate(CHECKS.items())
            ],
            "teams": teams_to_mend(rows),
        }
        return super().get_context_data(**kwargs) | words


def sum_of(rows: list[dict[str, Any]], number: int, council: str) -> tuple[str, int]:
    """Return the council and how many of its records fail one check."""
    return council, sum(row[f"n{number}"] for row in rows if row["where"] == council)


def teams_to_mend(rows: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """Return the teams with the most to mend first: council, team, how many failed checks."""
    sums = [
        (row["where"], row["team_name"], sum(row[f"n{i}"] for i in range(len(CHECKS))))
        for row in rows
        if row["team_name"]
    ]
    return sorted((row for row in sums if row[2]), key=lambda row: -row[2])


class Mend(Tabs, ListPage):
    """The active people whose records fail the chosen checks, each with the fix one click away."""

    model = Educator
    permission = PERMISSION
    table_class = MendTable
    filterset_class = QualityFilters
    noun = ("active record", "active records")
    empty_text = "Nobody active is on the register yet."

    def get_queryset(self) -> QuerySet[Educator]:
        """Return those who are active."""
        found: QuerySet[Educator] = super().get_queryset().active_on(localdate())  # type: ignore[attr-defined]
        return found.select_related("team", "council")

    def get_table(self, **kwargs: Any) -> Any:
        """Name the fix of the one check that is chosen."""
        chosen = self.filterset.chosen.get("check", [])
        return super().get_table(check=chosen[0] if len(chosen) == 1 else "", **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        crumbs = [("Data quality", reverse("educators:quality"))]
        return super().get_context_data(**kwargs) | {"breadcrumbs": crumbs}
