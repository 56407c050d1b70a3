"""What people did with their awards: by academic year and kind, and as a list."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.utils.timezone import localdate

from educators.filters.currency import ActivityFilters
from educators.models import Activity
from educators.subnavigation import Tabs
from educators.tables.currency import ActivityTable
from kmtp.figures import Row, Table
from kmtp.partnership.academic_year import AcademicYear
from kmtp.ui.views import ListPage

#: How many academic years the figures look back on, this one included.
YEARS = 5
MANAGERS = Q(educator__post__icontains="manager")


class Activities(Tabs, ListPage):
    """Every activity, with the figures of each academic year above the list."""

    model = Activity
    permission = "educators.view_educator"
    template_name = "educators/activities.html"
    table_class = ActivityTable
    filterset_class = ActivityFilters
    noun = ("activity", "activities")
    empty_text = "No activity is recorded. Record what somebody does on their record."

    def get_queryset(self) -> QuerySet[Activity]:
        """Add whose it is."""
        found: QuerySet[Activity] = super().get_queryset()
        return found.select_related("educator__council", "educator__team")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count by year and kind, as the filters have it."""
        rows = counted(self.object_list, self.years())
        tables = [by_kind(rows), managers(rows)] if rows else []
        return super().get_context_data(**kwargs) | {"tables": tables}

    def years(self) -> list[AcademicYear]:
        """Return the years that the address names, or the last five."""
        chosen = self.filterset.chosen.get("year")
        return [AcademicYear.parse(text) for text in chosen] if chosen else last_years()


def last_years() -> list[AcademicYear]:
    """Return this academic year and those before it, the newest first."""
    this = AcademicYear.of(localdate()).start
    return [AcademicYear(start) for start in range(this, this - YEARS, -1)]


def counted(rows: Any, years: list[AcademicYear]) -> list[dict[str, Any]]:
    """Return people, activities and managers for each year and kind. One query."""
    plain = rows.order_by().select_related(None)
    first, *others = (_of_year(plain, year) for year in years)
    return list(first.union(*others, all=True) if others else first)


def _of_year(rows: Any, year: AcademicYear) -> Any:
    people = Count("educator", distinct=True)
    return (
        rows.in_year(year)
        .values("kind")
        .annotate(
            year=Value(str(year)),
            people=people,
            number=Count("pk"),
            managers=Count("educator", distinct=True, filter=MANAGERS),
        )
    )


def by_kind(rows: list[dict[str, Any]]) -> Table:
    """Return a row for each kind and a column for each year: people, and activities where there are more."""
    years = sorted({row["year"] for row in rows}, reverse=True)
    found = {(row["kind"], row["year"]): row for row in rows}
    lines = [
        Row((label, *(_people(found.get((kind, year))) for year in years)))
        for kind, label in Activity.Kind.choices
    ]
    return Table(
        "People by kind of work and academic year (activities in brackets)", ("", *years), tuple(lines)
    )


def _people(row: dict[str, Any] | None) -> str:
    return f"{row['people']:,} ({row['number']:,})" if row else "0"


def managers(rows: list[dict[str, Any]]) -> Table:
    """Return the share of managers among those who assess an ASYE year, beside those who teach a student."""
    years = sorted({row["year"] for row in rows}, reverse=True)
    found = {(row["kind"], row["year"]): row for row in rows}
    words = {"asye": "ASYE assessors who are managers", "student": "Educators of a student who are managers"}
    lines = [
        Row((label, *(_share(found.get((kind, year))) for year in years))) for kind, label in words.items()
    ]
    return Table("Managers among assessors", ("", *years), tuple(lines))


def _share(row: dict[str, Any] | None) -> str:
    return f"{row['managers']:,} of {row['people']:,}" if row else "none of 0"
