"""The bank holidays of England, as a plain set of days for the pure modules."""

from datetime import date
from functools import lru_cache

import holidays

YEARS_AHEAD = 3


@lru_cache(maxsize=64)
def of_year(year: int) -> frozenset[date]:
    """Return the bank holidays of one calendar year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def from_day(day: date) -> frozenset[date]:
    """Return those of the year of ``day`` and of the next three, as far as anything is forecast."""
    return frozenset().union(*(of_year(day.year + ahead) for ahead in range(YEARS_AHEAD + 1)))
