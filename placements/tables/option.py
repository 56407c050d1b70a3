"""The lists of practice educators for one student: who can take her and who cannot."""

from kmtp.ui.tables import Column, NumberColumn, RecordColumn, Table
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
