"""The lists of availability."""

from typing import Any

from django.utils.html import escape

from educators import offering
from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn

SAYS_COLOURS = {"yes": "green", "maybe": "yellow", "no": "red"}
STATE_COLOURS = {"draft": "grey", "open": "green", "closed": "grey"}


class RateColumn(Column):
    """How many answered of those asked, with a bar."""

    css = "number"

    def text(self, record: Any) -> str:
        """Return "12 of 20 (60 %)"."""
        return f"{record.answered} of {record.asked} ({offering.rate(record.answered, record.asked)} %)"

    def headings(self, heading: str) -> list[str]:
        """An export gets both numbers."""
        return ["Asked", "Answered"]

    def plains(self, record: Any) -> list[Any]:
        """Return both numbers."""
        return [record.asked, record.answered]


class CallTable(Table):
    """Calls, the latest first."""

    year = RecordColumn(verbose_name="Year", facts=[("council__short_name", "Council")])
    opens_on = DateColumn(verbose_name="Opens")
    closes_on = DateColumn(verbose_name="Closes")
    answered = RateColumn(verbose_name="Answered")
    yes = NumberColumn(verbose_name="Yes")
    maybe = NumberColumn(verbose_name="Maybe")
    no = NumberColumn(verbose_name="No")
    state = TagColumn(verbose_name="State", colours=STATE_COLOURS)

    class Meta:
        """The latest first."""

        order_by = "-opens_on"


class SaysColumn(TagColumn):
    """The answer, or that there is none."""

    def html(self, record: Any) -> str:
        """Return the tag."""
        colour = SAYS_COLOURS.get(record.says, "grey")
        return f'<strong class="govuk-tag govuk-tag--{colour}">{escape(record.said)}</strong>'

    def plain(self, record: Any) -> str:
        """Return the words."""
        return str(record.said)


class KindsColumn(Column):
    """What she can take."""

    def text(self, record: Any) -> str:
        """Return the kinds in words."""
        return str(record.kinds_in_words)

    def plain(self, record: Any) -> str:
        """Return the same."""
        return str(record.kinds_in_words)


class AnswerTable(Table):
    """Who was asked, and what each said."""

    educator = RecordColumn(
        verbose_name="Practice educator",
        facts=[("educator__team__name", "Team"), ("note", "Note")],
        url=lambda record: record.educator.get_absolute_url(),
        order_by=("educator__last_name", "educator__first_name"),
    )
    says = SaysColumn(verbose_name="Says")
    how_many = NumberColumn(verbose_name="Students")
    kinds = KindsColumn(verbose_name="What", orderable=False)
    from_day = DateColumn(verbose_name="From")
    reason = Column(verbose_name="Reason")
    answered_at = DateColumn(verbose_name="Answered")
    reminders = NumberColumn(verbose_name="Reminders")

    class Meta:
        """By name."""

        order_by = "educator"
