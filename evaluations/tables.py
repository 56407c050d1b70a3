"""The lists of the evaluations room."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import escape

from evaluations.collation import Result
from evaluations.models import STATE_COLOURS, FollowUp, State
from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn

FOLLOW_UP_COLOURS = {FollowUp.State.OPEN: "red", FollowUp.State.CLOSED: "green"}


class StateColumn(TagColumn):
    """The state, which is worked out for each row, in its words."""

    def text(self, record: Any) -> str:
        """Return the words."""
        return str(State(record.state).label)


class EvaluationTable(Table):
    """Evaluations, those that wait first."""

    student = RecordColumn(
        accessor="placement__student__reference",
        verbose_name="Student",
        facts=[("placement__kind", "Kind"), ("moment", "When"), ("placement__team__name", "Team")],
    )
    educator = Column(
        accessor="placement__educator",
        verbose_name="Practice educator",
        order_by=("placement__educator__last_name", "placement__educator__first_name"),
    )
    council = Column(accessor="placement__council__short_name", verbose_name="Council")
    university = Column(
        accessor="placement__student__programme__university__short_name", verbose_name="University"
    )
    state = StateColumn(colours=STATE_COLOURS, verbose_name="State")
    opens_on = DateColumn(verbose_name="Sent")
    closes_on = DateColumn(verbose_name="Open until")
    ends_on = DateColumn(accessor="placement__ends_on", verbose_name="Placement ends")

    class Meta:
        """The newest first."""

        order_by = "-opens_on"


class DueTable(Table):
    """Placements whose evaluation waits, by the day they end."""

    student = RecordColumn(
        accessor="student__reference",
        verbose_name="Student",
        facts=[("kind", "Kind")],
        url=lambda record: reverse("evaluations:send", args=[record.pk]),
    )
    educator = Column(
        accessor="educator",
        verbose_name="Practice educator",
        order_by=("educator__last_name", "educator__first_name"),
    )
    team = Column(accessor="team__name", verbose_name="Team")
    university = Column(accessor="student__programme__university__short_name", verbose_name="University")
    ends_on = DateColumn(verbose_name="Ends")

    class Meta:
        """The first to end first."""

        order_by = "ends_on"


class FollowUpTable(Table):
    """What has to be looked into, the open ones first."""

    rule = RecordColumn(
        accessor="rule",
        verbose_name="What was said",
        facts=[("audience", "Told by")],
    )
    student = Column(accessor="evaluation__placement__student__reference", verbose_name="Student")
    team = Column(accessor="evaluation__placement__team__name", verbose_name="Team")
    council = Column(accessor="evaluation__placement__council__short_name", verbose_name="Council")
    state = TagColumn(colours=FOLLOW_UP_COLOURS, verbose_name="State")
    opened_at = DateColumn(verbose_name="Since")

    class Meta:
        """Open ones first, the oldest of them on top."""

        order_by = ("-state", "opened_at")


class Numbers:
    """Both audiences' results of one question, as a row of the results."""

    def __init__(self, words: str, group: str, student: Result | None, educator: Result | None) -> None:
        """Take the question's words and what each audience said, if it is asked."""
        self.words, self.group = words, group
        self.student, self.educator = student, educator


class SideColumn(Column):
    """What one audience said: the number of answers, the mean, or the spread."""

    def __init__(self, side: str, what: str, **kwargs: Any) -> None:
        """Take which audience, and which of its figures."""
        super().__init__(accessor=side, orderable=False, **kwargs)
        self.side, self.what = side, what

    def text(self, record: Any) -> str:
        """Return the figure in words; an empty cell when this side is not asked."""
        result: Result | None = getattr(record, self.side)
        return "" if result is None else str(getattr(result, f"{self.what}_in_words"))

    def plain(self, record: Any) -> Any:
        """Return the number itself for an export, where there is one to tell."""
        result: Result | None = getattr(record, self.side)
        if result is None or result.is_suppressed or self.what == "spread":
            return self.text(record)
        value = getattr(result, self.what)
        return round(value, 2) if isinstance(value, Decimal) else value


class NumberSide(SideColumn):
    """A figure, to the right."""

    css = NumberColumn.css


class QuestionColumn(Column):
    """The question, with its group in grey."""

    def html(self, record: Any) -> str:
        """Return the words and the group."""
        return f'{escape(record.words)}<span class="facts">{escape(record.group)}</span>'


class ResultsTable(Table):
    """Every question with the results of both audiences."""

    words = QuestionColumn(accessor="words", verbose_name="Question", orderable=False)
    student_n = NumberSide("student", "n", verbose_name="Students: answers")
    student_mean = NumberSide("student", "mean", verbose_name="Mean")
    student_spread = SideColumn("student", "spread", verbose_name="How they spread")
    educator_n = NumberSide("educator", "n", verbose_name="Educators: answers")
    educator_mean = NumberSide("educator", "mean", verbose_name="Mean")
    educator_spread = SideColumn("educator", "spread", verbose_name="How they spread")
