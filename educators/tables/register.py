"""The register as a list, and what a spreadsheet will do to it."""

from typing import Any

from django.utils.html import escape

from educators.models import Educator
from educators.models.educator import Currency
from kmtp.partnership import access
from kmtp.ui.tables import (
    MISSING,
    Column,
    Fact,
    NumberColumn,
    RecordColumn,
    Table,
    WordTag,
    day_in_words,
    follow,
    said,
)

CURRENCY_COLOURS = {
    "current": "green",
    "due": "yellow",
    "lapsed": "red",
    "returning": "purple",
    "trainee": "blue",
}
STAGE_COLOURS = {"stage-2": "green", "stage-1": "turquoise", "trainee": "grey"}
STAGE_WORDS = {"trainee": "Trainee", "stage-1": "Stage 1", "stage-2": "Stage 2"}
STATUS_COLOURS = {"active": "green", "on-break": "yellow", "left": "grey"}
STATUS_WORDS = {"active": "Active", "on-break": "On a break", "left": "Left"}


class Pair(Column):
    """A fact with a second one in grey beneath; an export gives each a column."""

    def __init__(self, *args: Any, beneath: tuple[str, str], before: str = "", **kwargs: Any) -> None:
        """Take the path and the heading of the second fact, and words that stand before it on the screen."""
        super().__init__(*args, **kwargs)
        self.beneath = Fact(*beneath)
        self.before = before

    def html(self, record: Any) -> str:
        """Return both."""
        first, second = self.text(record), said(follow(record, self.beneath.path))
        grey = f'<span class="facts">{escape(self.before)}{escape(second)}</span>' if second else ""
        return f"{escape(first or MISSING)}{grey}"

    def headings(self, heading: str) -> list[str]:
        """Return both headings."""
        return [heading, self.beneath.heading]

    def plains(self, record: Any) -> list[Any]:
        """Return both values."""
        return [self.plain(record), follow(record, self.beneath.path)]


class CurrencyTag(WordTag):
    """How somebody stands, with the last day that practice counts in grey; an export gives the day a column."""

    def html(self, record: Any) -> str:
        """Return the tag and the day."""
        day = record.current_until
        gone = record.currency in (Currency.LAPSED, Currency.RETURNING)
        word = "current until" if gone else "until"
        grey = f'<span class="facts">{word} {day_in_words(day)}</span>'
        return super().html(record) + (grey if day else "")

    def headings(self, heading: str) -> list[str]:
        """Return both headings."""
        return [heading, "Current until"]

    def plains(self, record: Any) -> list[Any]:
        """Return both values."""
        return [self.plain(record), record.current_until]


class EducatorTable(Table):
    """The register, by last name."""

    name = RecordColumn(
        order_by=("last_name", "first_name"),
        facts=[("post", "Post"), ("employment", "Independent")],
        verbose_name="Name",
    )
    stage = WordTag(colours=STAGE_COLOURS, words=STAGE_WORDS, verbose_name="Stage")
    currency = CurrencyTag(
        colours=CURRENCY_COLOURS,
        words=dict(Currency.choices),
        order_by="counted_from",
        verbose_name="Currency",
    )
    team = Pair(beneath=("team__locality", "Locality"), order_by="team__name", verbose_name="Team")
    swe_number = Pair(
        beneath=("registered_until", "Registered until"), before="until ", verbose_name="SWE number"
    )
    capacity = NumberColumn(verbose_name="Students at a time")
    status = WordTag(colours=STATUS_COLOURS, words=STATUS_WORDS, verbose_name="Status")

    class Meta:
        """By last name."""

        model = Educator
        fields: tuple[str, ...] = ("name", "stage", "currency", "team", "swe_number", "capacity", "status")
        order_by = "name"


class PartnershipTable(EducatorTable):
    """The registers of all councils."""

    council = Column(accessor="council__short_name", verbose_name="Council")

    class Meta(EducatorTable.Meta):
        """With the council after the name."""

        fields = ("name", "council", "stage", "currency", "team", "swe_number", "capacity", "status")
        sequence = fields


def table_for(user: Any) -> type[Table]:
    """Return the register as this person reads it: with the council only for those who see several."""
    several = set(access.WHOLE_PARTNERSHIP) & access.roles(user)
    return PartnershipTable if several else EducatorTable
