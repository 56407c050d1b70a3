"""How long students travelled, as the allocation reckons it: from the first half of a postcode to the team's."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from kmtp.figures import PERCENT, SMALLEST_CELL, Definition, Figure, percentage
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, Postcode
from placements.annual_report import started
from placements.annual_report.small import is_safe
from placements.gathering import homes_of, travel_on
from placements.matching.terms import LONG_JOURNEY
from placements.matching.travel import Point
from placements.models import Student

#: How journeys are reckoned.
NOTE = (
    "Journeys are reckoned as the crow flies, by the partnership’s setting for drivers and for others at the end of "
    "the year; both years by the same one."
)
#: How many placements had each journey, in minutes one way.
Minutes = dict[int, int]


@dataclass(frozen=True, slots=True)
class Journeys:
    """The journeys of each year, by its first year."""

    year: int
    minutes: dict[int, Minutes]

    def number(self, year: int) -> int:
        """Return of how many placements the journey is known."""
        return sum(self.minutes.get(year, {}).values())

    def mean(self, year: int) -> Decimal | None:
        """Return the mean; nothing for fewer than five."""
        found, number = self.minutes.get(year, {}), self.number(year)
        total = sum(minutes * times for minutes, times in found.items())
        return Decimal(total) / number if number >= SMALLEST_CELL else None

    def long(self, year: int) -> Decimal | None:
        """Return the share of journeys beyond an hour; nothing when it would point at somebody."""
        beyond = sum(times for minutes, times in self.minutes.get(year, {}).items() if minutes > LONG_JOURNEY)
        rest = self.number(year) - beyond
        return percentage(beyond, self.number(year)) if is_safe(beyond, rest) else None


def count(year: AcademicYear, council: Organisation | None) -> Journeys:
    """Reckon the journeys of first and final placements. Five queries."""
    rows = _from_and_to(started.with_year(year, council).exclude(kind=started.READINESS))
    homes, teams = homes_of({row[1] for row in rows}), _points({row[3] for row in rows})
    travel = travel_on(min(year.ends_on, localdate()))
    found: dict[int, Minutes] = defaultdict(lambda: defaultdict(int))
    for (start, outward, drives, code), number in rows.items():
        if outward in homes and code in teams:
            found[start][travel.minutes(homes[outward], teams[code], drives=drives)] += number
    return Journeys(year.start, found)


def _from_and_to(assessed: Any) -> Counter[tuple[int, str, bool, str]]:
    """Return how many placements each year has by home, by whether the student drives, and by the team's postcode.

    Students of a year lie together, so their keys find them on a few pages, where a join would seek each by itself
    among the students of all years. Two queries.
    """
    placed = list(assessed.values_list("start", "student_id", "team__postcode"))
    students = Student.objects.filter(pk__in={student for _, student, _ in placed})
    homes = {pk: home for pk, *home in students.values_list("pk", "outward_postcode", "is_driver")}
    return Counter((start, *homes[student], code) for start, student, code in placed)


def _points(codes: set[str]) -> dict[str, Point]:
    rows = Postcode.objects.filter(code__in=codes).values_list("code", "easting", "northing")
    return {code: Point(easting, northing) for code, easting, northing in rows}


def figures(found: Journeys) -> Iterator[Figure]:
    """Yield the mean journey, and how many were long."""
    year = found.year
    yield Figure(
        "travel",
        "Travel to the placement, mean",
        found.mean(year),
        Definition(
            "Minutes one way from the middle of the first half of the student’s postcode to the team, over the first "
            "and final placements that started in the year and of which both are known."
        ),
        "minutes",
        found.mean(year - 1),
        note=f"Known of {found.number(year):,}." if found.mean(year) is not None else "",
        places=0,
    )
    yield Figure(
        "travel-long",
        "Journeys of more than an hour",
        found.long(year),
        Definition("Those of more than 60 minutes one way, divided by all journeys that are known."),
        PERCENT,
        found.long(year - 1),
    )
