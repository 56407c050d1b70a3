"""The hard rules of an allocation as a table: each with a name, what it leaves out in words, and what would help. Pure.

What a rule asks stands in ``placements.eligibility``, where pairing by hand asks it too; here stand only those
that speak of an offer. Rules of an *option* read the kind, the dates and the days a week of what is asked, so that
students who ask for the same share the answer; rules of a *student* read what is hers alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from placements import eligibility
from placements.eligibility import Ask, Finding, Weight
from placements.matching.problem import Lift, Option, Student

#: No rule is suggested to be set aside that is never a matter of judgement.
NEVER = 99


@dataclass(frozen=True, slots=True)
class Words:
    """What a rule leaves out, what one change would help, how near that lies (1 is nearest), and what is met."""

    leaves_out: str
    helps: str
    nearness: int
    met: str


#: By the code that is stored with an override, in the order in which the funnel leaves out.
WORDS: dict[str, Words] = {
    "far": Words("too far away", "a longer journey than the limit", 8, "The journey is within the limit"),
    "kind": Words(
        "of another kind", "{team} taking this kind of placement", 9, "This kind of placement is offered"
    ),
    "H11": Words(
        "where the team or the offer is not open then",
        "{team} having room and a valid audit then",
        5,
        "The team is open, audited and has room, and the offer covers the dates",
    ),
    "H12": Words(
        "where the days do not fit",
        "more days a week, or other dates, at {team}",
        3,
        "The days fit, and the student is placed nowhere else then",
    ),
    "road": Words(
        "only for a student who drives",
        "{team} taking a student who does not drive",
        7,
        "The student can get about as the work needs",
    ),
    "step": Words(
        "without step-free access",
        "step-free access at {team}",
        NEVER,
        "Step-free access is there or not needed",
    ),
    "H9": Words(
        "in the same setting as the first placement",
        "an agreed exception from the contrast",
        6,
        "Contrasts with the first placement, or there was none",
    ),
    "H10": Words(
        "in the student’s own team",
        "an agreed exception for the student’s own team",
        NEVER,
        "Not the student’s own team",
    ),
    "H7": Words(
        "where somebody has a conflict",
        "another practice educator for {team}",
        NEVER,
        "No conflict is declared",
    ),
    "PE": Words(
        "without a practice educator",
        "a practice educator for {team}",
        NEVER,
        "There is the practice educator that it needs",
    ),
    "H1": Words(
        "where the registration runs out",
        "{educator} renewing the registration",
        10,
        "Registered with Social Work England",
    ),
    "H4": Words(
        "where the practice educator is not available or current",
        "{educator} being available and current",
        11,
        "The practice educator is available and current",
    ),
    "H2": Words(
        "without a Stage 2 educator",
        "{educator} having Stage 2, or a named mentor for it",
        12,
        "The practice educator has Stage 2, which a final placement needs",
    ),
    "H3": Words(
        "without a qualified educator",
        "{educator} having Stage 1, or a named mentor for it",
        12,
        "The practice educator has Stage 1 or 2, which a first placement needs",
    ),
    "H5": Words(
        "where the educator has no room",
        "room for one more student with {educator}",
        4,
        "The practice educator has room",
    ),
    "H6": Words(
        "without an on-site supervisor who can",
        "an on-site supervisor with room at {team}",
        2,
        "Supervision from day to day is settled",
    ),
    "full": Words("full already", "one more place at {team}", 4, "The offer has a place left"),
    "bar": Words(
        "ruled out by hand", "taking back the ruling against {team}", 1, "Nobody ruled it out by hand"
    ),
}
ORDER = {code: place for place, code in enumerate(WORDS)}


def helped_by(code: str, option: Option) -> str:
    """Return the one change that would open ``option``."""
    educator = option.educator.facts.name if option.educator else "a practice educator"
    return WORDS[code].helps.format(team=option.team.host.name, educator=educator)


def shape_of(ask: Ask) -> Ask:
    """Return of what is asked only that which rules of an option read."""
    return Ask(ask.kind, ask.period, days_per_week=ask.days_per_week)


def takes_the_kind(shape: Ask, option: Option, today: date) -> Finding:
    """The offer names the kind."""
    offered = shape.kind.key in option.offer.kinds
    return _found("kind", offered, f"{option.team.host.name} does not offer this kind of placement")


def covers_the_dates(shape: Ask, option: Option, today: date) -> Finding:
    """H11: the offer runs for the whole of the placement."""
    offered, asked = option.offer.period, shape.period
    if offered.starts_on <= asked.starts_on and asked.ends_on <= offered.ends_on:
        return _found("H11", True, "")
    days = f"{eligibility.day(offered.starts_on)} to {eligibility.day(offered.ends_on)}"
    return _found("H11", False, f"{option.team.host.name} offers only {days}")


def has_a_place(shape: Ask, option: Option, today: date) -> Finding:
    """The offer has a place that is not used."""
    left = option.offer.places - option.offer.used
    return _found("full", left > 0, f"The places at {option.team.host.name} are taken")


def the_days_fit(shape: Ask, option: Option, today: date) -> Finding:
    """H12: the days fit at no more days a week than are offered."""
    return eligibility.has_enough_days(shape, option.offer.days_per_week)


def has_an_educator(shape: Ask, option: Option, today: date) -> Finding:
    """Only readiness shadowing goes without a practice educator."""
    named = option.educator is not None or not shape.kind.needs_educator
    return _found("PE", named, f"{option.team.host.name} has no practice educator")


def is_supervised(shape: Ask, option: Option, today: date) -> Finding:
    """H6: an off-site educator has a supervisor on site, who may and can."""
    facts = option.educator.on(shape.period.starts_on) if option.educator else None
    if option.supervisor is not None:
        return eligibility.may_supervise(shape, facts, option.supervisor)
    return eligibility.has_on_site_supervisor(facts, False) if facts else _found("H6", True, "")


OptionRule = Callable[[Ask, Option, date], Finding]


def _of_team(rule: Callable[[Ask, eligibility.Host | None], Finding]) -> OptionRule:
    return lambda shape, option, today: rule(shape, option.team.host)


def _of_educator(rule: eligibility.Rule) -> OptionRule:
    def check(shape: Ask, option: Option, today: date) -> Finding:
        if option.educator is None:
            return _found("PE", True, "")
        return rule(shape, option.educator.on(shape.period.starts_on), today)

    return check


OPTION_RULES: tuple[OptionRule, ...] = (
    takes_the_kind,
    covers_the_dates,
    _of_team(eligibility.is_open),
    _of_team(eligibility.is_audited),
    _of_team(eligibility.has_seats),
    the_days_fit,
    has_an_educator,
    *(_of_educator(rule) for rule in eligibility.EDUCATOR_RULES),
    is_supervised,
    has_a_place,
)


def of_option(shape: Ask, option: Option, today: date) -> list[Finding]:
    """Return what refuses ``option`` to whoever asks for ``shape``."""
    found = (rule(shape, option, today) for rule in OPTION_RULES)
    return [one for one in found if one.weight is Weight.BLOCKS]


def passes(shape: Ask, option: Option, today: date) -> bool:
    """Say whether nothing refuses ``option``; the first refusal ends the question."""
    return all(rule(shape, option, today).weight is not Weight.BLOCKS for rule in OPTION_RULES)


def is_in_reach(minutes: int | None, most: int) -> Finding:
    """The journey is no longer than the limit; one that is not known is in reach."""
    near = minutes is None or minutes <= most
    return _found("far", near, f"The journey takes about {minutes} minutes, more than {most}")


def may_drive(student: Student, option: Option) -> Finding:
    """Some work needs a car."""
    able = student.drives or not option.offer.needs_driver
    return _found("road", able, f"{option.team.host.name} needs a student who drives")


def can_get_in(student: Student, option: Option) -> Finding:
    """Step-free access, for whoever needs it."""
    able = option.offer.has_step_free_access or not student.needs_step_free_access
    return _found("step", able, f"{option.team.host.name} has no step-free access")


def contrasts(student: Student, option: Option) -> Finding:
    """H9: another setting than the first placement's, and one of the two statutory: here it refuses."""
    host, ask = option.team.host, student.ask
    found = (eligibility.contrasts(ask, host), eligibility.is_statutory_once(ask, host))
    against = next((one for one in found if one.weight is not Weight.MET), None)
    return found[0] if against is None else _found("H9", False, against.sentence)


def is_another_team(student: Student, option: Option) -> Finding:
    """H10: not the student's own team."""
    return eligibility.is_another_team(student.ask, option.team.host)


def has_no_conflict(student: Student, option: Option) -> Finding:
    """H7: no conflict with the educator, or with the supervisor."""
    starts_on = student.ask.period.starts_on
    facts = option.educator.on(starts_on) if option.educator else None
    found = eligibility.has_no_conflict(student.ask, facts, starts_on) if facts else _found("H7", True, "")
    if found.weight is Weight.BLOCKS or option.supervisor is None:
        return found
    declared = option.supervisor.key in student.ask.conflicts
    return eligibility.may_supervise(student.ask, facts, option.supervisor) if declared else found


StudentRule = Callable[[Student, Option], Finding]


@dataclass(frozen=True, slots=True)
class StudentRules:
    """The rules that can refuse a student anything; what those of a team say holds for all its offers."""

    of_team: tuple[StudentRule, ...]
    of_option: tuple[StudentRule, ...]

    def against_team(self, student: Student, option: Option) -> list[Finding]:
        """Return what refuses the team of ``option`` to this student."""
        return _against(self.of_team, student, option)

    def against_option(self, student: Student, option: Option) -> list[Finding]:
        """Return what refuses ``option`` to this student, whatever its team."""
        return _against(self.of_option, student, option) if self.of_option else []


def student_rules(student: Student) -> StudentRules:
    """Return the rules that can refuse this student anything, so that the others are not asked."""
    ask = student.ask
    of_team: tuple[tuple[bool, StudentRule], ...] = (
        (bool(ask.first_setting) or ask.first_was_statutory is False, contrasts),
        (ask.own_team is not None, is_another_team),
    )
    of_option: tuple[tuple[bool, StudentRule], ...] = (
        (not student.drives, may_drive),
        (student.needs_step_free_access, can_get_in),
        (bool(ask.conflicts), has_no_conflict),
    )
    return StudentRules(_applying(of_team), _applying(of_option))


def _applying(rules: tuple[tuple[bool, StudentRule], ...]) -> tuple[StudentRule, ...]:
    return tuple(rule for applies, rule in rules if applies)


def _against(asked: tuple[StudentRule, ...], student: Student, option: Option) -> list[Finding]:
    found = (rule(student, option) for rule in asked)
    return [one for one in found if one.weight is Weight.BLOCKS]


def of_herself(student: Student) -> Finding | None:
    """Return what refuses every option: she is placed elsewhere at that time."""
    found = eligibility.is_nowhere_else(student.ask)
    return found if found.weight is Weight.BLOCKS else None


def warned(student: Student, option: Option, today: date) -> tuple[Finding, ...]:
    """Return what a person should weigh about a pairing."""
    starts_on = student.ask.period.starts_on
    about: tuple[Finding, ...] = (eligibility.is_ready(student.ask),)
    if option.educator is not None:
        about = (
            *eligibility.assess(student.ask, option.educator.on(starts_on), today=today).findings,
            *about,
        )
    return tuple(one for one in about if one.weight is Weight.WARNS)


def is_lifted(lifts: tuple[Lift, ...], code: str, option: Option) -> bool:
    """Say whether somebody set the rule aside for this offer."""
    return any(lift.rule == code and lift.offer in (None, option.offer.key) for lift in lifts)


def _found(code: str, is_met: bool, sentence: str) -> Finding:
    return Finding(code, Weight.MET if is_met else Weight.BLOCKS, sentence)
