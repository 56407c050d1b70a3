"""What is asked about programmes."""

from typing import Any

from django import forms

from kmtp.partnership.models import Organisation
from kmtp.ui.forms import ModelForm
from placements.forms.choices import let_choose
from placements.models import Programme


class ProgrammeForm(ModelForm):
    """A programme of a university."""

    submit_label = "Add the programme"

    class Meta:
        """Whose it is, its name and route."""

        model = Programme
        fields = ("university", "name", "route")
        widgets = {"route": forms.RadioSelect}
        help_texts = {"name": "As the university calls it, such as MA Social Work."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the universities."""
        super().__init__(*args, **kwargs)
        let_choose(self, "university", Organisation.objects.universities())
