"""The list of letters."""

from kmtp.mail.models import Letter
from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn

COLOURS = {"sent": "green", "failed": "red", "queued": "grey", "sending": "blue"}


class LetterTable(Table):
    """One line for each letter; whom it goes to is on its own page."""

    subject = RecordColumn(facts=(("trouble", "Problem"),))
    state = TagColumn(verbose_name="Status", colours=COLOURS)
    attempts = NumberColumn()
    created_at = DateColumn(verbose_name="Written on")
    organisation = Column(accessor="organisation__short_name", verbose_name="For")

    class Meta:
        """The newest first."""

        model = Letter
        fields = ("subject", "organisation", "state", "attempts", "created_at")
        order_by = ("-created_at",)
