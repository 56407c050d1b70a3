"""Who may read which answers, and how the two sides are laid out beside what the system knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from evaluations import triangulation
from evaluations.instruments import EDUCATOR, LIKERT, STUDENT, Answers, Question, plain
from evaluations.models import Audience, Evaluation, Response
from evaluations.questionnaire import setting_of
from evaluations.triangulation import LABELS, Finding, Verdict
from kmtp.figures import DotPlot, DotRow
from kmtp.ui.tables import day_in_words

COLOURS = {
    Verdict.DIVERGENT: "orange",
    Verdict.WEAKNESS: "red",
    Verdict.STRENGTH: "green",
    Verdict.AGREED: "turquoise",
    Verdict.CLOSE: "blue",
    Verdict.SINGLE: "grey",
    Verdict.SIDE_BY_SIDE: "grey",
    Verdict.NONE: "grey",
}
MEANINGS = {
    Verdict.DIVERGENT: "Talk about these first: the two sides saw something different.",
    Verdict.WEAKNESS: "Both disagree with the statement.",
    Verdict.STRENGTH: "Both agree with the statement.",
    Verdict.AGREED: "Both say the same, or nearly.",
    Verdict.CLOSE: "A step apart, or neither high nor low.",
    Verdict.SINGLE: "Only one side answered. These count in no figure that compares.",
    Verdict.SIDE_BY_SIDE: "",
    Verdict.NONE: "Neither side answered.",
}
MOST_DOTS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One question with both answers in words, what is known of it, and what it comes to."""

    words: str
    other_words: str
    student: str
    educator: str
    known: str
    is_restricted: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rows of one verdict."""

    label: str
    colour: str
    meaning: str
    rows: tuple[Row, ...]

    @property
    def has_known(self) -> bool:
        """Whether the system knows something about any of them."""
        return any(row.known for row in self.rows)


class Reading:
    """What one person may read of one evaluation on one day."""

    def __init__(self, evaluation: Evaluation, user: Any, today: date) -> None:
        """Take whose eyes it is for; nothing is read before it is needed."""
        self.evaluation = evaluation
        self.today = today
        self.is_coordinating = user.has_perm("evaluations.send_evaluation", evaluation)
        self.is_university = not self.is_coordinating and user.has_perm(
            "evaluations.view_evaluation", evaluation
        )

    @property
    def why_not(self) -> str:
        """The sentence that says why nothing can be read yet; empty when it can."""
        if not self.evaluation.is_revealed_on(self.today):
            until = day_in_words(self.evaluation.closes_on)
            return f"The answers can be read once both sides have sent theirs, or after {until}."
        if not (self.is_coordinating or self.is_university or self.evaluation.has_outcome):
            return "You can read both sides once the outcome of the placement is recorded."
        return ""

    @cached_property
    def responses(self) -> dict[str, Response]:
        """Both responses with their answers; two queries."""
        found = self.evaluation.responses.select_related("link").prefetch_related("answers")
        return {response.audience: response for response in found}

    def answers(self, audience: str) -> Answers:
        """Return what one side sent; what was saved but never sent stays its own."""
        response = self.responses.get(audience)
        if response is None or response.submitted_at is None:
            return {}
        return {answer.key: answer.value for answer in response.answers.all()}

    @cached_property
    def questions(self) -> list[Question]:
        """The questions whose answers this person may read."""
        hidden = frozenset() if self.is_coordinating else self.evaluation.questions.restricted
        return [question for question in self.evaluation.questions.questions if question.key not in hidden]

    @cached_property
    def findings(self) -> list[Finding]:
        """What the pairs come to."""
        asked = self._asked()
        paired = [question for question in self.questions if question.key in asked]
        return triangulation.triangulate(paired, self.answers(STUDENT), self.answers(EDUCATOR))

    def _asked(self) -> set[str]:
        """The keys that either side was asked: a question that is not asked here is no gap in the answers."""
        setting, instrument = setting_of(self.evaluation), self.evaluation.questions
        sides = (instrument.asked(side, setting, self.answers(side)) for side in (STUDENT, EDUCATOR))
        return {question.key for questions in sides for question in questions}

    @property
    def chapters(self) -> list[Chapter]:
        """The findings by verdict, what needs talking about first."""
        return [self._chapter(verdict, found) for verdict, found in triangulation.grouped(self.findings)]

    def _chapter(self, verdict: Verdict, findings: Iterable[Finding]) -> Chapter:
        rows = tuple(self._row(one.question, one.student, one.educator) for one in findings)
        return Chapter(LABELS[verdict], COLOURS[verdict], MEANINGS[verdict], rows)

    def _row(self, question: Question, student: Any, educator: Any) -> Row:
        same = question.student == question.educator
        return Row(
            question.student or question.educator,
            "" if same or not question.is_paired else question.educator,
            question.in_words(student),
            question.in_words(educator),
            self.known.get(question.key, ""),
            question.is_restricted,
        )

    @property
    def alone(self) -> list[Row]:
        """What only one side is asked; the other side and its organisation do not read it."""
        sides = {STUDENT: self.answers(STUDENT), EDUCATOR: self.answers(EDUCATOR)}
        if not self.is_coordinating:
            sides = {side: sides[side] for side in [STUDENT if self.is_university else EDUCATOR]}
        single = [question for question in self.questions if not question.is_paired]
        rows = (
            self._row(one, sides.get(STUDENT, {}).get(one.key), sides.get(EDUCATOR, {}).get(one.key))
            for one in single
        )
        return [row for row in rows if row.student or row.educator]

    @cached_property
    def known(self) -> dict[str, str]:
        """The third leg: what the system itself knows about the fact of a question."""
        placement = self.evaluation.placement
        middle = placement.starts_on + (placement.ends_on - placement.starts_on) / 2
        known = {
            "pla.days": f"Started on {day_in_words(placement.starts_on)}",
            "obs.count": f"At least {placement.facts.observations} on {placement.days} days",
            "mid.held": f"Middle of the placement: {day_in_words(middle)}",
            "overall.score": f"Outcome: {placement.get_state_display().lower()}",
            "overall.again": f"Team: {placement.team.name}",
        }
        hours = placement.educator.contracted_hours if placement.educator else None
        return known | ({"pe.hours": f"Contracted for {plain(hours)} hours a week"} if hours else {})

    @property
    def summary(self) -> str:
        """What the two sides come to, in a sentence."""
        sides = [response for response in self.responses.values() if response.submitted_at]
        if len(sides) < 2:
            return _one_side(sides)
        counts = {verdict: len(found) for verdict, found in triangulation.grouped(self.findings)}
        strengths, weaknesses = counts.get(Verdict.STRENGTH, 0), counts.get(Verdict.WEAKNESS, 0)
        return (
            f"{_many(strengths, 'agreed strength')}, {_many(weaknesses, 'agreed weakness', 'es')}, "
            f"{counts.get(Verdict.DIVERGENT, 0)} divergent, statements and scores together."
        )

    @property
    def chart(self) -> DotPlot | None:
        """The statements that lie furthest apart; nothing when no statement has both sides."""
        pairs = [one for one in self.findings if one.gap is not None and one.question.kind == LIKERT]
        if not pairs:
            return None
        divergent = sum(one.verdict == Verdict.DIVERGENT for one in pairs)
        widest = sorted(pairs, key=_width)[:MOST_DOTS]
        return DotPlot(
            title=f"{divergent} of {_many(len(pairs), 'statement')} with both sides lie two steps or more apart",
            description="Where student and practice educator stand on a scale from 1 to 5, widest gaps first.",
            groups=("Student", "Practice educator"),
            rows=tuple(_dot_row(one) for one in widest),
            lowest=(1, "strongly disagree"),
            highest=(5, "strongly agree"),
        )


def _width(finding: Finding) -> Decimal:
    return -abs(finding.gap or Decimal())


def _dot_row(finding: Finding) -> DotRow:
    values = (int(finding.student or 0), int(finding.educator or 0))
    return DotRow(finding.question.student, values)


def _one_side(sides: list[Response]) -> str:
    if not sides:
        return "Nobody answered in time."
    other = Audience.EDUCATOR if sides[0].audience == Audience.STUDENT else Audience.STUDENT
    return f"Single source: the {other.label.lower()} did not answer in time."


def _many(count: int, noun: str, ending: str = "s") -> str:
    return f"{count} {noun}{'' if count == 1 else ending}"
