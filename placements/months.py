"""Months as addresses name them ("2020-02") and as people read them ("February 2020"). Pure."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

WRITTEN = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def key(day: date) -> str:
    """Return the month of ``day`` in an address."""
    return f"{day.year}-{day.month:02}"


def is_one(text: str) -> bool:
    """Say whether ``text`` names a month as addresses do."""
    return bool(WRITTEN.fullmatch(text))


def words(month: str) -> str:
    """Return a month as people read it."""
    first, _ = span(month)
    return f"{NAMES[first.month - 1]} {first.year}"


def span(month: str) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def between(first: date, last: date) -> list[tuple[str, str]]:
    """Return each month from that of ``first`` to that of ``last``: in an address, and in words."""
    return [(month, words(month)) for month in each(first, last)]


def each(first: date, last: date) -> Iterator[str]:
    """Yield the months from that of ``first`` to that of ``last``."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12}-{number % 12 + 1:02}"
