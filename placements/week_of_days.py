"""The week that a student sees: each day with what can be tapped, and why not where nothing can."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from placements import bank_holidays
from placements.actions.days import gaps_of
from placements.days import WEEKDAYS, why_not
from placements.models import Day, Placement

#: What one tap says: its key, its words, what the day was and how much of it.
TAPS = (
    ("whole", "Whole day", Day.What.PLACEMENT, "1.0"),
    ("half", "Half day", Day.What.PLACEMENT, "0.5"),
    ("skills", "Skills day", Day.What.SKILLS, "1.0"),
    ("sick", "Off sick", Day.What.SICK, "1.0"),
)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the week."""

    on: date
    day: Day | None
    why_not: str
    is_bank_holiday: bool

    @property
    def is_weekend(self) -> bool:
        """Whether it is a Saturday or Sunday, which the page folds away unless something is logged."""
        return self.on.weekday() >= WEEKDAYS and self.day is None

    @property
    def may_tap(self) -> bool:
        """Whether a tap is taken."""
        is_settled = self.day is not None and self.day.state == Day.State.CONFIRMED
        return not self.why_not and not is_settled

    @property
    def tapped(self) -> str:
        """The key of the tap that says what is logged; nothing when none does."""
        if self.day is None:
            return ""
        said = (self.day.what, f"{self.day.amount:.1f}")
        return next((key for key, _, what, amount in TAPS if (what.value, amount) == said), "")


def monday_of(day: date) -> date:
    """Return the Monday of the week."""
    return day - timedelta(days=day.weekday())


def week(placement: Placement, monday: date, today: date) -> list[Cell]:
    """Return the seven days from a Monday. Two queries: the days logged, and the pauses."""
    days = [monday + timedelta(days=ahead) for ahead in range(7)]
    logged = {one.on: one for one in Day.objects.filter(placement=placement, on__in=days)}
    return list(_cells(placement, days, logged, today))


def _cells(placement: Placement, days: list[date], logged: dict[date, Day], today: date) -> Iterable[Cell]:
    gaps, holidays = gaps_of(placement), bank_holidays.from_day(days[0])
    for on in days:
        why = why_not(on, today, starts_on=placement.starts_on, ends_on=placement.ends_on, gaps=gaps)
        yield Cell(on, logged.get(on), why, on in holidays)


def neighbours(placement: Placement, monday: date, today: date) -> tuple[date | None, date | None]:
    """Return the Mondays before and after, where there is something to see; the later never in the future."""
    first, last = monday_of(placement.starts_on), monday_of(min(today, placement.ends_on))
    before, after = monday - WEEK, monday + WEEK
    return (before if before >= first else None), (after if after <= last else None)
