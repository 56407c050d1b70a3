"""Whether a practice educator is current, and in words why. Pure.

The exact clause of PEPS 2022 is not at hand: one learner in any 24 months is the common reading, so the window and
what counts are a policy, which the partnership sets with a day from which it is in force.

The window counts from the *ground*: the later of the last day of a counting activity (today, while one is under
way), the day a return plan was completed, and the last award. CPD that is short is said; it lapses nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

#: What a learner or an equivalent role is called where we say what would keep somebody current.
ROLES = {
    "student": "a student",
    "asye": "an ASYE assessment",
    "mentor": "a PEPS mentee",
    "amhp": "an AMHP candidate",
    "bia": "a BIA candidate",
    "supervisor": "on-site supervision",
}


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

    @property
    def roles(self) -> str:
        """What counts, in words: "a student, or a PEPS mentee or an AMHP candidate"."""
        words = [role for kind, role in ROLES.items() if kind in self.counts]
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


COMMON = Policy()


class State(Enum):
    """How an educator stands, with the colour of its tag."""

    CURRENT = ("Current", "green")
    DUE = ("Due to lapse", "yellow")
    LAPSED = ("Lapsed", "red")
    RETURNING = ("Returning under a plan", "purple")
    TRAINEE = ("In training", "blue")

    @property
    def word(self) -> str:
        """The state in words."""
        return self.value[0]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return self.value[1]

    @property
    def key(self) -> str:
        """The state as addresses and files name it."""
        return self.name.lower()

    @property
    def may_teach(self) -> bool:
        """Whether somebody so standing may take a student without a word about currency."""
        return self not in (State.LAPSED, State.TRAINEE)


@dataclass(frozen=True, slots=True)
class Work:
    """One activity; without an end it is under way. Without a ``kind`` it counts under every policy."""

    label: str
    started_on: date
    ended_on: date | None = None
    kind: str = ""

    def last_day(self, today: date) -> date | None:
        """Return the last day by ``today`` on which it was done; nothing when it lies ahead."""
        if self.started_on > today:
            return None
        return min(self.ended_on or today, today)

    def counts_under(self, policy: Policy) -> bool:
        """Say whether it is one of the kinds that keep somebody current."""
        return not self.kind or self.kind in policy.counts


@dataclass(frozen=True, slots=True)
class Plan:
    """A return plan; without ``completed_on`` it is open, and ``ends_on`` is the day it should be done by."""

    starts_on: date
    ends_on: date
    completed_on: date | None = None

    def is_open_on(self, day: date) -> bool:
        """Say whether it was running: from its first day until it is completed or its last day has passed."""
        return self.completed_on is None and self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Currency:
    """How it stands, until when, why, and what would keep it or bring it back."""

    state: State
    why: str
    until: date | None = None
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What keeps her current, and the day from which the window counts."""

    day: date
    words: str
    is_under_way: bool = False


def state_of(
    awarded_on: date | None,
    practised_until: date | None,
    policy: Policy,
    today: date,
    *,
    has_plan: bool = False,
) -> State:
    """Return the state from the columns of a record: the later award, and the last day of counting practice.

    Queries repeat this rule in SQL (``EducatorQuerySet.with_currency``); a test holds the two together.
    """
    until = lapses_on(awarded_on, practised_until, policy, today)
    if until is None:
        return State.TRAINEE
    if until < today:
        return State.RETURNING if has_plan else State.LAPSED
    return State.DUE if months_after(today, policy.warn_months) >= until else State.CURRENT


def lapses_on(
    awarded_on: date | None, practised_until: date | None, policy: Policy, today: date
) -> date | None:
    """Return the last day on which she is current if nothing more happens; nothing without an award."""
    if awarded_on is None or awarded_on > today:
        return None
    ground = max(awarded_on, min(practised_until or awarded_on, today))
    return months_after(ground, policy.window_months)


def assess(
    work: Iterable[Work],
    awarded_on: Iterable[date | None],
    plans: Iterable[Plan] = (),
    cpd: Decimal | None = None,
    *,
    today: date,
    policy: Policy = COMMON,
) -> Currency:
    """Say how somebody with these activities, days of award and return plans stands on ``today``.

    ``cpd`` are the hours of this academic year; ``None`` where nobody asks.
    """
    awards = [day for day in awarded_on if day is not None and day <= today]
    if not awards:
        return Currency(State.TRAINEE, "No award yet, so there is nothing to keep current.")
    plans = list(plans)
    grounds = [*_grounds(work, today, policy), *_completed(plans, today), _Ground(max(awards), "the award")]
    last = max(grounds, key=lambda ground: ground.day)
    running = next((plan for plan in plans if plan.is_open_on(today)), None)
    return _said(last, running, cpd, today, policy)


def _grounds(work: Iterable[Work], today: date, policy: Policy) -> list[_Ground]:
    days = [(one, one.last_day(today)) for one in work if one.counts_under(policy)]
    return [_Ground(day, one.label, day == today) for one, day in days if day is not None]


def _completed(plans: Iterable[Plan], today: date) -> list[_Ground]:
    days = [plan.completed_on for plan in plans if plan.completed_on and plan.completed_on <= today]
    return [_Ground(day, "the return plan") for day in days]


def _said(last: _Ground, plan: Plan | None, cpd: Decimal | None, today: date, policy: Policy) -> Currency:
    until = months_after(last.day, policy.window_months)
    state = state_of(last.day, None, policy, today, has_plan=plan is not None)
    if state is State.RETURNING and plan is not None:
        why = f"A return plan runs until {in_words(plan.ends_on)}. {_since(last)}."
        return Currency(state, why, until, f"Completing the return plan by {in_words(plan.ends_on)}.")
    if state is State.LAPSED:
        return Currency(state, _lapsed(last, until, policy), until, _brings_back(last, today, policy))
    why = f"{_because(last)}, which counts until {in_words(until)}.{_short_of_cpd(cpd, policy)}"
    return Currency(state, why, until, _keeps(until, policy))


def _because(last: _Ground) -> str:
    return f"{_capital(last.words)} is under way" if last.is_under_way else _since(last)


def _since(last: _Ground) -> str:
    return f"{_capital(last.words)} was last on {in_words(last.day)}"


def _lapsed(last: _Ground, until: date, policy: Policy) -> str:
    return (
        f"Nothing in the last {policy.window_months} months: {last.words} was last on {in_words(last.day)} "
        f"and counted until {in_words(until)}."
    )


def _brings_back(last: _Ground, today: date, policy: Policy) -> str:
    if months_after(last.day, policy.retrain_months) <= today:
        return f"Training again: nothing that counts for {policy.retrain_months} months or longer."
    return policy.consequence


def _keeps(until: date, policy: Policy) -> str:
    return f"{_capital(policy.roles)} by {in_words(until)}."


def _short_of_cpd(cpd: Decimal | None, policy: Policy) -> str:
    short = policy.cpd_hours - cpd if cpd is not None else Decimal(0)
    return f" CPD this year is short by {hours(short)}." if short > 0 else ""


def hours(number: Decimal) -> str:
    """Return ``4 hours``, ``1 hour`` or ``2.5 hours``."""
    words = f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    return f"{words} hour{'' if number == 1 else 's'}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


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
