"""Whether a practice educator is current, and in words why. Pure.

The exact clause of PEPS 2022 is not at hand: one learner in any 24 months is the common reading, so the window
is a parameter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

WINDOW = 24
SOON = 3


@dataclass(frozen=True, slots=True)
class Policy:
    """The rule of currency. The defaults are the common reading of PEPS 2022, whose exact clause is unconfirmed."""

    window_months: int = 24
    #: On-site supervision is no equivalent role.
    counts: frozenset[str] = frozenset({"student", "mentor", "asye", "amhp", "bia"})
    cpd_hours: Decimal = Decimal(0)
    warn_months: int = 6
    retrain_months: int = 60
    a_lapse_means: str = "mentor"
    consequence: str = "A refresher, and the next student with a mentor, bring it back."


class State(Enum):
    """How an educator stands, with the colour of its tag."""

    CURRENT = ("Current", "green")
    DUE = ("Due to lapse", "yellow")
    LAPSED = ("Lapsed", "red")
    TRAINEE = ("In training", "blue")

    @property
    def word(self) -> str:
        """The state in words."""
        return self.value[0]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Work:
    """One activity; without an end it is under way."""

    label: str
    started_on: date
    ended_on: date | None = None

    def last_day(self, today: date) -> date | None:
        """Return the last day by ``today`` on which it was done; nothing when it lies ahead."""
        if self.started_on > today:
            return None
        return min(self.ended_on or today, today)


@dataclass(frozen=True, slots=True)
class Currency:
    """How it stands, until when, and why."""

    state: State
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What keeps her current, and the day from which the window counts."""

    day: date
    words: str


def assess(
    work: Iterable[Work], awarded_on: Iterable[date], *, today: date, window: int = WINDOW, soon: int = SOON
) -> Currency:
    """Say how somebody with these activities and days of award stands on ``today``."""
    awards = [day for day in awarded_on if day <= today]
    if not awards:
        return Currency(State.TRAINEE, "No award yet, so there is nothing to keep current.")
    last = max([*_grounds(work, today), _Ground(max(awards), "the award")], key=lambda ground: ground.day)
    until = months_after(last.day, window)
    if until < today:
        return Currency(State.LAPSED, _lapsed(last, until, window), until)
    state = State.DUE if months_after(today, soon) >= until else State.CURRENT
    return Currency(state, f"{_because(last, today)}, which counts until {in_words(until)}.", until)


def _grounds(work: Iterable[Work], today: date) -> list[_Ground]:
    days = [(one, one.last_day(today)) for one in work]
    return [_Ground(day, one.label) for one, day in days if day is not None]


def _because(last: _Ground, today: date) -> str:
    words = last.words[:1].upper() + last.words[1:]
    return f"{words} is under way" if last.day == today else f"{words} was last on {in_words(last.day)}"


def _lapsed(last: _Ground, until: date, window: int) -> str:
    return (
        f"Nothing in the last {window} months: {last.words} was last on {in_words(last.day)} "
        f"and counted until {in_words(until)}. A refresher and a student with a mentor would bring it back."
    )


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def in_words(day: date) -> str:
    """Return ``3 Feb 2020``."""
    return f"{day.day} {day:%b} {day.year}"
