"""What the pages show of weeks: the coverage grid of an audit, and a practice educator's own list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from time_audit import hours, returns
from time_audit.models import Participant, Week
from time_audit.models.week import week_url
from time_audit.weeks import FRIDAY, Span

Weeks = Mapping[tuple[int, date], Week]


@dataclass(frozen=True, slots=True)
class Cell:
    """One participant's week in words and as a short mark."""

    participant: int
    monday: date
    state: str
    words: str
    mark: str
    is_open: bool = False

    @property
    def url(self) -> str:
        """The week's page."""
        return week_url(self.participant, self.monday)

    @property
    def is_blank(self) -> bool:
        """Whether something is missing."""
        return self.state in ("blank", "locked")

    @property
    def can_be_reopened(self) -> bool:
        """Whether only a coordinator can open it now."""
        return not self.is_open and self.state in ("returned", "nothing", "locked")


@dataclass(frozen=True, slots=True)
class Line:
    """One participant with her weeks."""

    participant: Participant
    cells: tuple[Cell, ...]

    @property
    def returned(self) -> int:
        """How many weeks were sent in."""
        return sum(cell.state in ("returned", "nothing") for cell in self.cells)

    @property
    def missing(self) -> list[Cell]:
        """The weeks that are over and blank."""
        return [cell for cell in self.cells if cell.is_blank]

    @property
    def to_do(self) -> list[Cell]:
        """The blank weeks that can still be filled in, the oldest first."""
        return [cell for cell in self.cells if cell.is_open and cell.state in ("blank", "now")]

    def due(self, today: date) -> list[Cell]:
        """Those of them that are asked for now: this week is from its Friday on."""
        return [cell for cell in self.to_do if cell.monday + timedelta(days=FRIDAY) <= today]

    @property
    def newest_first(self) -> list[Cell]:
        """The weeks that have begun."""
        return [cell for cell in reversed(self.cells) if cell.state != "future"]


def lines(people: Iterable[Participant], *, today: date) -> list[Line]:
    """Return a line for each participant. One query, for the weeks."""
    found = list(people)
    weeks = returns.weeks_of(found)
    return [Line(one, tuple(_cells(one, weeks, today))) for one in found]


def all_weeks(grid: Iterable[Line]) -> list[date]:
    """Return every Monday that has begun on some line, in order."""
    return sorted({cell.monday for line in grid for cell in line.newest_first})


def aligned(line: Line, mondays: Iterable[date]) -> list[Cell | None]:
    """Return the line's cells under the grid's weeks, nothing where she is not asked."""
    cells = {cell.monday: cell for cell in line.cells}
    return [cells.get(monday) for monday in mondays]


def _cells(participant: Participant, weeks: Weeks, today: date) -> Iterator[Cell]:
    span = participant.span
    elapsed = frozenset(span.elapsed(today))
    for monday in span.weeks():
        week = weeks.get((participant.pk, monday))
        state = _state(span, monday, week, today, monday in elapsed)
        until = week.reopened_until if week else None
        is_open = participant.audit.facts.takes_weeks and span.is_open(monday, today, until)
        yield Cell(participant.pk, monday, state, *_words(state, week), is_open)


def _state(span: Span, monday: date, week: Week | None, today: date, is_over: bool) -> str:
    if week and week.is_returned:
        return "nothing" if week.is_nothing else "returned"
    if not is_over:
        return "now" if monday <= today else "future"
    return "blank" if span.is_open(monday, today, week.reopened_until if week else None) else "locked"


def _words(state: str, week: Week | None) -> tuple[str, str]:
    if state == "returned":
        total = getattr(week, "daytime", 0) + getattr(week, "out_of_hours", 0)
        return f"{hours.in_words(total)} returned", f"{total / hours.HOUR:.1f}".removesuffix(".0")
    return {
        "nothing": ("Returned: nothing this week", "0"),
        "blank": ("Blank", "–"),
        "locked": ("Blank and locked", "–"),
        "now": ("Not filled in yet", ""),
        "future": ("Not yet begun", ""),
    }[state]
