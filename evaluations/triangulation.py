"""Where student and practice educator agree about a placement, and where they do not. Pure.

Rules (domain: triangulation). On statements the gap is student minus educator: two steps or more is divergent;
both at 2 or less is an agreed weakness, both at 4 or more an agreed strength. Numbers are compared with a
tolerance. What only one side said is single-source: shown as such, and in no figure that compares.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from evaluations.instruments import (
    AMOUNT,
    LIKERT,
    NO,
    NOT_APPLICABLE,
    NUMBER,
    SCORE,
    TEXT,
    YES,
    YES_NO,
    Answers,
    Question,
    Value,
)

#: How far two numbers may lie apart and still be the same: sessions, minutes, days, observations exactly.
TOLERANCES = {"sup.count": 1, "sup.minutes": 15, "obs.count": 0, "pla.days": 2}
#: The bounds of (divergent gap, weakness at most, strength at least). A score is a scale twice as long.
BOUNDS = {LIKERT: (2, 2, 4), SCORE: (4, 4, 8)}
OPPOSITES = ({YES, NO}, {"too-little", "too-much"})


class Verdict(StrEnum):
    """What two answers to one question come to."""

    DIVERGENT = "divergent"
    WEAKNESS = "weakness"
    STRENGTH = "strength"
    AGREED = "agreed"
    CLOSE = "close"
    SINGLE = "single-source"
    SIDE_BY_SIDE = "side-by-side"
    NONE = "none"


LABELS = {
    Verdict.DIVERGENT: "Divergent",
    Verdict.WEAKNESS: "Agreed weakness",
    Verdict.STRENGTH: "Agreed strength",
    Verdict.AGREED: "Agreed",
    Verdict.CLOSE: "Close",
    Verdict.SINGLE: "Single source",
    Verdict.SIDE_BY_SIDE: "In their own words",
    Verdict.NONE: "Not answered",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One question, what each side said, and what it comes to. ``gap`` is student minus educator."""

    question: Question
    student: Value
    educator: Value
    verdict: Verdict
    gap: Decimal | None = None

    @property
    def is_paired(self) -> bool:
        """Whether both sides said something that can be compared."""
        return self.verdict not in (Verdict.SINGLE, Verdict.NONE, Verdict.SIDE_BY_SIDE)


def compare(question: Question, student: Value, educator: Value) -> Finding:
    """Return what the two answers to ``question`` come to."""
    said = [_said(student), _said(educator)]
    if question.kind == TEXT:
        verdict = Verdict.SIDE_BY_SIDE if any(said) else Verdict.NONE
    elif not any(said):
        verdict = Verdict.NONE
    elif not all(said):
        verdict = Verdict.SINGLE
    else:
        return _compared(question, student, educator)
    return Finding(question, student, educator, verdict)


def _said(value: Value) -> bool:
    """ "Not applicable" says nothing that could be compared."""
    return value not in (None, "", NOT_APPLICABLE)


def _compared(question: Question, student: Value, educator: Value) -> Finding:
    if not question.is_measured:
        return Finding(question, student, educator, _chosen(question, student, educator))
    gap = Decimal(str(student)) - Decimal(str(educator))
    low, high = sorted((Decimal(str(student)), Decimal(str(educator))))
    verdict = _numbers(question.key, gap) if question.kind == NUMBER else _scale(question.kind, low, high)
    return Finding(question, student, educator, verdict, gap)


def _numbers(key: str, gap: Decimal) -> Verdict:
    return Verdict.AGREED if abs(gap) <= TOLERANCES.get(key, 0) else Verdict.DIVERGENT


def _scale(kind: str, low: Decimal, high: Decimal) -> Verdict:
    apart, weak, strong = BOUNDS[kind]
    if high - low >= apart:
        return Verdict.DIVERGENT
    if high <= weak:
        return Verdict.WEAKNESS
    return Verdict.STRENGTH if low >= strong else Verdict.CLOSE


def _chosen(question: Question, student: Value, educator: Value) -> Verdict:
    if student == educator:
        return Verdict.AGREED
    opposite = {student, educator} in OPPOSITES or question.kind not in (YES_NO, AMOUNT)
    return Verdict.DIVERGENT if opposite else Verdict.CLOSE


def triangulate(questions: Iterable[Question], student: Answers, educator: Answers) -> list[Finding]:
    """Return a finding for each question of the pair; questions for one side only are left out."""
    return [compare(one, student.get(one.key), educator.get(one.key)) for one in questions if one.is_paired]


def grouped(findings: Iterable[Finding]) -> list[tuple[Verdict, list[Finding]]]:
    """Return the findings by verdict: what needs talking about first, verdicts without a finding left out."""
    found = list(findings)
    groups = [(verdict, [one for one in found if one.verdict == verdict]) for verdict in Verdict]
    return [(verdict, findings) for verdict, findings in groups if findings]
