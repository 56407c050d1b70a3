"""The fees of a year as somebody may see them: by university and month, each figure with its placements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from placements import fees
from placements.models import Day, FeeExemption, FeeRate, Placement
from placements.models.fee import PERMISSION

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Line:
    """One month of a university, or its year."""

    label: str
    sum: fees.Sum
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One university: its months with days, and the year."""

    university: Organisation
    lines: list[Line]
    total: fees.Sum


@dataclass(frozen=True, slots=True)
class Part:
    """One placement in one month."""

    placement: Placement
    university: Organisation
    label: str
    first_day: date
    sum: fees.Sum

    @property
    def because(self) -> str:
        """Why days are not paid."""
        return "; ".join(self.sum.because)


class Sheet:
    """The confirmed placement days of a year that ``user`` may see, and what they cost.

    Five queries, however many days there are: days, rates, exemptions, universities, placements.
    """

    def __init__(self, user: Any, year: AcademicYear) -> None:
        """Take who looks, and the year."""
        self.user = user
        self.year = year

    @cached_property
    def sums(self) -> dict[fees.Key, fees.Sum]:
        """The sum of each university, month and placement."""
        exemptions = [
            fees.Exemption(one.route, one.starts_on, one.ends_on, one.why)
            for one in FeeExemption.objects.all()
        ]
        rates = [fees.Rate(one.in_force_from, one.pounds, one.university_id) for one in FeeRate.objects.all()]
        return fees.by_placement(self._days(), rates, exemptions)

    def _days(self) -> Iterator[fees.Worked]:
        """Yield the days that count, of the placements within reach."""
        days = Day.objects.confirmed().filter(
            access.within(self.user, PERMISSION, "placement__council", "placement__programme__university"),
            what=Day.What.PLACEMENT,
            on__range=(self.year.starts_on, self.year.ends_on),
        )
        paths = (
            "placement",
            "placement__student__programme__university",
            "placement__student__programme__route",
        )
        rows: Any = days.order_by().values_list(*paths, "on", "amount")
        return (fees.Worked(*row) for row in rows.iterator(chunk_size=5000))

    @cached_property
    def universities(self) -> dict[int, Organisation]:
        """The universities with days in the year, by their key."""
        keys = {university for university, _, _ in self.sums}
        found = Organisation.objects.filter(pk__in=keys).order_by("short_name")
        return {one.pk: one for one in found}

    @property
    def blocks(self) -> list[Block]:
        """Each university with its months."""
        return [self._block(one) for one in self.universities.values()]

    def _block(self, university: Organisation) -> Block:
        own = {month: [] for month in fees.MONTHS}  # type: dict[int, list[fees.Sum]]
        for (key, month, _), found in self.sums.items():
            if key == university.pk:
                own[month].append(found)
        lines = [
            Line(self.label(month), fees.total(sums), self.url(university, month))
            for month, sums in own.items()
            if sums
        ]
        return Block(university, lines, fees.total(line.sum for line in lines))

    @property
    def total(self) -> fees.Sum:
        """Everything together."""
        return fees.total(self.sums.values())

    def label(self, month: int) -> str:
        """Return ``Sep 2019``."""
        day = self.first_day(month)
        return f"{MONTHS[month - 1]} {day.year}"

    def first_day(self, month: int) -> date:
        """Return the first day of a month in this academic year."""
        return date(self.year.start if month >= 9 else self.year.start + 1, month, 1)

    def url(self, university: Organisation, month: int) -> str:
        """Return the page with the placements behind a figure."""
        return reverse("placements:fee_month", args=[self.year.slug, university.slug, month])

    def parts(self, university: Organisation | None = None, month: int | None = None) -> list[Part]:
        """Return the placements behind a figure, or all of them, by university, month and student."""
        keys = [
            key
            for key in self.sums
            if (university is None or key[0] == university.pk) and (month is None or key[1] == month)
        ]
        rows = Placement.objects.for_lists().in_bulk({placement for _, _, placement in keys})
        found = [self._part(rows[key[2]], key) for key in keys if key[0] in self.universities]
        return sorted(
            found, key=lambda one: (one.university.short_name, one.first_day, str(one.placement.student))
        )

    def _part(self, placement: Placement, key: fees.Key) -> Part:
        university, month, _ = key
        return Part(
            placement,
            self.universities[university],
            self.label(month),
            self.first_day(month),
            self.sums[key],
        )
