"""The steps of a placement and the days by which they are due. Pure.

A step counts from the first day, the middle or the last day; the middle is the day on which half of the planned
placement days are done (the midpoint review falls on day 35 of 70 and day 50 of 100). The table is what a new
installation starts with; the partnership's lead changes it on the page of the steps.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from placements.days import WEEKDAYS, Gap, last_day

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Default:
    """One step that placements of these kinds have from the start; ``offset`` is in days from the anchor."""

    name: str
    kinds: tuple[str, ...]
    anchor: str
    offset: int
    owner: str
    asks_document: bool = False
    note: str = ""


BOTH, FIRST, FINAL = ("first", "final"), ("first",), ("final",)
OBSERVE = "Observe the student at work, give feedback soon after, and write it down."
#: Sources: at least two direct observations on 70 days and three on 100; the reports are midway and final. The days
#: from the anchors are the partnership's to set: these are a start.
DEFAULTS = (
    Default("Induction checklist", BOTH, "start", 14, "educator"),
    Default(
        "Learning agreement",
        BOTH,
        "start",
        14,
        "educator",
        True,
        "Meet with the student, the tutor and the on-site supervisor, and sign the agreement.",
    ),
    Default("Direct observation 1", BOTH, "middle", -21, "educator", True, OBSERVE),
    Default("Midpoint review", BOTH, "middle", 0, "educator", True, "Meet, and agree the midway report."),
    Default("Direct observation 2", FIRST, "end", -28, "educator", True, OBSERVE),
    Default("Direct observation 2", FINAL, "middle", 28, "educator", True, OBSERVE),
    Default("Direct observation 3", FINAL, "end", -28, "educator", True, OBSERVE),
    Default("On-site supervisor’s report", BOTH, "end", -14, "supervisor", True),
    Default("Final report", BOTH, "end", 0, "educator", True, "With the recommendation to pass or fail."),
    Default("QAPL", BOTH, "end", 7, "student", False, "The student and the educator evaluate the placement."),
    Default("Practice assessment panel", BOTH, "end", 28, "university"),
)


@dataclass(frozen=True, slots=True)
class Course:
    """What the due days follow from: the dates of a placement, its days, and when the count stands still."""

    starts_on: date
    ends_on: date
    days: int
    per_week: float
    holidays: Collection[date] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def middle_on(self) -> date:
        """The day on which half of the days are done; the calendar's middle when the days do not fit."""
        halfway = last_day(
            self.days / 2, self.per_week, starts_on=self.starts_on, holidays=self.holidays, gaps=self.gaps
        )
        if halfway and halfway <= self.ends_on:
            return halfway
        return self.starts_on + (self.ends_on - self.starts_on) / 2

    def due_on(self, anchor: str, offset: int) -> date:
        """Return the day so many days from an anchor ("start", "middle" or "end"); a weekend's is the Friday."""
        anchors = {"start": self.starts_on, "end": self.ends_on}
        day = anchors.get(anchor) or self.middle_on
        return friday_of_a_weekend(day + timedelta(days=offset))


def friday_of_a_weekend(day: date) -> date:
    """Return the Friday before a Saturday or Sunday, every other day as it is."""
    return day - timedelta(days=max(0, day.weekday() - WEEKDAYS + 1))


def letter_due(due_on: date, today: date) -> str:
    """Return which letter about an open step is due on ``today``: "overdue", "soon" or none."""
    if due_on < today:
        return "overdue"
    return "soon" if due_on - SOON <= today else ""
