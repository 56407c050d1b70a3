"""The lists of recruitment."""

from typing import Any

from django.utils.timezone import localdate

from educators import recruitment
from educators.models import Application, Intake, Panel
from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn

STANDING = {"Open": "green", "To open": "yellow", "Closed": "grey"}


class StandingColumn(TagColumn):
    """Whether an intake takes applications today."""

    def html(self, record: Any) -> str:
        """Return the tag."""
        word, colour = record.standing(localdate())
        return f'<strong class="govuk-tag govuk-tag--{colour}">{word}</strong>'

    def plain(self, record: Any) -> str:
        """Return the word."""
        return str(record.standing(localdate())[0])


class IntakeTable(Table):
    """One line for each intake."""

    name = RecordColumn(facts=(("council__short_name", "Council"),), verbose_name="Intake")
    stage = Column(verbose_name="Stage")
    opens_on = DateColumn(verbose_name="Opens")
    closes_on = DateColumn(verbose_name="Closes")
    received = NumberColumn(verbose_name="Applications")
    places = NumberColumn(verbose_name="Places")
    standing = StandingColumn(accessor="pk", verbose_name="Status", orderable=False)

    class Meta:
        """The latest first."""

        model = Intake
        fields = ("name", "stage", "opens_on", "closes_on", "received", "places", "standing")
        order_by = ("-opens_on",)


class NextColumn(Column):
    """What happens next."""

    def text(self, record: Any) -> str:
        """Return the table's words."""
        return str(record.facts.next)

    def plain(self, record: Any) -> str:
        """Return the words."""
        return self.text(record)


class NameColumn(RecordColumn):
    """The applicant's name."""

    def text(self, record: Any) -> str:
        """Return first name, then last name."""
        return str(record)

    def plain(self, record: Any) -> str:
        """Return the name."""
        return str(record)


class ApplicationTable(Table):
    """One line for each application."""

    name = NameColumn(
        accessor="pk", facts=(("works_in", "Team"),), verbose_name="Applicant", order_by="last_name"
    )
    intake = Column(verbose_name="Intake")
    submitted_on = DateColumn(verbose_name="Submitted")
    state = TagColumn(verbose_name="Status", colours=recruitment.COLOURS)
    state_since = DateColumn(verbose_name="Since")
    next = NextColumn(accessor="state", verbose_name="Next", orderable=False)

    class Meta:
        """What waits longest first."""

        model = Application
        fields = ("name", "intake", "submitted_on", "state", "state_since", "next")
        order_by = ("state_since",)


class DayColumn(RecordColumn):
    """The panel, by its day."""

    def text(self, record: Any) -> str:
        """Return its day in words, and whether it is cancelled."""
        return f"{record}, cancelled" if record.cancelled_on else str(record)

    def plain(self, record: Any) -> str:
        """Return the same."""
        return self.text(record)


class PanelTable(Table):
    """One line for each panel."""

    day = DayColumn(accessor="pk", verbose_name="Panel", order_by="held_on")
    intake = Column(verbose_name="Intake")
    place = Column(verbose_name="Place")
    count = NumberColumn(verbose_name="Members")

    class Meta:
        """The next to come first."""

        model = Panel
        fields = ("day", "intake", "place", "count")
        order_by = ("-day",)
