"""Which weeks a time audit asks about, and until when each can be changed. Pure; the day comes in."""

from dataclasses import dataclass
from datetime import date, timedelta

from time_audit.hours import Phase

WEEK = timedelta(days=7)
FRIDAY = 4


def monday_of(day: date) -> date:
    """Return the Monday of the week that ``day`` is in."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Span:
    """The days in which a participant's weeks are asked for, the first and the last included.

    A week belongs to it when one of its days from Monday to Friday does.
    """

    first: date
    last: date
    locks_after_weeks: int = 4

    def weeks(self) -> tuple[date, ...]:
        """Return the Monday of every week."""
        if self.last < self.first:
            return ()
        start = monday_of(self.first) + (WEEK if self.first.weekday() > FRIDAY else timedelta())
        count = (monday_of(self.last) - start).days // 7 + 1
        return tuple(start + i * WEEK for i in range(count))

    def elapsed(self, today: date) -> tuple[date, ...]:
        """Return the weeks that are over: those that should have been returned by now."""
        return tuple(week for week in self.weeks() if week + WEEK <= today)

    def open_weeks(self, today: date) -> tuple[date, ...]:
        """Return the weeks that have begun and are not locked."""
        return tuple(week for week in self.weeks() if week <= today <= self.locks_on(week))

    def locks_on(self, week: date) -> date:
        """Return the last day on which ``week`` can be changed."""
        return week + (self.locks_after_weeks + 1) * WEEK - timedelta(days=1)

    def phase(self, week: date) -> Phase | None:
        """Return the third of the span that ``week`` is in, nothing for a week outside it."""
        weeks = self.weeks()
        if week not in weeks:
            return None
        return tuple(Phase)[weeks.index(week) * len(Phase) // len(weeks)]

    def is_open(self, week: date, today: date, reopened_until: date | None = None) -> bool:
        """Say whether ``week`` can be changed: begun, and either not locked or opened again."""
        if week not in self.weeks() or week > today:
            return False
        return today <= self.locks_on(week) or (reopened_until is not None and today <= reopened_until)
