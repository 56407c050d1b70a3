"""The arithmetic of a time audit. Pure: minutes in, values out.

An average is *sum ÷ PE-weeks returned*: a week with nothing in it counts as nought hours, a blank week counts
nowhere. Beside it stands *sum ÷ placement weeks elapsed*, which is lower the more weeks are missing.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median, quantiles
from typing import TypeVar

HOUR = 60
MOST_MINUTES = 100 * HOUR
MUCH_DAYTIME = 37 * HOUR
MUCH_OUT_OF_HOURS = 20 * HOUR
FEWEST_PARTICIPANTS = 5

CLOCK = re.compile(r"^(\d{1,3})(?::|\s?h\s?)([0-5]?\d)\s?(?:m|min)?$", re.ASCII)
DECIMAL = re.compile(r"^(\d{0,3})(?:[.,](\d{1,4}))?\s?(?:h|hr|hrs|hours?)?$", re.ASCII)
MINUTES = re.compile(r"^(\d{1,4})\s?(?:m|min|mins|minutes?)$", re.ASCII)

Key = TypeVar("Key", bound=Hashable)


class Phase(StrEnum):
    """A third of a placement."""

    INDUCTION = "Induction"
    MIDDLE = "Middle"
    END = "End"


def minutes(text: str) -> int:
    """Return the minutes that "1.5", "1:30", "1h30" or "90 min" says; nothing is none.

    Raise ``ValueError`` for anything else, and for more than a week can hold.
    """
    typed = " ".join(text.split()).lower()
    found = _read(typed) if typed else 0
    if found > MOST_MINUTES:
        raise ValueError("A week holds at most 100 hours.")
    return found


def _read(typed: str) -> int:
    if clock := CLOCK.match(typed):
        return int(clock[1]) * HOUR + int(clock[2])
    if alone := MINUTES.match(typed):
        return int(alone[1])
    number = DECIMAL.match(typed)
    if not number or not (number[1] or number[2]):
        raise ValueError("Enter hours and minutes like 1:30, or hours like 1.5.")
    return int(_rounded(Decimal(f"{number[1] or 0}.{number[2] or 0}") * HOUR, "1"))


def box(amount: int) -> str:
    """Return minutes as a box of the grid shows them: ``1.5`` where that is exact, else ``0:20``; none is empty.

    A phone's number keys have a point and no colon, so what was typed with a point comes back with one.
    """
    if not amount:
        return ""
    exact = amount * 100 % HOUR == 0
    return (
        f"{Decimal(amount) / HOUR:.2f}".rstrip("0").rstrip(".")
        if exact
        else f"{amount // HOUR}:{amount % HOUR:02}"
    )


def in_words(amount: int) -> str:
    """Return minutes as people say them: ``1 h 30 min``."""
    whole, rest = divmod(amount, HOUR)
    words = [f"{whole:,} h" if whole else "", f"{rest} min" if rest else ""]
    return " ".join(word for word in words if word) or "0 h"


def warnings(daytime: int, out_of_hours: int) -> list[str]:
    """Return what is worth a second look about the totals of a week; it is saved all the same."""
    found = []
    if daytime > MUCH_DAYTIME:
        found.append(f"{in_words(daytime)} in the daytime is more than a 37-hour week. Please check it.")
    if out_of_hours > MUCH_OUT_OF_HOURS:
        found.append(f"{in_words(out_of_hours)} out of hours in one week is unusual. Please check it.")
    return found


def too_much(daytime: int, out_of_hours: int) -> str:
    """Return why a week cannot be kept, nothing when it can: more than a hundred hours is a slip."""
    total = daytime + out_of_hours
    if total <= MOST_MINUTES:
        return ""
    return f"The week adds up to {in_words(total)}. It can hold at most 100 hours: check for a slip, like 15 for 1.5."


@dataclass(frozen=True, slots=True)
class AskedWeek:
    """One week of one participant's placement that is over: what was returned, or a blank (``None``)."""

    participant: Hashable
    week: Hashable
    daytime: int | None = None
    out_of_hours: int | None = None
    phase: Phase | None = None
    service: str = ""

    def __post_init__(self) -> None:
        """Refuse half a week and less than nothing."""
        if (self.daytime is None) != (self.out_of_hours is None):
            raise ValueError("A week is returned whole or it is blank.")
        if (self.daytime or 0) < 0 or (self.out_of_hours or 0) < 0:
            raise ValueError("Nobody works less than nothing.")

    @property
    def is_returned(self) -> bool:
        """Whether it was sent in, be it with nothing."""
        return self.daytime is not None


@dataclass(frozen=True, slots=True)
class Average:
    """A total divided by a number of weeks; it carries its denominator, so that it is never printed without."""

    minutes: int
    weeks: int
    of: str

    @property
    def hours(self) -> Decimal | None:
        """Hours a week, to two places; nothing when there is no week to divide by."""
        return hours(Fraction(self.minutes, self.weeks)) if self.weeks else None

    @property
    def formula(self) -> str:
        """The sum in words: ``1,922 h ÷ 275 PE-weeks returned``."""
        return f"{in_words(self.minutes)} ÷ {self.weeks:,} {self.of}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of time over the weeks: the minutes of every week returned, and how many were expected."""

    label: str
    minutes: tuple[int, ...]
    expected: int

    @property
    def total(self) -> int:
        """All minutes."""
        return sum(self.minutes)

    @property
    def hours(self) -> Decimal:
        """All of it in hours, to one place."""
        return _rounded(Decimal(self.total) / HOUR, "0.1")

    @property
    def words(self) -> str:
        """All of it in hours, as people write it: ``1,922`` or ``7.5``."""
        return f"{self.hours:,}".removesuffix(".0")

    @property
    def average(self) -> Average:
        """Sum ÷ PE-weeks returned: zeros included, blanks excluded."""
        return Average(self.total, len(self.minutes), "PE-weeks returned")

    @property
    def alternative(self) -> Average:
        """Sum ÷ placement weeks elapsed, as if nobody had worked in the weeks that are missing."""
        return Average(self.total, self.expected, "placement weeks elapsed")

    @property
    def median(self) -> Decimal | None:
        """Half the weeks took less, half more."""
        return hours(Fraction(median(self.minutes))) if self.minutes else None

    @property
    def quartiles(self) -> tuple[Decimal, Decimal] | None:
        """The middle half of the weeks lies between these two."""
        if not self.minutes:
            return None
        twice = self.minutes if len(self.minutes) > 1 else self.minutes * 2
        low, _, high = quantiles(map(Fraction, twice), n=4, method="inclusive")
        return hours(low), hours(high)

    @property
    def highest(self) -> Decimal | None:
        """The hours of the longest week."""
        return hours(Fraction(max(self.minutes))) if self.minutes else None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a group of weeks comes to."""

    participants: int
    returned: int
    expected: int
    daytime: Measure
    out_of_hours: Measure
    both: Measure

    @property
    def measures(self) -> tuple[Measure, Measure, Measure]:
        """The three kinds of time, in the order they are printed."""
        return self.daytime, self.out_of_hours, self.both

    @property
    def coverage(self) -> Decimal | None:
        """The share of the expected weeks that were returned, in per cent."""
        return percentage(self.returned, self.expected)

    @property
    def coverage_in_words(self) -> str:
        """``263 of 275 weeks (95.6 %)``."""
        words = f"{self.returned:,} of {self.expected:,} weeks"
        return words if self.coverage is None else f"{words} ({self.coverage} %)"

    @property
    def share_out_of_hours(self) -> Decimal | None:
        """How much of all time was out of hours, in per cent."""
        return percentage(self.out_of_hours.total, self.both.total)

    @property
    def is_small(self) -> bool:
        """Whether so few took part that a figure could point at one of them."""
        return self.participants < FEWEST_PARTICIPANTS


def summarise(asked: Iterable[AskedWeek]) -> Summary:
    """Return what the weeks come to: totals, averages with their denominators, spread and coverage."""
    weeks = tuple(asked)
    returned = [(week.daytime or 0, week.out_of_hours or 0) for week in weeks if week.is_returned]
    expected = len(weeks)
    return Summary(
        participants=len({week.participant for week in weeks}),
        returned=len(returned),
        expected=expected,
        daytime=Measure("Daytime", tuple(day for day, _ in returned), expected),
        out_of_hours=Measure("Out of hours", tuple(late for _, late in returned), expected),
        both=Measure("Both together", tuple(day + late for day, late in returned), expected),
    )


def summaries(asked: Iterable[AskedWeek], key: Callable[[AskedWeek], Key]) -> dict[Key, Summary]:
    """Return a summary for each value of ``key``, in the order in which they are met."""
    groups: dict[Key, list[AskedWeek]] = {}
    for week in asked:
        groups.setdefault(key(week), []).append(week)
    return {value: summarise(weeks) for value, weeks in groups.items()}


def by_phase(asked: Iterable[AskedWeek]) -> dict[Phase, Summary]:
    """Return a summary of each third of the placements, in their order; a third without a week is left out."""
    found = summaries((week for week in asked if week.phase), lambda week: week.phase)
    return {phase: found[phase] for phase in Phase if phase in found}


def by_service(asked: Iterable[AskedWeek]) -> dict[str, Summary]:
    """Return a summary of each service area, by name."""
    found = summaries(asked, lambda week: week.service)
    return dict(sorted(found.items()))


def pooled(asked: Iterable[AskedWeek], others: str) -> list[AskedWeek]:
    """Return the weeks with small service areas under the one name ``others``.

    The smallest are put together until they hold five people, so that no figure can be found by taking the
    published areas from the whole.
    """
    weeks = list(asked)
    people: dict[str, set[Hashable]] = {}
    for week in weeks:
        people.setdefault(week.service, set()).add(week.participant)
    together = _too_small(people)
    return [replace(week, service=others) if week.service in together else week for week in weeks]


def _too_small(people: dict[str, set[Hashable]]) -> set[str]:
    together: set[str] = set()
    held: set[Hashable] = set()
    for service in sorted(people, key=lambda name: (len(people[name]), name)):
        if len(people[service]) >= FEWEST_PARTICIPANTS and (not together or len(held) >= FEWEST_PARTICIPANTS):
            break
        together.add(service)
        held |= people[service]
    return together


def hours(amount: Fraction) -> Decimal:
    """Return minutes as hours to two places, halves away from nought."""
    exact = amount / HOUR
    return _rounded(Decimal(exact.numerator) / Decimal(exact.denominator), "0.01")


def percentage(part: int, whole: int) -> Decimal | None:
    """Return ``part`` of ``whole`` in per cent to one place; nothing of nothing."""
    return _rounded(Decimal(part) * 100 / Decimal(whole), "0.1") if whole else None


def _rounded(value: Decimal, place: str) -> Decimal:
    return value.quantize(Decimal(place), rounding=ROUND_HALF_UP)
