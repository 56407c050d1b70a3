"""The list of one's own concerns."""

from kmtp.ui.tables import Column, DateColumn, RecordColumn, Table, TagColumn, WordTag
from placements.models import Concern
from placements.models.concern import Due

COLOURS = {Due.MEETING: "orange", Due.REVIEW: "blue"}


class ConcernTable(Table):
    """Concerns in which one is involved: what is due first."""

    placement = RecordColumn(
        accessor="placement__student__reference",
        verbose_name="Student",
        facts=[("placement__kind", "Kind"), ("about", "About")],
    )
    team = Column(accessor="placement__team__name", verbose_name="Team")
    raised_on = DateColumn(verbose_name="Raised on")
    due_is = WordTag(words=dict(Due.choices), colours=COLOURS, verbose_name="Next", orderable=False)
    due_on = DateColumn(verbose_name="Due on")
    outcome = TagColumn(verbose_name="Outcome")

    class Meta:
        """Sorted by the query."""

        model = Concern
        fields = ("placement", "team", "raised_on", "due_is", "due_on", "outcome")
