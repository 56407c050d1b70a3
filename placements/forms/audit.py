"""What is asked about the audit of a team."""

from typing import Any

from django import forms

from kmtp.ui.fields import DateField
from kmtp.ui.forms import ModelForm, Ruled
from placements import kinds
from placements.models import AuditAction, TeamAudit


class AuditForm(Ruled):
    """When a team was audited, and how it was found."""

    unseen = frozenset({"team"})
    submit_label = "Save the audit"
    suits = forms.MultipleChoiceField(
        label="Which placements does it suit?",
        choices=kinds.CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_until = DateField(
        label="Valid until",
        required=False,
        help_text="Leave it empty for the usual time: 24 months, or 12 once there is an action plan.",
    )

    class Meta:
        """What stands in the audit."""

        model = TeamAudit
        fields = ("audited_on", "grade", "most_students", "suits", "valid_until", "note")
        labels = {
            "audited_on": "When was the team audited?",
            "grade": "How was it found?",
            "most_students": "How many students at a time?",
            "note": "What was found",
        }
        widgets = {"grade": forms.RadioSelect}
        help_texts = {"note": "Never names of students."}

    def clean(self) -> dict[str, Any]:
        """Keep the rule of the dates to what was typed: the usual time is filled in by the action."""
        data = super().clean() or {}
        if data.get("audited_on") and data.get("valid_until") and data["valid_until"] < data["audited_on"]:
            self.add_error("valid_until", "An audit is valid from its own day at least")
        return data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"valid_until"}


class AuditActionForm(ModelForm):
    """Something that a team puts right."""

    submit_label = "Add it to the plan"

    class Meta:
        """What, who and by when."""

        model = AuditAction
        fields = ("what", "who", "by_day")
        labels = {"what": "What is put right?", "who": "Who sees to it?", "by_day": "By when?"}
