"""The list of reports."""

from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn

COLOURS = {"ready": "green", "building": "blue", "waiting": "grey", "failed": "red"}


class ReportTable(Table):
    """One line for each revision."""

    title = RecordColumn(verbose_name="Report", order_by=("organisation__name",))
    year = Column(verbose_name="Academic year")
    revision = NumberColumn()
    state = TagColumn(verbose_name="Status", colours=COLOURS)
    requested_at = DateColumn(verbose_name="Asked for on")

    class Meta:
        """The newest year first."""

        order_by = ("-year", "-revision")
