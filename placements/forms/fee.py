"""What is asked about placement fees."""

from typing import Any

from django import forms

from kmtp.partnership.models import Organisation
from kmtp.ui.forms import ModelForm
from placements.forms.choices import let_choose
from placements.models import FeeExemption, FeeRate


class RateForm(ModelForm):
    """What is paid from a day on."""

    submit_label = "Save the rate"

    class Meta:
        """How much, from when, for whom."""

        model = FeeRate
        fields = ("pounds", "in_force_from", "university")
        labels = {
            "pounds": "Pounds for a placement day",
            "in_force_from": "In force from",
            "university": "For one university only",
        }
        help_texts = {"university": "Leave it empty for every university that has no rate of its own."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the universities."""
        super().__init__(*args, **kwargs)
        let_choose(self, "university", Organisation.objects.universities())


class ExemptionForm(ModelForm):
    """Who pays nothing, and why."""

    submit_label = "Save the exemption"

    class Meta:
        """Which route, between which days, why."""

        model = FeeExemption
        fields = ("route", "starts_on", "ends_on", "why")
        labels = {"starts_on": "First day", "ends_on": "Last day"}
        widgets = {"route": forms.RadioSelect}
        help_texts = {"why": "It stands beside the days that are not paid, so that a university can read it."}
