"""The lists of practice educators for one student: who can take her and who cannot."""

from typing import Any

from django.utils.html import format_html

from kmtp.ui.tables import MISSING, Column, NumberColumn, RecordColumn, Table
from placements.tables.columns import OnOneLine, Sentences


class OptionTable(Table):
    """Practice educators who can take a student."""

    caption = "Can take this student"

    name = RecordColumn(
        accessor="educator__name",
        verbose_name="Practice educator",
        orderable=False,
        facts=[("educator__post", "Post"), ("educator__employment", "Independent")],
        url=lambda option: option.url,
    )
    stage = OnOneLine(accessor="stage_words", verbose_name="Stage", orderable=False)
    team = Column(accessor="educator__team__name", verbose_name="Team", orderable=False)
    area = Column(accessor="educator__team__service_area__name", verbose_name="Service area", orderable=False)
    locality = Column(accessor="educator__team__locality__name", verbose_name="Locality", orderable=False)
    free = NumberColumn(verbose_name="Free places", orderable=False)
    warnings = Sentences(verbose_name="To weigh", none="Nothing")


class AllTheSame(Column):
    """A link to pairing all the same, where what blocks may be set aside with a reason."""

    def text(self, record: Any) -> str:
        """Return the words."""
        return "May be set aside" if record.set_aside_url else ""

    def html(self, record: Any) -> str:
        """Return the link."""
        if not record.set_aside_url:
            return MISSING
        hidden = format_html('<span class="govuk-visually-hidden"> with {}</span>', record.educator)
        return format_html('<a href="{}">Pair all the same{}</a>', record.set_aside_url, hidden)


class RefusedTable(Table):
    """Practice educators who cannot take a student, and why not."""

    caption = "Cannot take this student"

    name = RecordColumn(
        accessor="educator__name",
        verbose_name="Practice educator",
        orderable=False,
        url=lambda option: option.educator.get_absolute_url(),
    )
    stage = OnOneLine(accessor="stage_words", verbose_name="Stage", orderable=False)
    team = Column(accessor="educator__team__name", verbose_name="Team", orderable=False)
    reasons = Sentences(verbose_name="Why not")
    all_the_same = AllTheSame(accessor="set_aside_url", verbose_name="With a reason", orderable=False)
