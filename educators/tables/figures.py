"""The people of a manager's own teams."""

from educators.models import Educator
from educators.models.educator import Currency
from educators.tables.register import STAGE_COLOURS, STAGE_WORDS, STATUS_COLOURS, STATUS_WORDS
from kmtp.ui.tables import Column, NumberColumn, Table, WordTag

CURRENCY_COLOURS = {
    "current": "green",
    "due": "yellow",
    "lapsed": "red",
    "returning": "blue",
    "trainee": "grey",
}


class OwnTeamsTable(Table):
    """Names without a link: a manager does not open the record."""

    name = Column(orderable=False, verbose_name="Name")
    team = Column(orderable=False, verbose_name="Team")
    stage = WordTag(colours=STAGE_COLOURS, words=STAGE_WORDS, orderable=False, verbose_name="Stage")
    currency = WordTag(
        colours=CURRENCY_COLOURS, words=dict(Currency.choices), orderable=False, verbose_name="Currency"
    )
    capacity = NumberColumn(orderable=False, verbose_name="Students at a time")
    students = NumberColumn(orderable=False, verbose_name="Students now")
    status = WordTag(colours=STATUS_COLOURS, words=STATUS_WORDS, orderable=False, verbose_name="Status")

    class Meta:
        """In the order of the query."""

        model = Educator
        fields = ("name", "team", "stage", "currency", "capacity", "students", "status")
