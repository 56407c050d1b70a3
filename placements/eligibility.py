"""Whether a practice educator can take a student, and why not, in words. Pure.

The rules are named as in the partnership's own list (H1, H2 …). What a rule finds is met, a warning that a person
weighs, or something that blocks. Facts come in as plain values; nothing here knows a database or a clock.
Pairing by hand and the allocation (``placements.matching``) ask the same rules: each stands here once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from math import floor

from placements.kinds import FINAL, Kind

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STAGES = {"trainee": 0, "stage-1": 1, "stage-2": 2}
STAGE_WORDS = {"stage-1": "Stage 1", "stage-2": "Stage 2"}
#: Everybody renews the registration by this day of the year, so no registration is known beyond it.
RENEWAL = (11, 30)
#: A trainee takes one student at a time, whatever she offers.
TRAINEE_CAPACITY = 1
#: Parts of a place such as a third and two thirds add up to a whole one.
ROUNDING = 1e-6


class Weight(Enum):
    """How much a finding weighs."""

    MET = "met"
    WARNS = "warns"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found, in a sentence.

    ``can_be_set_aside`` is what blocks as a matter of judgement, so that somebody with the authority may decide
    otherwise, with a reason (docs/decisions/0013).
    """

    rule: str
    weight: Weight
    sentence: str
    can_be_set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The days from one to another, both included."""

    starts_on: date
    ends_on: date

    def meets(self, other: "Period") -> bool:
        """Say whether the two have a day in common."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def holds(self, on: date) -> bool:
        """Say whether ``on`` is one of its days."""
        return self.starts_on <= on <= self.ends_on


@dataclass(frozen=True, slots=True)
class Share:
    """Something beside students that takes up part of a place: an ASYE assessment may count as half a student."""

    period: Period
    weight: float


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for, and of the student what the rules need to know.

    ``first_setting`` is the broad kind of work of the first placement, if known, and ``first_was_statutory``
    whether that was statutory. ``conflicts`` are the keys of those on the register who must not teach her, and
    ``own_team`` is the key of the team that employs her. ``busy`` is when she is placed already.
    """

    kind: Kind
    period: Period
    first_setting: str = ""
    first_was_statutory: bool | None = None
    days_per_week: float = 5
    own_team: int | None = None
    conflicts: frozenset[int] = frozenset()
    busy: tuple[Period, ...] = ()
    is_ready: bool = True


@dataclass(frozen=True, slots=True)
class Host:
    """The team that would host the student.

    ``audited_until`` is the last day of its newest audit, nothing when it was never audited; ``suits`` are the
    kinds that the audit found it fit for, all when empty. ``taken`` are the placements that it hosts.
    """

    name: str
    setting: str
    setting_words: str
    valid_from: date
    valid_to: date | None = None
    key: int = 0
    is_statutory: bool = True
    audited_until: date | None = None
    suits: frozenset[str] = frozenset()
    most_students: int | None = None
    taken: tuple[Period, ...] = ()

    def free_places(self, period: Period) -> int | None:
        """Return how many more students it may host on the busiest day; nothing when no audit says how many."""
        return None if self.most_students is None else self.most_students - busiest(self.taken, period)


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Somebody in the team who supervises from day to day. ``capacity`` is how many students at once."""

    key: int
    name: str
    registered_until: date | None = None
    capacity: int = 2
    taken: tuple[Period, ...] = ()

    def free_places(self, period: Period) -> int:
        """Return how many more students she can supervise on the busiest day of ``period``."""
        return self.capacity - busiest(self.taken, period)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice educator as the rules see her.

    ``taken`` are the placements that hold her, ``shares`` what else takes up part of a place; ``mentors`` names the
    mentor of each stage that she trains for now, and ``is_managed_by_mentor`` says that one is her line manager.
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
    key: int = 0
    shares: tuple[Share, ...] = ()
    is_managed_by_mentor: bool = False

    @property
    def places(self) -> int:
        """How many students she can have at once."""
        return min(self.capacity, TRAINEE_CAPACITY) if self.stage == "trainee" else self.capacity

    def free_places(self, period: Period) -> int:
        """Return how many whole places are left on the busiest day of ``period``."""
        if not self.shares:
            return self.places - busiest(self.taken, period)
        return floor(self.places - heaviest(self.loads, period) + ROUNDING)

    @property
    def loads(self) -> tuple[Share, ...]:
        """All that takes up her places: a student counts as one."""
        return (*(Share(period, 1) for period in self.taken), *self.shares)


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
        return tuple(found.sentence for found in self.blocks)

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What blocks."""
        return tuple(found for found in self.findings if found.weight is Weight.BLOCKS)

    @property
    def can_be_set_aside(self) -> bool:
        """Whether something blocks, and all of that is a matter of judgement."""
        return bool(self.blocks) and all(found.can_be_set_aside for found in self.blocks)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should weigh."""
        return tuple(found.sentence for found in self.findings if found.weight is Weight.WARNS)


def assess(ask: Ask, candidate: Candidate, *, today: date) -> Assessment:
    """Return what the rules say about the educator herself."""
    return Assessment(tuple(rule(ask, candidate, today) for rule in EDUCATOR_RULES))


def assess_host(
    ask: Ask,
    candidate: Candidate,
    host: Host | None,
    *,
    has_supervisor: bool = False,
    supervisor: Supervisor | None = None,
) -> Assessment:
    """Return what the rules say about the team, and about the supervisor that an off-site educator needs."""
    named = has_on_site_supervisor(candidate, has_supervisor or supervisor is not None)
    found = (*assess_team(ask, host).findings, named)
    return Assessment(found if supervisor is None else (*found, may_supervise(ask, candidate, supervisor)))


def assess_team(ask: Ask, host: Host | None) -> Assessment:
    """Return what the rules say about the team alone."""
    return Assessment(tuple(rule(ask, host) for rule in TEAM_RULES))


def assess_without_educator(ask: Ask, host: Host | None) -> Assessment:
    """Return what the rules say when nobody teaches: only readiness shadowing goes without a practice educator."""
    missing = (_blocks("PE", "A practice educator is needed"),) if ask.kind.needs_educator else ()
    return Assessment(missing + assess_team(ask, host).findings)


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
    return _judged(rule, f"Is not at {STAGE_WORDS[needed]}, which {_this_kind(ask.kind)} needs")


def has_room(ask: Ask, candidate: Candidate, today: date) -> Finding:
    """H5: no more students at once than she offers, on any day."""
    free = candidate.free_places(ask.period)
    if free > 0:
        return _met("H5", f"{free} of {candidate.places} free at that time")
    if not candidate.places:
        return _blocks("H5", "Does not offer to take a student at present")
    if candidate.shares:
        return _blocks("H5", "Other work leaves no whole place at that time")
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
        return _judged("H4", f"{lapsed}. The policy asks for a return plan first")
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


def is_audited(ask: Ask, host: Host | None) -> Finding:
    """H11: the newest audit is valid on the first day and suits the kind; one never audited may host."""
    if host and host.audited_until and host.audited_until < ask.period.starts_on:
        return _judged("H11", f"The audit of the team {host.name} ran out on {day(host.audited_until)}")
    if host and host.suits and ask.kind.key not in host.suits:
        return _judged("H11", f"The audit of the team {host.name} does not name {_this_kind(ask.kind)}")
    return _met("H11", "The audit allows it, or there was none")


def has_seats(ask: Ask, host: Host | None) -> Finding:
    """H11: the team hosts no more students at once than its audit says."""
    free = host.free_places(ask.period) if host else None
    if host and free is not None and free <= 0:
        return _blocks("H11", f"The team {host.name} hosts as many students then as its audit says")
    return _met("H11", "The team has room")


def contrasts(ask: Ask, host: Host | None) -> Finding:
    """H9: the second placement should be another kind of work than the first."""
    if host and ask.first_setting and host.setting == ask.first_setting:
        return _warns("H9", f"The same setting as the first placement: {host.setting_words.lower()}")
    return _met("H9", "Contrasts with the first placement, or there was none")


def is_statutory_once(ask: Ask, host: Host | None) -> Finding:
    """H9: one placement of the two is in a statutory setting, so a final one is when the first was not."""
    if host and ask.kind == FINAL and ask.first_was_statutory is False and not host.is_statutory:
        return _warns("H9", "Not a statutory setting, and neither was the first placement")
    return _met("H9", "One placement of the two is statutory, or can still be")


def is_another_team(ask: Ask, host: Host | None) -> Finding:
    """H10: not the team that employs the student."""
    if host and ask.own_team is not None and host.key == ask.own_team:
        return _judged("H10", f"The team {host.name} employs the student")
    return _met("H10", "Not the student’s own team")


def has_no_conflict(ask: Ask, candidate: Candidate, today: date) -> Finding:
    """H7: no declared conflict with the student, and no mentor who is her line manager."""
    if candidate.key in ask.conflicts:
        return _blocks("H7", "A conflict with this student is declared")
    trains = STAGES[candidate.stage] < STAGES.get(ask.kind.stage_needed, 0)
    if trains and candidate.is_managed_by_mentor:
        return _blocks("H7", "Her mentor is her line manager: another mentor is needed")
    return _met("H7", "No conflict is declared")


def may_supervise(ask: Ask, candidate: Candidate | None, supervisor: Supervisor) -> Finding:
    """H6, H7: somebody else than the educator, without a conflict, on a final placement registered, with room."""
    if candidate and candidate.key == supervisor.key:
        return _blocks("H7", "The on-site supervisor must be somebody else")
    if supervisor.key in ask.conflicts:
        return _blocks("H7", f"A conflict between {supervisor.name} and this student is declared")
    until = supervisor.registered_until
    if ask.kind == FINAL and (until is None or until < ask.period.starts_on):
        return _blocks(
            "H6", f"The on-site supervisor {supervisor.name} is not registered, as a final placement needs"
        )
    if supervisor.free_places(ask.period) <= 0:
        return _blocks("H6", f"The on-site supervisor {supervisor.name} has as many students then as she can")
    return _met("H6", f"{supervisor.name} supervises on site")


def is_ready(ask: Ask) -> Finding:
    """H8: readiness for direct practice is passed before the first day; planning may come earlier."""
    if ask.kind.needs_educator and not ask.is_ready:
        return _warns("H8", "Has not passed readiness for direct practice yet")
    return _met("H8", "Ready for direct practice")


def has_enough_days(ask: Ask, most_days_per_week: float = 5) -> Finding:
    """H12: the days of the placement fit between its dates."""
    per_week = min(ask.days_per_week, most_days_per_week)
    fit = days_that_fit(ask.period, per_week)
    if fit < ask.kind.fewest_days:
        return _blocks("H12", f"Only {fit} days fit at {per_week:g} days a week, of {ask.kind.fewest_days}")
    return _met("H12", "The days fit between the dates")


def is_nowhere_else(ask: Ask) -> Finding:
    """H12: the student is on one placement at a time."""
    other = next((period for period in ask.busy if period.meets(ask.period)), None)
    if other is not None:
        return _blocks("H12", f"The student is placed elsewhere until {day(other.ends_on)}")
    return _met("H12", "The student is placed nowhere else then")


def has_on_site_supervisor(candidate: Candidate, has_supervisor: bool) -> Finding:
    """H6: an off-site educator needs a named supervisor in the team."""
    if candidate.works_off_site and not has_supervisor:
        return _blocks("H6", "Works off site: name an on-site supervisor")
    return _met("H6", "Day-to-day supervision is settled")


Rule = Callable[[Ask, Candidate, date], Finding]
EDUCATOR_RULES: tuple[Rule, ...] = (can_be_asked, is_registered, is_at_the_stage, has_room, has_no_conflict)
TEAM_RULES: tuple[Callable[[Ask, Host | None], Finding], ...] = (
    is_open,
    is_audited,
    has_seats,
    contrasts,
    is_statutory_once,
    is_another_team,
)


def busiest(taken: Iterable[Period], period: Period) -> int:
    """Return how many of the placements run on the busiest day of ``period``."""
    meeting = [one for one in taken if one.meets(period)]
    if not meeting:
        return 0
    # The number can only rise on a day when one of them starts, or on the first day.
    days = {period.starts_on} | {max(one.starts_on, period.starts_on) for one in meeting}
    return max(sum(one.starts_on <= on <= one.ends_on for one in meeting) for on in days)


def heaviest(loads: Iterable[Share], period: Period) -> float:
    """Return how much the loads weigh together on the heaviest day of ``period``."""
    meeting = [one for one in loads if one.period.meets(period)]
    if not meeting:
        return 0
    days = {period.starts_on} | {max(one.period.starts_on, period.starts_on) for one in meeting}
    return max(sum(one.weight for one in meeting if one.period.holds(on)) for on in days)


def next_renewal(today: date) -> date:
    """Return the next 30 November, today's included."""
    this_year = date(today.year, *RENEWAL)
    return this_year if today <= this_year else date(today.year + 1, *RENEWAL)


def days_that_fit(period: Period, days_per_week: float) -> int:
    """H12: return how many placement days fit between the dates, leave and bank holidays left aside."""
    weeks, over = divmod((period.ends_on - period.starts_on).days + 1, 7)
    odd = sum(1 for n in range(over) if (period.starts_on + timedelta(days=n)).weekday() < 5)
    return int((weeks * 5 + odd) * days_per_week / 5)


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


def _judged(rule: str, sentence: str) -> Finding:
    """Return what blocks unless somebody with the authority sets it aside."""
    return Finding(rule, Weight.BLOCKS, sentence, can_be_set_aside=True)
