"""The days of the placements that started in the year: as planned, and as logged and confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from kmtp.figures import Definition, Figure, Row, Table, Value, share
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from placements.annual_report import started
from placements.models import Day

LENGTHS = {
    started.FINAL: "Final, 100 days",
    started.FIRST: "First, 70 days",
    started.READINESS: "Shadowing, 2 to 5 days",
}


@dataclass(frozen=True, slots=True)
class Days:
    """What started, and the confirmed days by year and kind. A year in which nobody logged any has none known."""

    counted: started.Counted
    confirmed: dict[tuple[int, str], Decimal]

    @property
    def knows_confirmed(self) -> bool:
        """Whether days of either year were confirmed."""
        return bool(self.confirmed)

    def number(self, year: int, kind: str = "") -> int | None:
        """Return how many placements of a kind, or of all, started; nothing when that year is not recorded."""
        return sum(line.number for line in self._lines(year, kind)) if self._is_known(year) else None

    def planned(self, year: int, kind: str = "") -> int | None:
        """Return how many days were planned."""
        return sum(line.days for line in self._lines(year, kind)) if self._is_known(year) else None

    def done(self, year: int, kind: str = "") -> Decimal | None:
        """Return how many days were confirmed."""
        of_year = {one: days for (start, one), days in self.confirmed.items() if start == year}
        return (
            sum((days for one, days in of_year.items() if kind in ("", one)), Decimal()) if of_year else None
        )

    def _is_known(self, year: int) -> bool:
        return year == self.counted.year or self.counted.knows_last_year

    def _lines(self, year: int, kind: str) -> list[started.Line]:
        return [line for line in self.counted.lines if line.year == year and kind in ("", line.kind)]


def count(counted: started.Counted, year: AcademicYear, council: Organisation | None) -> Days:
    """Count the confirmed days. One query."""
    placements = started.with_year(year, council)
    rows = Day.objects.confirmed().filter(what=Day.What.PLACEMENT, placement__in=placements.values("pk"))
    dated = started.dated(rows, year, "placement__starts_on")
    found = dated.values_list("start", "placement__kind").annotate(sum=Sum("amount"))
    return Days(counted, {(start, kind): days for start, kind, days in found})


def figures(days: Days) -> Iterator[Figure]:
    """Yield the days as planned and as confirmed."""
    year = days.counted.year
    yield Figure(
        "days-planned",
        "Placement days planned",
        days.planned(year),
        Definition(
            "The days of every placement that started in the year, as agreed when it was made; skills days aside."
        ),
        last_year=days.planned(year - 1),
    )
    if days.knows_confirmed:
        yield confirmed(days)


def confirmed(days: Days) -> Figure:
    """Return the days that were confirmed, and their share of those planned."""
    year = days.counted.year
    return Figure(
        "days-confirmed",
        "Placement days confirmed",
        days.done(year),
        Definition(
            "Days of these placements that a student logged and somebody on site confirmed; halves count as such."
        ),
        last_year=days.done(year - 1),
        note=""
        if days.done(year) is None
        else f"{share(days.done(year), days.planned(year))} of those planned.",
    )


def table(days: Days) -> Table:
    """Return placements and days by length; confirmed days when there are any."""
    rows = [Row((LENGTHS[kind], *_cells(days, kind))) for kind in LENGTHS if _has(days, kind)]
    head = ("This year", "Last year", "Days planned", "Last year", "Days confirmed", "Last year")
    return Table(
        "Placements and their days, by length",
        ("Length", *(head if days.knows_confirmed else head[:4])),
        (*rows, Row(("All", *_cells(days, "")), is_total=True)),
    )


def _has(days: Days, kind: str) -> bool:
    return any(days.number(year, kind) for year in (days.counted.year, days.counted.year - 1))


def _cells(days: Days, kind: str) -> list[Value]:
    years = (days.counted.year, days.counted.year - 1)
    counts = (days.number, days.planned, days.done)
    return [of(year, kind) for of in counts[: 3 if days.knows_confirmed else 2] for year in years]
