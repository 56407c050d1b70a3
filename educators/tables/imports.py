"""What a spreadsheet will do to the register, and what is wrong with it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from educators.models import Import, ImportProblem, StagedRow
from educators.spreadsheet import REGISTER
from kmtp.spreadsheet import in_words, tables
from kmtp.spreadsheet.tables import ChangesColumn, Difference, RowColumn
from kmtp.ui.tables import RecordColumn, Table

DAYS = frozenset({"registered_until", "joined_on", "stage_1", "stage_2"})


def worded(key: str, value: Any) -> str:
    """Return a value of a column in words, as it stands in JSON or in a column of its own."""
    if key in DAYS and isinstance(value, str):
        value = date.fromisoformat(value)
    return in_words(value)


def differences(row: StagedRow) -> Iterator[Difference]:
    """Yield what a row changes: the column, the value of before, the value of after."""
    for key, column in REGISTER.by_key.items():
        if key in row.changes:
            before, after = row.changes[key]
            yield column.heading, worded(key, before), worded(key, after)


def said(row: StagedRow) -> list[str]:
    """Return what a row says beside the name, in the order of the columns."""
    values, needed = dict(row.said), REGISTER.needed
    known = [(key, one) for key, one in REGISTER.by_key.items() if key in values and key not in needed]
    return [f"{column.heading}: {worded(key, values[key])}" for key, column in known]


class DetailsColumn(ChangesColumn):
    """What a row says of an educator, or what it changes."""

    def differences(self, record: StagedRow) -> Iterator[Difference]:
        """Return what the row changes."""
        return differences(record)

    def said(self, record: StagedRow) -> list[str]:
        """Return what the row says."""
        return said(record)


class OutcomeTable(Table):
    """What a spreadsheet will do, one kind of row at a time: two columns, so that both fit on a phone."""

    name = RowColumn(orderable=False, verbose_name="Who")
    details = DetailsColumn(accessor="changes", orderable=False, verbose_name="What the file says")

    class Meta:
        """In the order of the file."""

        model = StagedRow
        fields: tuple[str, ...] = ("name", "details")


class ProblemTable(tables.ProblemTable):
    """What is wrong with a register."""

    class Meta(tables.ProblemTable.Meta):
        """In the order of the file."""

        model = ImportProblem


class ImportTable(tables.ImportTable):
    """The imports, with the council whose register it is."""

    file_name = RecordColumn(
        facts=[("council__short_name", "Council"), ("uploaded_by", "By")], verbose_name="File"
    )

    class Meta(tables.ImportTable.Meta):
        """The newest first."""

        model = Import
