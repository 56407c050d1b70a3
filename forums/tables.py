"""The list of forums."""

from typing import Any

from forums import lifecycle
from forums.models import Booking, Forum
from kmtp.ui.tables import Column, DateColumn, RecordColumn, Table, TagColumn

OWN = dict(Booking.State.choices)


class HostColumn(Column):
    """The council that holds it, or "Joint"."""

    def __init__(self) -> None:
        """Sort by the council's name."""
        super().__init__(accessor="host", verbose_name="Host", order_by="council__short_name")


class PlacesColumn(Column):
    """How many of the places are taken, and how many people wait."""

    def text(self, record: Any) -> str:
        """Return "12 of 30 booked, 2 waiting"."""
        waiting = f", {record.waiting} waiting" if record.waiting else ""
        return f"{record.taken} of {record.capacity} booked{waiting}"

    def headings(self, heading: str) -> list[str]:
        """An export gets the three numbers."""
        return ["Places", "Booked", "Waiting"]

    def plains(self, record: Any) -> list[Any]:
        """Return the three numbers."""
        return [record.capacity, record.taken, record.waiting]


class OwnColumn(TagColumn):
    """What became of the reader's own booking."""

    def text(self, record: Any) -> str:
        """Return the state in words; nothing for nobody."""
        return OWN.get(record.own_state, "")

    def plain(self, record: Any) -> str:
        """Return the words."""
        return self.text(record)


class ForumTable(Table):
    """One line for each forum."""

    title = RecordColumn(facts=(("venue", "Venue"),), verbose_name="Forum")
    held_on = DateColumn(verbose_name="Day")
    own_state = OwnColumn(verbose_name="You", colours={"booked": "green", "waiting": "yellow"})
    times = Column(verbose_name="Time", order_by="starts_at")
    host = HostColumn()
    audience = Column(verbose_name="For")
    places = PlacesColumn(accessor="taken", verbose_name="Places")
    state = TagColumn(verbose_name="Status", colours=lifecycle.COLOURS)

    class Meta:
        """The latest first, so that what is to come stands on top."""

        model = Forum
        fields = ("title", "held_on", "own_state", "times", "host", "audience", "places", "state")
        order_by = ("-held_on",)
