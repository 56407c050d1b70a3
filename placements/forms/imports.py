"""What somebody says about a list of students in a spreadsheet."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.spreadsheet import forms as spreadsheet
from kmtp.spreadsheet.actions import File
from kmtp.spreadsheet.columns import Layout
from placements.actions.imports import Upload
from placements.forms.choices import councils_for, let_choose
from placements.models.import_ import IMPORT
from placements.spreadsheet import OF_COUNCIL, OF_UNIVERSITY


def sends_for_council(user: Any) -> bool:
    """Say whether a coordinator sends what a university told her, as when she adds a student by hand."""
    return bool(user.has_perm("placements.pair_student"))


def layout_for(user: Any) -> Layout:
    """Return the columns that the files of ``user`` may have."""
    return OF_COUNCIL if sends_for_council(user) else OF_UNIVERSITY


class UploadForm(spreadsheet.UploadForm):
    """A list of students: whose they are, and for a council which one asks for them."""

    university = forms.ModelChoiceField(Organisation.objects.none(), label="University")
    council = forms.ModelChoiceField(Organisation.objects.none(), label="Council")
    field_order = ("university", "council", "file")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Ask whose students they are, and which council asks, only where there is a choice."""
        self.user = user
        super().__init__(*args, **kwargs)
        self.for_council = sends_for_council(user)
        self.only: dict[str, Organisation | None] = {}
        self.settle("university", self.universities)
        self.settle("council", councils_for(user) if self.for_council else Organisation.objects.none())

    @property
    def universities(self) -> QuerySet[Organisation]:
        """The universities in whose name this person sends students."""
        universities = Organisation.objects.universities()
        return (
            universities if self.for_council else universities.filter(access.within(self.user, IMPORT, "pk"))
        )

    def settle(self, name: str, rows: QuerySet[Organisation]) -> None:
        """Ask only when there is a choice."""
        offered = list(rows[:2])
        if len(offered) > 1:
            let_choose(self, name, rows)
        else:
            self.only[name] = offered[0] if offered else None
            del self.fields[name]

    def chosen(self, name: str) -> Organisation | None:
        """Return the university or the council."""
        return self.only[name] if name in self.only else self.cleaned_data[name]

    @property
    def columns(self) -> Layout:
        """The columns that this person’s files may have."""
        return layout_for(self.user)

    def read(self, name: str, content: bytes) -> File:
        """Read the file; what is confidential is the university’s alone to send."""
        return Upload.of(name, content, is_of_university=not self.for_council)

    @property
    def whose(self) -> dict[str, Any]:
        """Who sends the file, and whose students they are."""
        university, council = self.chosen("university"), self.chosen("council")
        return {"university": university, "sender": council or university}
