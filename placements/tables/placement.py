"""The lists of placements."""

from kmtp.ui.tables import Column, DateColumn, RecordColumn, Table, TagColumn
from placements import lifecycle
from placements.models import Placement
from placements.tables.columns import Named

STATE_COLOURS = {state.key: state.colour for state in lifecycle.STATES.values()}


class PlacementTable(Table):
    """Placements, the latest start first."""

    student = RecordColumn(
        accessor="student__reference",
        verbose_name="Student",
        facts=[("kind", "Kind"), ("student__programme__route", "Route"), ("days_words", "Days confirmed")],
    )
    educator = Named(
        verbose_name="Practice educator", order_by=("educator__last_name", "educator__first_name")
    )
    team = Named(verbose_name="Team", order_by="team__name")
    university = Column(accessor="student__programme__university__short_name", verbose_name="University")
    starts_on = DateColumn(verbose_name="Starts")
    ends_on = DateColumn(verbose_name="Ends")
    state = TagColumn(colours=STATE_COLOURS, verbose_name="State")

    class Meta:
        """The latest start first."""

        model = Placement
        fields: tuple[str, ...] = (
            "student",
            "educator",
            "team",
            "university",
            "starts_on",
            "ends_on",
            "state",
        )
        order_by = "-starts_on"


class WithCouncil(PlacementTable):
    """Placements of several councils."""

    council = Column(accessor="council__short_name", verbose_name="Council")

    class Meta(PlacementTable.Meta):
        """With the council before the team."""

        fields: tuple[str, ...] = (
            "student",
            "educator",
            "council",
            "team",
            "university",
            "starts_on",
            "ends_on",
            "state",
        )
        sequence = fields
