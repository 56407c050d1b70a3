"""A document for a step."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from kmtp.ui.forms import Form
from placements import documents
from placements.documents import WHAT, Checked, NotTaken


class DocumentForm(Form):
    """One file, looked at before it is kept."""

    file = forms.FileField(label="Document")
    submit_label = "Add the document"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what is taken."""
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"{WHAT}, at most {settings.MOST_UPLOAD_MB} MB."

    def clean_file(self) -> Checked:
        """Read the file, or say why it is not taken."""
        file, most = self.cleaned_data["file"], settings.MOST_UPLOAD_MB
        try:
            # One byte more than the limit is enough to refuse it; the rest is never read.
            return documents.check(file.name, file.read(most * 1024 * 1024 + 1), most)
        except NotTaken as why:
            raise ValidationError(str(why)) from why
