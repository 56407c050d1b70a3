"""What makes one option better than another, as named whole numbers that add up. Pure.

Each term is in minutes of travel by its weight, and carries the sentence that a person reads beside it. Terms of
the *option* are the same for whoever asks for the same; terms of the *journey* are those of a student and a team.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from placements.eligibility import Ask, Candidate, day
from placements.matching.problem import Kept, Option, Student, Team
from placements.matching.weights import Weights

#: A journey beyond this is long.
LONG_JOURNEY = 60
#: So long an educator rests between two students.
REST = timedelta(days=28)
#: Who lapses so soon after a placement would start needs a student to stay current.
NEAR_LAPSE = timedelta(days=183)

#: Each term by what it is about, in the order in which a page shows them.
LABELS = {
    "travel": "Travel",
    "long_journey": "Journey beyond an hour",
    "wish": "Service wished for",
    "off_site": "On site or off site",
    "rest": "Rest between students",
    "lapse": "Who lapses soon",
    "trainee": "Who is training",
    "stage_2": "Stage 2 educators",
    "keep": "The earlier place",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that counted, how much, and why."""

    name: str
    amount: int
    sentence: str


def of_option(shape: Ask, option: Option, weights: Weights) -> tuple[Term, ...]:
    """Return the terms of who teaches, for whoever asks for ``shape``."""
    if option.educator is None:
        return ()
    facts = option.educator.on(shape.period.starts_on)
    return (
        _off_site(facts, weights),
        _rest(shape, option, weights),
        _lapse(shape, facts, weights),
        _trainee(facts, weights),
        _stage_2(shape, facts, weights),
    )


def of_journey(
    student: Student, team: Team, minutes: int | None, most: int, weights: Weights
) -> tuple[Term, ...]:
    """Return the terms of a student and a team; a journey that is not known counts as half the longest."""
    counted = most // 2 if minutes is None else minutes
    about = "Travel is not known" if minutes is None else f"About {minutes} minutes of travel"
    beyond = max(counted - LONG_JOURNEY, 0)
    return (
        Term("travel", weights.travel * counted, about),
        Term("long_journey", weights.long_journey * beyond, f"{beyond} minutes beyond an hour"),
        _wish(student, team, weights),
    )


def of_keeping(kept: Kept | None, option: Option, weights: Weights) -> tuple[Term, ...]:
    """Return what it costs to give somebody another place than she had in the earlier draft, or has."""
    if kept is None:
        return ()
    if kept.option == option.key:
        return (Term("keep", 0, "The same place as before"),)
    return (Term("keep", weights.keep, "Another place than before"),)


def total(terms: tuple[Term, ...]) -> int:
    """Return what the terms add up to."""
    return sum(term.amount for term in terms)


def _wish(student: Student, team: Team, weights: Weights) -> Term:
    if not student.wishes:
        return Term("wish", 0, "No service was wished for")
    if student.wishes == team.host.setting:
        return Term("wish", 0, "The service that the student wishes for")
    return Term("wish", weights.wish, "Another service than the student wishes for")


def _off_site(facts: Candidate, weights: Weights) -> Term:
    if facts.works_off_site:
        return Term("off_site", weights.off_site, f"{facts.name} works off site")
    return Term("off_site", 0, f"{facts.name} works on site")


def _rest(shape: Ask, option: Option, weights: Weights) -> Term:
    ended = _last_ended(option, shape.period.starts_on)
    if ended and shape.period.starts_on < ended + REST:
        return Term("rest", weights.rest, f"The educator’s last placement ends on {day(ended)}")
    return Term("rest", 0, "The educator has rested since her last student")


def _last_ended(option: Option, before: date) -> date | None:
    """Return when the educator's last placement ended, of those over and those that hold her."""
    if option.educator is None:
        return None
    held = (period.ends_on for period in option.educator.on(before).taken)
    return max((end for end in (option.educator.last_ended_on, *held) if end and end < before), default=None)


def _lapse(shape: Ask, facts: Candidate, weights: Weights) -> Term:
    until = facts.current_until
    if until is not None and until < shape.period.starts_on + NEAR_LAPSE:
        return Term("lapse", 0, f"Keeps {facts.name} current, who would lapse on {day(until)}")
    return Term("lapse", weights.lapse, f"{facts.name} stays current without this student")


def _trainee(facts: Candidate, weights: Weights) -> Term:
    if facts.mentors:
        return Term("trainee", 0, f"{facts.name} is training and needs a student")
    return Term("trainee", weights.trainee, f"{facts.name} is not training")


def _stage_2(shape: Ask, facts: Candidate, weights: Weights) -> Term:
    if shape.kind.stage_needed == "stage-1" and facts.stage == "stage-2":
        return Term("stage_2", weights.stage_2, "A Stage 2 educator on a first placement")
    return Term("stage_2", 0, "The educator’s stage is what the placement needs")
