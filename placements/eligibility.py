"""Whether a practice educator can take a student, and why not, in words. Pure.

The rules are named as in the partnership's own list (H1, H2 …). What a rule finds is met, a warning that a person
weighs, or something that blocks. Facts come in as plain values; nothing here knows a database or a clock.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from placements.kinds import Kind

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STAGES = {"trainee": 0, "stage-1": 1, "stage-2": 2}
STAGE_WORDS = {"stage-1": "Stage 1", "stage-2": "Stage 2"}
#: Everybody renews the registration by this day of the year, so no registration is known beyond it.
RENEWAL = (11, 30)
#: A trainee takes one student at a time, whatever she offers.
TRAINEE_CAPACITY = 1


class Weight(Enum):
    """How much a finding weighs."""

    MET = "met"
    WARNS = "warns"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found, in a sentence."""

    rule: str
    weight: Weight
    sentence: str


@dataclass(frozen=True, slots=True)
class Period:
    """The days from one to another, both included."""

    starts_on: date
    ends_on: date

    def meets(self, other: "Period") -> bool:
        """Say whether the two have a day in common."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for. ``first_setting`` is the broad kind of work of the first placement, if known."""

    kind: Kind
    period: Period
    first_setting: str = ""


@dataclass(frozen=True, slots=True)
class Host:
    """The team that would host the student."""

    name: str
    setting: str
    setting_words: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice educator as the rules see her.

    ``taken`` are the placements that hold her; ``mentors`` names the mentor of each stage that she trains for now.
    ``current_until`` is her last day of currency under the policy of the placement's first day, nothing for a
    trainee; ``lapse_blocks`` is what that policy says of a lapse.
    """

    name: str
    stage: str
    capacity: int
    registered_until: date | None
    on_break_from: date | None = None
    left_on: date | None = None
    works_off_site: bool = False
    taken: tuple[Period, ...] = ()
    mentors: dict[str, str] = field(default_factory=dict)
    current_until: date | None = None
    has_return_plan: bool = False
    lapse_blocks: bool = False

    @property
    def places(self) -> int:
        """How many students she can have at once."""
        return min(self.capacity, TRAINEE_CAPACITY) if self.stage == "trainee" else self.capacity

    def free_places(self, period: Period) -> int:
        """Return how many places are left on the busiest day of ``period``."""
        return self.places - busiest(self.taken, period)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What all rules found about one educator."""

    findings: tuple[Finding, ...]

    @property
    def may_take(self) -> bool:
        """Whether nothing blocks."""
        return not self.reasons

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why not."""
        return tuple(found.sentence for found in self.findings if found.weight is Weight.BLOCKS)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should weigh."""
        return tuple(found.sentence for found in self.findings if found.weight is Weight.WARNS)


def assess(ask: Ask, candidate: Candidate, *, today: date) -> Assessment:
    """Return what the rules say about the educator herself."""
    return Assessment(tuple(rule(ask, candidate, today) for rule in EDUCATOR_RULES))


def assess_host(ask: Ask, candidate: Candidate, host: Host | None, *, has_supervisor: bool) -> Assessment:
    """Return what the rules say about the team, and about the supervisor that an off-site educator needs."""
    return Assessment(
        (is_open(ask, host), contrasts(ask, host), has_on_site_supervisor(candidate, has_supervisor))
    )


def softened(found: Assessment) -> Assessment:
    """Return the findings with nothing that blocks: another team or a supervisor can still be chosen."""
    return Assessment(
        tuple(
            Finding(one.rule, Weight.WARNS if one.weight is Weight.BLOCKS else one.weight, one.sentence)
            for one in found.findings
        )
    )


def is_registered(ask: Ask, candidate: Candidate, today: date) -> Finding:
    """H1: registered with Social Work England on every day of the placement.

    Registrations run out every 30 November, so what can be known today ends at the next one; a placement that
    goes beyond it warns, and starting it checks again.
    """
    until, last = candidate.registered_until, ask.period.ends_on
    if until is None:
        return _blocks("H1", "It is not recorded how long the registration lasts")
    if until < min(last, next_renewal(today)):
        return _blocks("H1", f"Registration {'ended' if until < today else 'ends'} on {day(until)}")
    if until < last:
        return _warns("H1", f"Registration to be renewed by {day(until)}")
    return _met("H1", f"Registered until {day(until)}")


def is_at_the_stage(ask: Ask, candidate: Candidate, today: date) -> Finding:
    """H2, H3: a final placement needs Stage 2, a first one Stage 1, or a trainee with a named mentor."""
    needed = ask.kind.stage_needed
    rule = "H2" if needed == "stage-2" else "H3"
    if not needed or STAGES[candidate.stage] >= STAGES[needed]:
        return _met(rule, "Has the stage that this kind of placement needs")
    if mentor := candidate.mentors.get(needed):
        return _warns(rule, f"Trains for {STAGE_WORDS[needed]}: the mentor {mentor} confirms the assessment")
    return _blocks(rule, f"Is not at {STAGE_WORDS[needed]}, which {_this_kind(ask.kind)} needs")


def has_room(ask: Ask, candidate: Candidate, today: date) -> Finding:
    """H5: no more students at once than she offers, on any day."""
    free = candidate.free_places(ask.period)
    if free > 0:
        return _met("H5", f"{free} of {candidate.places} free at that time")
    if not candidate.places:
        return _blocks("H5", "Does not offer to take a student at present")
    students = "a student" if candidate.places == 1 else f"{candidate.places} students"
    return _blocks("H5", f"Already has {students} at that time, as many as offered")


def can_be_asked(ask: Ask, candidate: Candidate, today: date) -> Finding:
    """H4: on the register, not on a break, and current when the placement starts."""
    if candidate.left_on and candidate.left_on <= ask.period.ends_on:
        return _blocks("H4", f"Leaves or has left the register on {day(candidate.left_on)}")
    if candidate.on_break_from and candidate.on_break_from <= ask.period.ends_on:
        return _blocks("H4", f"On a break from {day(candidate.on_break_from)}")
    return is_current(ask, candidate)


def is_current(ask: Ask, candidate: Candidate) -> Finding:
    """H4: current under the policy in force on the first day, or returning under a plan.

    The policy says what a lapse means: a student with a mentor, or none before a return plan.
    """
    until = candidate.current_until
    if until is None or until >= ask.period.starts_on:
        return _met("H4", "Active")
    lapsed = f"Not current when the placement starts: counted until {day(until)}"
    if candidate.has_return_plan:
        return _warns("H4", f"{lapsed}; returns under a plan")
    if candidate.lapse_blocks:
        return _blocks("H4", f"{lapsed}. The policy asks for a return plan first")
    return _warns("H4", f"{lapsed}. The policy asks for a mentor or a return plan")


def is_open(ask: Ask, host: Host | None) -> Finding:
    """H11: the team exists for the whole of the placement."""
    if host is None:
        return _blocks("H11", "Choose the team that hosts the student")
    if host.valid_from > ask.period.starts_on:
        return _blocks("H11", f"The team {host.name} opens only on {day(host.valid_from)}")
    if host.valid_to and host.valid_to < ask.period.ends_on:
        return _blocks("H11", f"The team {host.name} closes on {day(host.valid_to)}, during the placement")
    return _met("H11", "The team is open for the whole placement")


def contrasts(ask: Ask, host: Host | None) -> Finding:
    """H9: the second placement should be another kind of work than the first."""
    if host and ask.first_setting and host.setting == ask.first_setting:
        return _warns("H9", f"The same setting as the first placement: {host.setting_words.lower()}")
    return _met("H9", "Contrasts with the first placement, or there was none")


def has_on_site_supervisor(candidate: Candidate, has_supervisor: bool) -> Finding:
    """H6: an off-site educator needs a named supervisor in the team."""
    if candidate.works_off_site and not has_supervisor:
        return _blocks("H6", "Works off site: name an on-site supervisor")
    return _met("H6", "Day-to-day supervision is settled")


Rule = Callable[[Ask, Candidate, date], Finding]
EDUCATOR_RULES: tuple[Rule, ...] = (can_be_asked, is_registered, is_at_the_stage, has_room)


def busiest(taken: Iterable[Period], period: Period) -> int:
    """Return how many of the placements run on the busiest day of ``period``."""
    meeting = [one for one in taken if one.meets(period)]
    # The number can only rise on a day when one of them starts, or on the first day.
    days = {period.starts_on} | {max(one.starts_on, period.starts_on) for one in meeting}
    return max(sum(one.starts_on <= on <= one.ends_on for one in meeting) for on in days)


def next_renewal(today: date) -> date:
    """Return the next 30 November, today's included."""
    this_year = date(today.year, *RENEWAL)
    return this_year if today <= this_year else date(today.year + 1, *RENEWAL)


def days_that_fit(period: Period, days_per_week: float) -> int:
    """H12: return how many placement days fit between the dates, leave and bank holidays left aside."""
    weekdays = sum(1 for on in _each_day(period) if on.weekday() < 5)
    return int(weekdays * days_per_week / 5)


def _each_day(period: Period) -> Iterator[date]:
    return (period.starts_on + timedelta(days=n) for n in range((period.ends_on - period.starts_on).days + 1))


def day(on: date) -> str:
    """Return ``3 Feb 2020``."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def _this_kind(kind: Kind) -> str:
    return f"a {kind.label.split(' (')[0].lower()}"


def _met(rule: str, sentence: str) -> Finding:
    return Finding(rule, Weight.MET, sentence)


def _warns(rule: str, sentence: str) -> Finding:
    return Finding(rule, Weight.WARNS, sentence)


def _blocks(rule: str, sentence: str) -> Finding:
    return Finding(rule, Weight.BLOCKS, sentence)
