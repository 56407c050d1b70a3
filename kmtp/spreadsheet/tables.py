"""What a spreadsheet will do, what is wrong with it, and the imports that were."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import escape

from kmtp.spreadsheet.models import AnyProblem
from kmtp.ui.tables import MISSING, Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn

#: A column, the value of before and the value of after.
Difference = tuple[str, str, str]
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


class RowColumn(Column):
    """The name, with the number of the row beneath; an export gives each a column."""

    def html(self, record: Any) -> str:
        """Return both."""
        return f'{escape(record.name)}<span class="facts">Row {record.number:,}</span>'


class ChangesColumn(Column):
    """What a row says, or what it changes: the value of before struck out, the value of after marked.

    A room says which columns there are, how a value of one is worded, and what a row says beside its name.
    """

    #: The heading of each column by its key, in the order of the file.
    known: Mapping[str, str]
    css = "breaks"

    def worded(self, key: str, value: Any) -> str:
        """Return a value of a column in words."""
        raise NotImplementedError

    def differences(self, record: Any) -> Iterator[Difference]:
        """Yield what the row changes: the column, the value of before, the value of after."""
        for key, heading in self.known.items():
            if key in record.changes:
                before, after = record.changes[key]
                yield heading, self.worded(key, before), self.worded(key, after)

    def said(self, record: Any) -> Sequence[str]:
        """Return what the row says beside its name, in the order of the columns."""
        raise NotImplementedError

    def text(self, record: Any) -> str:
        """Return the words."""
        changes = [f"{heading}: from {old} to {new}" for heading, old, new in self.differences(record)]
        return "; ".join(changes or self.said(record))

    def html(self, record: Any) -> str:
        """Return changes as a list; the words "from" and "to" say it without colour."""
        lines = [
            f"<li>{escape(heading)}: from <del>{escape(old)}</del> to <ins>{escape(new)}</ins></li>"
            for heading, old, new in self.differences(record)
        ]
        return (
            f'<ul class="govuk-list govuk-!-font-size-16">{"".join(lines)}</ul>'
            if lines
            else escape(self.text(record) or MISSING)
        )


class WhereColumn(Column):
    """The row, with the column and what stands there beneath."""

    def html(self, record: AnyProblem) -> str:
        """Return all three."""
        cell = f"{record.column}: {record.value}" if record.value else record.column
        return f'Row {record.row:,}<span class="facts">{escape(cell)}</span>'

    def headings(self, heading: str) -> list[str]:
        """Return a heading for each."""
        return ["Row", "Column", "What stands there"]

    def plains(self, record: AnyProblem) -> list[Any]:
        """Return each."""
        return [record.row, record.column, record.value]


class ReasonColumn(Column):
    """What is wrong, as a sentence begins."""

    css = "breaks"

    def text(self, record: AnyProblem) -> str:
        """Return it with a capital."""
        return record.reason[:1].upper() + record.reason[1:]

    def plain(self, record: AnyProblem) -> str:
        """Return the same."""
        return self.text(record)


class ProblemTable(Table):
    """What is wrong with a spreadsheet: two columns, so that both fit on a phone. A room says whose."""

    row = WhereColumn(orderable=False, verbose_name="Where")
    reason = ReasonColumn(orderable=False, verbose_name="What to do")

    class Meta:
        """In the order of the file."""

        fields: tuple[str, ...] = ("row", "reason")


class ImportTable(Table):
    """The imports, the newest first. A room says whose they are."""

    file_name = RecordColumn(facts=[("uploaded_by", "By")], verbose_name="File")
    state = TagColumn(colours=STATE_COLOURS, verbose_name="What became of it")
    uploaded_at = DateColumn(verbose_name="Uploaded")
    added = NumberColumn(verbose_name="New")
    changed = NumberColumn(verbose_name="Changed")
    unchanged = NumberColumn(verbose_name="Unchanged")
    problem_count = NumberColumn(verbose_name="Problems")

    class Meta:
        """The newest first."""

        fields: tuple[str, ...] = (
            *("file_name", "state", "uploaded_at", "added", "changed", "unchanged", "problem_count"),
        )
        order_by = "-uploaded_at"
