"""What a list of students will do, what is wrong with it, and the lists that were imported."""

from typing import Any

from kmtp.spreadsheet import tables
from kmtp.spreadsheet.tables import ChangesColumn, RowColumn
from kmtp.ui.tables import RecordColumn, Table
from placements.models import StagedStudent, StudentImport, StudentProblem
from placements.spreadsheet.columns import EVERY
from placements.spreadsheet.comparing import ASKED_FOR
from placements.spreadsheet.words import worded

HEADINGS = {key: column.heading for key, column in EVERY.items()} | {ASKED_FOR: "Placement asked for"}


class DetailsColumn(ChangesColumn):
    """What a row says of a student, or what it changes."""

    known = HEADINGS

    def worded(self, key: str, value: Any) -> str:
        """Return a value of a column in words."""
        return worded(key, value)

    def said(self, record: StagedStudent) -> list[str]:
        """Return what the row says beside the reference."""
        values = record.values
        known = [key for key in HEADINGS if key in values and key != "reference"]
        return [f"{HEADINGS[key]}: {worded(key, values[key])}" for key in known]


class OutcomeTable(Table):
    """What a list will do, one kind of row at a time: two columns, so that both fit on a phone."""

    name = RowColumn(orderable=False, verbose_name="Student")
    details = DetailsColumn(accessor="changes", orderable=False, verbose_name="What the file says")

    class Meta:
        """In the order of the file."""

        model = StagedStudent
        fields: tuple[str, ...] = ("name", "details")


class ProblemTable(tables.ProblemTable):
    """What is wrong with a list of students."""

    class Meta(tables.ProblemTable.Meta):
        """In the order of the file."""

        model = StudentProblem


class ImportTable(tables.ImportTable):
    """The imports, with the university whose students they hold."""

    file_name = RecordColumn(
        facts=[("university__short_name", "University"), ("uploaded_by", "By")], verbose_name="File"
    )

    class Meta(tables.ImportTable.Meta):
        """The newest first."""

        model = StudentImport
