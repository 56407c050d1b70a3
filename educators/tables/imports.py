"""What a spreadsheet will do to the register, and what is wrong with it."""

from datetime import date
from typing import Any

from educators.models import Import, ImportProblem, StagedRow
from educators.spreadsheet import REGISTER
from kmtp.spreadsheet import in_words, tables
from kmtp.spreadsheet.tables import ChangesColumn, RowColumn
from kmtp.ui.tables import RecordColumn, Table

DAYS = frozenset({"registered_until", "joined_on", "stage_1", "stage_2"})


class DetailsColumn(ChangesColumn):
    """What a row says of an educator, or what it changes."""

    known = {key: column.heading for key, column in REGISTER.by_key.items()}

    def worded(self, key: str, value: Any) -> str:
        """Return a value of a column in words, as it stands in JSON or in a column of its own."""
        if key in DAYS and isinstance(value, str):
            value = date.fromisoformat(value)
        return in_words(value)

    def said(self, record: StagedRow) -> list[str]:
        """Return what the row says beside the name, in the order of the columns."""
        values = dict(record.said)
        keys = [key for key in self.known if key in values and key not in REGISTER.needed]
        return [f"{self.known[key]}: {self.worded(key, values[key])}" for key in keys]


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
