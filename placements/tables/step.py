"""The lists of steps: those to do, and the rules that make them."""

from kmtp.ui.tables import Column, DateColumn, RecordColumn, Table, WordTag
from placements.models import Falls, Step, StepKind

FALLS_COLOURS = {Falls.OVERDUE: "red", Falls.SOON: "yellow", Falls.LATER: "grey"}


class StepTable(Table):
    """Steps to do, the earliest first."""

    step = RecordColumn(
        accessor="kind__name",
        order_by="kind__name",
        verbose_name="Step",
        facts=[("placement__kind", "Placement")],
    )
    student = Column(accessor="placement__student__reference", verbose_name="Student")
    owner = Column(accessor="kind__owner", verbose_name="Whose step")
    educator = Column(
        accessor="placement__educator__name",
        order_by=("placement__educator__last_name", "placement__educator__first_name"),
        verbose_name="Practice educator",
    )
    council = Column(accessor="placement__council__short_name", verbose_name="Council")
    due_on = DateColumn(verbose_name="Due")
    falls = WordTag(words=dict(Falls.choices), colours=FALLS_COLOURS, order_by="due_on", verbose_name="State")

    class Meta:
        """The earliest first."""

        model = Step
        fields = ("step", "student", "owner", "educator", "council", "due_on", "falls")
        order_by = "due_on"


class StepKindTable(Table):
    """The rules, by kind of placement in the order in which the steps fall due."""

    name = RecordColumn(verbose_name="Step", facts=[("note", "What to do")])
    placement_kind = Column(verbose_name="Placements")
    counted_from = Column(verbose_name="Due", orderable=False)
    owner = Column(verbose_name="Whose step")
    asks_document = Column(verbose_name="With a document")
    university = Column(
        accessor="university__short_name", order_by="university__short_name", verbose_name="University"
    )
    in_force_from = DateColumn(verbose_name="Starts from")
    in_force_until = DateColumn(verbose_name="Starts until")

    class Meta:
        """Sorted by the query."""

        model = StepKind
        fields = (
            *("name", "placement_kind", "counted_from", "owner", "asks_document", "university"),
            *("in_force_from", "in_force_until"),
        )
