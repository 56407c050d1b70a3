"""What is asked about the currency policy."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from educators.models import Activity, CurrencyPolicy
from kmtp.ui.forms import ModelForm


class PolicyForm(ModelForm):
    """A version of the policy."""

    counts = forms.MultipleChoiceField(
        label="What counts",
        choices=Activity.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="The kinds of activity that keep a practice educator current.",
    )
    why = forms.CharField(
        label="Why",
        max_length=200,
        required=False,
        help_text="Needed when the policy is in force already. It stands in the history.",
    )
    submit_label = "See whose state changes"

    class Meta:
        """From when, and the rule."""

        model = CurrencyPolicy
        fields = [
            *("in_force_from", "window_months", "counts", "warn_months", "cpd_hours", "retrain_months"),
            *("a_lapse_means", "consequence"),
        ]
        labels = {
            "in_force_from": "In force from",
            "window_months": "Window in months",
            "warn_months": "Warn how many months before a lapse",
            "cpd_hours": "Hours of CPD needed in an academic year",
            "retrain_months": "Train again after how many months without practice",
            "a_lapse_means": "A lapse means",
            "consequence": "What somebody who lapsed reads",
        }
        widgets = {"a_lapse_means": forms.RadioSelect}
        help_texts = {
            "window_months": "So long what counts keeps somebody current.",
            "cpd_hours": "A shortfall is said on the record; it lapses nobody. 0 asks for none.",
            "consequence": "",
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a policy that is in force already."""
        data = super().clean() or {}
        day = data.get("in_force_from")
        if day and day <= localdate() and not data.get("why"):
            self.add_error("why", "Say why: this policy is in force as soon as it is saved")
        return data
