"""The academic year: 1 September to 31 August, written "2019/20". A value, not a table."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

FIRST, LAST = 1990, 2100
WRITTEN = re.compile(r"^(\d{4})[/-](\d{2}|\d{4})$")


@dataclass(frozen=True, order=True, slots=True)
class AcademicYear:
    """The year that starts on 1 September of ``start``. Anything is in the year in which it starts."""

    start: int

    def __post_init__(self) -> None:
        """Refuse years that nobody can mean."""
        if not FIRST <= self.start <= LAST:
            raise ValueError(f"{self.start} is not an academic year between {FIRST} and {LAST}")

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the year that ``day`` is in."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the year that "2019/20", "2019-20" or "2019-2020" names; raise ``ValueError`` otherwise."""
        found = WRITTEN.match(text.strip())
        if not found or int(found[2]) % 100 != (int(found[1]) + 1) % 100:
            raise ValueError(f"“{text}” is not an academic year: write it like 2019/20")
        return cls(int(found[1]))

    @property
    def starts_on(self) -> date:
        """The first day, 1 September."""
        return date(self.start, 9, 1)

    @property
    def ends_on(self) -> date:
        """The last day, 31 August."""
        return date(self.start + 1, 8, 31)

    @property
    def previous(self) -> Self:
        """The year before."""
        return type(self)(self.start - 1)

    @property
    def next(self) -> Self:
        """The year after."""
        return type(self)(self.start + 1)

    @property
    def slug(self) -> str:
        """The year in an address: "2019-20"."""
        return f"{self.start}-{(self.start + 1) % 100:02}"

    def __contains__(self, day: date) -> bool:
        """Say whether ``day`` is in this year."""
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        """Return the year as people write it."""
        return f"{self.start}/{(self.start + 1) % 100:02}"
