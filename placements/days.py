"""How far a placement is in days, and when it will end. Pure.

200 days of practice learning are 170 placement days and up to 30 skills days (SWE standards, 2021). A placement is
planned at so many days a week, without saying which, so each weekday brings a fifth of a week: a bank holiday and a
pause bring nothing. At five days a week that is exact, otherwise it is right on average.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

MOST_SKILLS_DAYS = 30
WEEKDAYS = 5
DAY = timedelta(days=1)
#: Further ahead than this nothing is forecast: the facts are wrong, or nobody is there any more.
FURTHEST = 3 * 366


@dataclass(frozen=True, slots=True)
class Gap:
    """Days that do not count, both ends included; without a last day they go on until further notice."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether ``day`` is among them."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Progress:
    """The confirmed days beside those planned. ``skills_before`` are those of the student's other placements."""

    planned: int
    placement: Decimal
    skills: Decimal = Decimal(0)
    skills_before: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        """How many placement days are missing; never less than nought."""
        return max(Decimal(0), self.planned - self.placement)

    @property
    def share(self) -> int:
        """How much is done, in whole per cent from 0 to 100; a hundred only when nothing is left."""
        done = min(self.placement, Decimal(self.planned))
        return int(100 * done / self.planned) if self.planned else 100

    @property
    def skills_counted(self) -> Decimal:
        """How many of the skills days count beside the placement days: 30 in all the student's placements."""
        return max(Decimal(0), min(self.skills, MOST_SKILLS_DAYS - self.skills_before))

    @property
    def words(self) -> str:
        """Return "42.5 of 70 days confirmed"."""
        return f"{number(self.placement)} of {self.planned} days confirmed"

    @property
    def skills_words(self) -> str:
        """Return "12 skills days confirmed", and how many of them count when not all do; nothing for none."""
        if not self.skills:
            return ""
        noun = "skills day" if self.skills == 1 else "skills days"
        counted = (
            "" if self.skills_counted == self.skills else f", of which {number(self.skills_counted)} count"
        )
        return (
            f"{number(self.skills)} {noun} confirmed{counted} (at most {MOST_SKILLS_DAYS} in both placements)"
        )


def number(days: Decimal) -> str:
    """Return a number of days without a nought after the point: "42", "42.5"."""
    return f"{days:f}".rstrip("0").rstrip(".") if "." in f"{days:f}" else f"{days:f}"


def counts(day: date, holidays: Collection[date], gaps: Iterable[Gap] = ()) -> bool:
    """Say whether a placement goes on on ``day``: a weekday, no bank holiday and in no gap."""
    return day.weekday() < WEEKDAYS and day not in holidays and not any(gap.covers(day) for gap in gaps)


def last_day(
    left: Decimal | float,
    per_week: Decimal | float,
    *,
    starts_on: date,
    holidays: Collection[date],
    gaps: Collection[Gap] = (),
) -> date | None:
    """Return the day on which ``left`` more days are done, counted from ``starts_on`` (itself included).

    Nothing when that cannot be said: the count stands still until further notice, or nobody comes any day.
    """
    if left <= 0 or per_week <= 0:
        return None
    needed = weekdays_for(Decimal(str(left)), Decimal(str(per_week)))
    for ahead in range(FURTHEST):
        day = starts_on + ahead * DAY
        needed -= counts(day, holidays, gaps)
        if not needed:
            return day
    return None


def weekdays_for(days: Decimal, per_week: Decimal) -> int:
    """Return how many weekdays ``days`` take at so many days a week."""
    return int((days * WEEKDAYS / per_week).to_integral_value(ROUND_CEILING))


def why_not(day: date, today: date, *, starts_on: date, ends_on: date, gaps: Iterable[Gap] = ()) -> str:
    """Return why ``day`` cannot be logged, as a sentence; nothing when it can."""
    if day > today:
        return "This day has not come yet. Log it when it is over, or on the day itself."
    if not starts_on <= day <= ends_on:
        return "This day is outside the placement. Choose a day between its first and its last."
    if any(gap.covers(day) for gap in gaps):
        return "The count of days is paused on this day, so it cannot be logged. Ask your coordinator."
    return ""
