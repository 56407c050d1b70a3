"""Many answers to one question: how many, how they spread, their mean. Pure.

Fewer than five answers are not shown, because they would point at people; every mean stands beside its number
and its spread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from evaluations.instruments import MULTI, NOT_APPLICABLE, NUMBER, TEXT, Question, Value, plain

FEWEST = 5


class Counted(NamedTuple):
    """One answer and how many gave it."""

    value: Value
    times: int


@dataclass(frozen=True, slots=True)
class Share:
    """One choice, how many chose it, and what part that is, in per cent."""

    key: str
    label: str
    times: int
    percent: int


@dataclass(frozen=True, slots=True)
class Result:
    """What an audience said to one question. Suppressed, it holds nothing but ``n``."""

    question: Question
    audience: str
    n: int
    mean: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    shares: tuple[Share, ...] = ()
    is_suppressed: bool = False

    @property
    def mean_in_words(self) -> str:
        """The mean with one place after the point; a dash when there is none."""
        return "–" if self.mean is None else f"{self.mean:.1f}"

    @property
    def n_in_words(self) -> str:
        """How many answered; small numbers are not told."""
        if self.is_suppressed:
            return f"fewer than {FEWEST}" if self.n < FEWEST else "not shown"
        return str(self.n)

    @property
    def spread_in_words(self) -> str:
        """How the answers spread, in one line."""
        if self.is_suppressed:
            return "Too few to show" if self.n < FEWEST else "Too few left out to show"
        if self.shares:
            return ", ".join(f"{share.label} {share.times}" for share in self.shares if share.times)
        return "" if self.lowest is None else f"{plain(self.lowest)} to {plain(self.highest)}"


def summarise(
    question: Question, audience: str, answers: Iterable[Counted], *, of_all: int | None = None
) -> Result:
    """Return the result of one question; "not applicable" is shown in the spread and counts in no mean.

    ``of_all`` is how many answered it without any filter: whoever subtracts must not find one to four people.
    """
    counted = list(answers)
    n = sum(one.times for one in counted)
    if n < FEWEST or (of_all is not None and 0 < of_all - n < FEWEST):
        return Result(question, audience, n, is_suppressed=n > 0)
    numbers = _numbers(question, counted)
    return Result(
        question,
        audience,
        n,
        mean=_mean(numbers),
        lowest=min((number for number, _ in numbers), default=None),
        highest=max((number for number, _ in numbers), default=None),
        shares=_shares(question, counted, n),
    )


def _numbers(question: Question, counted: list[Counted]) -> list[tuple[Decimal, int]]:
    if not question.is_measured:
        return []
    return [(Decimal(str(one.value)), one.times) for one in counted if one.value != NOT_APPLICABLE]


def _mean(numbers: list[tuple[Decimal, int]]) -> Decimal | None:
    times = sum(count for _, count in numbers)
    # "Not applicable" thins a scale out: a mean of fewer than five says what single people said.
    return sum((number * count for number, count in numbers), Decimal()) / times if times >= FEWEST else None


def _shares(question: Question, counted: list[Counted], n: int) -> tuple[Share, ...]:
    if question.kind in (NUMBER, TEXT):
        return ()
    times = _times(question, counted)
    return tuple(
        Share(key, label, times.get(key, 0), round(100 * times.get(key, 0) / n))
        for key, label in question.choices
    )


def _times(question: Question, counted: list[Counted]) -> Mapping[str, int]:
    """How often each choice was made; one answer may hold several."""
    times: dict[str, int] = {}
    for one in counted:
        parts = str(one.value).split(",") if question.kind == MULTI else [plain(one.value)]
        for part in parts:
            times[part] = times.get(part, 0) + one.times
    return times


@dataclass(frozen=True, slots=True)
class Rate:
    """How many were asked and how many answered."""

    asked: int
    answered: int

    @property
    def percent(self) -> Decimal | None:
        """The response rate; nothing when nobody was asked."""
        return Decimal(self.answered) * 100 / self.asked if self.asked else None

    @property
    def in_words(self) -> str:
        """The rate with both numbers, as it must stand beside every mean."""
        if self.percent is None:
            return "nobody was asked"
        return f"{self.answered} of {self.asked} answered ({self.percent:.0f} %)"
