"""When registrations are renewed and checked again. Pure.

Social Work England's registrations run out every 30 November; from the next day everybody is looked up again.
"""

from datetime import date

RENEWAL = (11, 30)
CHECKS_START = (12, 1)


def cycle_of(day: date) -> date:
    """Return the 1 December from which the checks that matter on ``day`` are done."""
    this_year = date(day.year, *CHECKS_START)
    return this_year if day >= this_year else date(day.year - 1, *CHECKS_START)


def next_cycle(day: date) -> date:
    """Return the 1 December on which the next checks start."""
    return cycle_of(day).replace(year=cycle_of(day).year + 1)


def renewed_until(day: date) -> date:
    """Return the last day of a registration that is good on ``day``: the next 30 November, today's included."""
    this_year = date(day.year, *RENEWAL)
    return this_year if day <= this_year else date(day.year + 1, *RENEWAL)
