"""The list of practice panels."""

from kmtp.ui.tables import NumberColumn, RecordColumn, Table
from placements.models import PracticePanel


class PanelTable(Table):
    """Practice panels, the newest first."""

    meets_on = RecordColumn(
        verbose_name="Meets on", facts=[("university__short_name", "University"), ("note", "Note")]
    )
    reports_sent = NumberColumn(verbose_name="Reports you can see")
    decided = NumberColumn(verbose_name="Decided")

    class Meta:
        """The newest first."""

        model = PracticePanel
        fields = ("meets_on", "reports_sent", "decided")
        order_by = "-meets_on"
