"""What a spreadsheet will do, what is wrong with it, and the imports that were."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.html import escape

from educators.models import Import, ImportProblem, StagedRow
from educators.spreadsheet import in_words
from educators.spreadsheet.columns import BY_KEY, NEEDED
from kmtp.ui.tables import MISSING, Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn

DAYS = frozenset({"registered_until", "joined_on", "stage_1", "stage_2"})
STATE_COLOURS = {
    "ready": "green",
    "applied": "green",
    "refused": "red",
    "columns": "yellow",
    "checking": "blue",
    "applying": "blue",
    "undone": "grey",
    "put-away": "grey",
}


def worded(key: str, value: Any) -> str:
    """Return a value of a column in words, as it stands in JSON or in a column of its own."""
    if key in DAYS and isinstance(value, str):
        value = date.fromisoformat(value)
    return in_words(value)


def differences(row: StagedRow) -> Iterator[tuple[str, str, str]]:
    """Yield what a row changes: the column, the value of before, the value of after."""
    for key, column in BY_KEY.items():
        if key in row.changes:
            before, after = row.changes[key]
            yield column.heading, worded(key, before), worded(key, after)


class RowColumn(Column):
    """The name, with the number of the row beneath; an export gives each a column."""

    def html(self, record: StagedRow) -> str:
        """Return both."""
        return f'{escape(record.name)}<span class="facts">Row {record.number:,}</span>'


class DetailsColumn(Column):
    """What a row says, or what it changes: the value of before struck out, the value of after marked."""

    def text(self, record: StagedRow) -> str:
        """Return the words."""
        changes = [f"{heading}: from {old} to {new}" for heading, old, new in differences(record)]
        return "; ".join(changes or said(record))

    def html(self, record: StagedRow) -> str:
        """Return changes as a list; the words "from" and "to" say it without colour."""
        lines = [
            f"<li>{escape(heading)}: from <del>{escape(old)}</del> to <ins>{escape(new)}</ins></li>"
            for heading, old, new in differences(record)
        ]
        return (
            f'<ul class="govuk-list govuk-!-font-size-16">{"".join(lines)}</ul>'
            if lines
            else escape(self.text(record) or MISSING)
        )


def said(row: StagedRow) -> list[str]:
    """Return what a row says beside the name, in the order of the columns."""
    values = dict(row.said)
    known = [(key, column) for key, column in BY_KEY.items() if key in values and key not in NEEDED]
    return [f"{column.heading}: {worded(key, values[key])}" for key, column in known]


class OutcomeTable(Table):
    """What a spreadsheet will do, one kind of row at a time: two columns, so that both fit on a phone."""

    name = RowColumn(orderable=False, verbose_name="Who")
    details = DetailsColumn(accessor="changes", orderable=False, verbose_name="What the file says")

    class Meta:
        """In the order of the file."""

        model = StagedRow
        fields: tuple[str, ...] = ("name", "details")


class WhereColumn(Column):
    """The row, with the column and what stands there beneath."""

    def html(self, record: ImportProblem) -> str:
        """Return all three."""
        cell = f"{record.column}: {record.value}" if record.value else record.column
        return f'Row {record.row:,}<span class="facts">{escape(cell)}</span>'

    def headings(self, heading: str) -> list[str]:
        """Return a heading for each."""
        return ["Row", "Column", "What stands there"]

    def plains(self, record: ImportProblem) -> list[Any]:
        """Return each."""
        return [record.row, record.column, record.value]


class ReasonColumn(Column):
    """What is wrong, as a sentence begins."""

    def text(self, record: ImportProblem) -> str:
        """Return it with a capital."""
        return record.reason[:1].upper() + record.reason[1:]

    def plain(self, record: ImportProblem) -> str:
        """Return the same."""
        return self.text(record)


class ProblemTable(Table):
    """What is wrong with a spreadsheet: two columns, so that both fit on a phone."""

    row = WhereColumn(orderable=False, verbose_name="Where")
    reason = ReasonColumn(orderable=False, verbose_name="What to do")

    class Meta:
        """In the order of the file."""

        model = ImportProblem
        fields: tuple[str, ...] = ("row", "reason")


class ImportTable(Table):
    """The imports, the newest first."""

    file_name = RecordColumn(
        facts=[("council__short_name", "Council"), ("uploaded_by", "By")], verbose_name="File"
    )
    state = TagColumn(colours=STATE_COLOURS, verbose_name="What became of it")
    uploaded_at = DateColumn(verbose_name="Uploaded")
    added = NumberColumn(verbose_name="New")
    changed = NumberColumn(verbose_name="Changed")
    unchanged = NumberColumn(verbose_name="Unchanged")
    problem_count = NumberColumn(verbose_name="Problems")

    class Meta:
        """The newest first."""

        model = Import
        fields: tuple[str, ...] = (
            *("file_name", "state", "uploaded_at", "added", "changed", "unchanged", "problem_count"),
        )
        order_by = "-uploaded_at"
