"""What somebody says about a spreadsheet: which file, and what its columns are."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kmtp.spreadsheet import MOST_BYTES, Layout, Unreadable, mapping
from kmtp.spreadsheet.actions import File
from kmtp.spreadsheet.models import AnyImport
from kmtp.ui.forms import Form

LEAVE_OUT = "Leave it out"


class UploadForm(Form):
    """A spreadsheet. A room asks whose it is, and says which columns it may have."""

    file = forms.FileField(label="Spreadsheet")
    submit_label = "Check the file"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say how large the file may be."""
        super().__init__(*args, **kwargs)
        most = f"{self.columns.most_rows:,}"
        self.fields[
            "file"
        ].help_text = f"An Excel workbook (.xlsx) or CSV file, at most 12 MB and {most} rows."

    @property
    def columns(self) -> Layout:
        """The columns that the file may have."""
        raise NotImplementedError

    def read(self, name: str, content: bytes) -> File:
        """Read the file; raise ``Unreadable`` with a sentence when it cannot be used."""
        return File.read(name, content, self.columns)

    def clean_file(self) -> File:
        """Read the file, or say why it cannot be read."""
        file = self.cleaned_data["file"]
        try:
            # One byte more than the limit is enough to refuse it; the rest is never read.
            return self.read(file.name, file.read(MOST_BYTES + 1))
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable)) from unreadable


class ColumnsForm(Form):
    """What each column of a file is; a column without a heading is left out.

    "Leave it out" is an answer like any other, so no question is marked optional.
    """

    mark_optional = False

    name = forms.CharField(
        label="Name of this source",
        max_length=120,
        help_text="We remember these columns for files with the same headings, so that you are asked once.",
    )

    def __init__(self, *args: Any, found: AnyImport, **kwargs: Any) -> None:
        """Ask about each column that has a heading."""
        super().__init__(*args, **kwargs)
        self.found = found
        self.fields["name"].initial = found.file_name.rsplit(".", 1)[0]
        choices = [("", LEAVE_OUT), *((key, column.heading) for key, column in found.layout.by_key.items())]
        for place, heading in self.headings:
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"“{heading[:60]}” is",
                choices=choices,
                required=False,
                initial=found.columns[place] if place < len(found.columns) else "",
                help_text=", ".join(found.samples[place]) or "No value in the first rows",
            )
        self.order_fields([name for name in self.fields if name != "name"])

    @property
    def headings(self) -> list[tuple[int, str]]:
        """The columns with a heading, by their places."""
        return [(place, heading) for place, heading in enumerate(self.found.headings) if heading]

    @property
    def columns(self) -> list[str]:
        """What was chosen, by place."""
        data = self.cleaned_data
        return [data.get(f"column_{place}", "") for place in range(len(self.found.headings))]

    def clean(self) -> dict[str, Any]:
        """Refuse columns that name one twice, at the second of them, or lack a needed one, at the first of all."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        columns = self.columns
        twice = [place for place, key in enumerate(columns) if key and key in columns[:place]]
        places = [*twice[:1], self.headings[0][0]]
        for place, fault in zip(places, mapping.faults(columns, self.found.layout), strict=False):
            self.add_error(f"column_{place}", fault)
        return data
