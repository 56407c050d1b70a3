"""What universities pay for placement days, and who pays nothing. Pure.

Usually £20 for each student and day; apprentices usually pay nothing, whose employer is the provider (the field's
habit; both are settings with dates). A rate for a university takes the place of the one for all. Money is a
``Decimal`` of pounds; days may be halves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: The academic year's months in its order.
MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
NO_RATE = "No rate was in force"


@dataclass(frozen=True, slots=True)
class Rate:
    """Pounds for a placement day from a day on; ``university`` is nothing for all of them."""

    in_force_from: date
    pounds: Decimal
    university: int | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """A route that pays nothing between two days, and why."""

    route: str
    starts_on: date
    ends_on: date | None
    why: str

    def covers(self, route: str, day: date) -> bool:
        """Say whether nothing is paid for a student of ``route`` on ``day``."""
        return self.route == route and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Worked:
    """A confirmed placement day, whole or half, of one placement."""

    placement: int
    university: int
    route: str
    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """Days that are paid, what they cost, days that are not paid, and the reasons."""

    days: Decimal = Decimal(0)
    pounds: Decimal = Decimal(0)
    exempt: Decimal = Decimal(0)
    because: tuple[str, ...] = ()

    def __add__(self, other: "Sum") -> "Sum":
        """Return both together; each reason once."""
        because = tuple(dict.fromkeys((*self.because, *other.because)))
        return Sum(self.days + other.days, self.pounds + other.pounds, self.exempt + other.exempt, because)


def rate_on(rates: Iterable[Rate], university: int, day: date) -> Rate | None:
    """Return the rate in force: the university's own newest before the newest for all; nothing before the first."""
    held = [one for one in rates if one.in_force_from <= day and one.university in (university, None)]
    return max(held, key=lambda one: (one.university is not None, one.in_force_from), default=None)


def charge(worked: Worked, rates: Iterable[Rate], exemptions: Iterable[Exemption]) -> Sum:
    """Return what one day costs, or why it costs nothing."""
    why = next((one.why for one in exemptions if one.covers(worked.route, worked.on)), "")
    rate = rate_on(rates, worked.university, worked.on)
    if why or rate is None:
        return Sum(exempt=worked.amount, because=(why or NO_RATE,))
    return Sum(days=worked.amount, pounds=worked.amount * rate.pounds)


Key = tuple[int, int, int]


def by_placement(days: Iterable[Worked], rates: list[Rate], exemptions: list[Exemption]) -> dict[Key, Sum]:
    """Return the sum of each university, month (1 to 12) and placement."""
    found: dict[Key, Sum] = {}
    for worked in days:
        key = worked.university, worked.on.month, worked.placement
        found[key] = found.get(key, Sum()) + charge(worked, rates, exemptions)
    return found


def total(sums: Iterable[Sum]) -> Sum:
    """Return all of them together."""
    return sum(sums, Sum())
