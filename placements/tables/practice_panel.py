"""The list of practice panels."""

from kmtp.ui.tables import DateColumn, NumberColumn, RecordColumn, Table
from placements.models import PracticePanel


class PanelTable(Table):
    """Practice panels, the newest first."""

    university = RecordColumn(
        accessor="university__short_name", verbose_name="University", facts=[("note", "Note")]
    )
    meets_on = DateColumn(verbose_name="Meets on")
    reports_sent = NumberColumn(verbose_name="Reports you can see")
    decided = NumberColumn(verbose_name="Decided")

    class Meta:
        """The newest first."""

        model = PracticePanel
        fields = ("university", "meets_on", "reports_sent", "decided")
        order_by = "-meets_on"
