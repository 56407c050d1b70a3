"""What is asked about steps: when one was done, why one is waived, and the rules for all of them."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.timezone import localdate

from kmtp.partnership.models import Organisation
from kmtp.ui.fields import DateField
from kmtp.ui.forms import Form, ModelForm
from placements.models import StepKind


class DoneForm(Form):
    """When a step was done."""

    done_on = DateField(label="Done on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start from today."""
        kwargs["initial"] = {"done_on": localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_done_on(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["done_on"]
        if day > localdate():
            raise forms.ValidationError("Enter today or an earlier day: a step is done once it happened")
        return day


class WaiveForm(Form):
    """Why a placement goes without a step."""

    why = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="It stands with the step, where the university and the practice educator can read it.",
    )


class StepKindForm(ModelForm):
    """A step that every placement of a kind has."""

    class Meta:
        """Its name, whom it is for, when it is due, and whose it is."""

        model = StepKind
        fields = (
            *("name", "placement_kind", "university", "owner", "anchor", "offset_days"),
            *("asks_document", "note", "in_force_from", "in_force_until"),
        )
        widgets = {"anchor": forms.RadioSelect, "owner": forms.RadioSelect}
        labels = {"anchor": "Counted from", "offset_days": "Days after it", "placement_kind": "Placements"}
        help_texts = {
            "offset_days": "0 is the day itself; 14 is two weeks after; write -7 for a week before.",
            "owner": "Who gets the letters: a week before it is due, and once when it is overdue.",
            "in_force_until": "Leave empty while it goes on.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the universities; a step that exists stays with its kind of placement."""
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["university"])
        field.queryset = Organisation.objects.universities()
        field.empty_label = "Every university"
        if self.instance.pk:
            del self.fields["placement_kind"]

    def _get_validation_exclusions(self) -> set[str]:
        # A step's name is unique within its kind of placement, also where the form does not ask for that.
        return set(super()._get_validation_exclusions()) - {"placement_kind"}  # type: ignore[misc]
