"""What somebody says about a register in a spreadsheet."""

from typing import Any

from django import forms

from educators.forms.register import councils_of
from educators.spreadsheet import REGISTER
from kmtp.partnership.models import Organisation
from kmtp.spreadsheet import forms as spreadsheet
from kmtp.spreadsheet.columns import Layout


class UploadForm(spreadsheet.UploadForm):
    """A register in a spreadsheet."""

    council = forms.ModelChoiceField(Organisation.objects.none(), label="Council")
    field_order = ("council", "file")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Ask for the council only when there is a choice."""
        super().__init__(*args, **kwargs)
        councils = councils_of(user, "educators.import_educators")
        self.fields["council"].queryset = councils  # type: ignore[attr-defined]
        offered = list(councils[:2])
        self.only_council = offered[0] if len(offered) == 1 else None
        if self.only_council:
            del self.fields["council"]

    @property
    def columns(self) -> Layout:
        """The columns of a register."""
        return REGISTER

    @property
    def chosen_council(self) -> Organisation:
        """The council whose register it is."""
        chosen: Organisation = self.only_council or self.cleaned_data["council"]
        return chosen
