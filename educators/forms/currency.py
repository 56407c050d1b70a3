"""What is asked about return plans and CPD."""

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from educators import renewal
from educators.currency import months_after
from educators.forms.register import DayForm, ReasonForm, Ruled, not_to_come
from educators.models import Cpd, Educator, ReturnPlan
from kmtp.ui.fields import DateField, SearchChoiceField
from kmtp.ui.forms import Form


class ReturnPlanForm(Ruled):
    """A return plan: from when to when, with whom, and the steps."""

    mentor = SearchChoiceField(
        Educator.objects.none(),
        required=False,
        search=("first_name", "last_name", "swe_number"),
        noun="practice educator",
        help_text="Somebody else at Stage 2, of the same council.",
    )
    submit_label = "Save the return plan"
    unseen = Ruled.unseen | {"state", "ended_on", "reason"}

    class Meta:
        """The days, the mentor and the steps."""

        model = ReturnPlan
        fields = ["agreed_on", "starts_on", "review_on", "ends_on", "mentor", "steps"]
        labels = {"agreed_on": "Agreed on", "steps": "Steps"}
        help_texts = {"steps": "One on a line, such as a refresher, observing, or a student with the mentor."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start a new plan today, with half a year to go; offer the council's Stage 2 educators."""
        super().__init__(*args, **kwargs)
        today = localdate()
        others = Educator.objects.filter(council=self.instance.educator.council_id).active_on(today)
        others = others.exclude(pk=self.instance.educator_id)
        self.fields["mentor"].queryset = others.at_stage_2_on(today)  # type: ignore[attr-defined]
        if self.instance.pk is None:
            days = {"review_on": months_after(today, 3), "ends_on": months_after(today, 6)}
            self.initial.update({"agreed_on": today, "starts_on": today, **days})


class CompletionOfPlanForm(DayForm):
    """The day on which a plan was completed."""

    on = DateField(label="Day of completion")

    def clean_on(self) -> date:
        """Refuse a day to come."""
        return not_to_come(self.cleaned_data["on"], "The completion")


class EndOfPlanForm(ReasonForm):
    """When and why a plan ended without being completed."""

    on = DateField(label="Last day of the plan")


class CpdForm(Ruled):
    """A piece of learning."""

    submit_label = "Record the CPD"

    class Meta:
        """When, what and how long."""

        model = Cpd
        fields = ["on", "title", "kind", "hours", "provider"]
        labels = {"kind": "Kind", "hours": "Hours"}
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"hours": "Halves are fine, like 1.5.", "title": "Name no student or colleague."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start from today."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("on", localdate())

    def clean_on(self) -> date:
        """Refuse learning to come."""
        return not_to_come(self.cleaned_data["on"], "CPD")


class CheckedForm(Form):
    """Until when the registrations last that were looked up today."""

    until = DateField(label="Registered until", help_text="Social Work England renews by 30 November.")
    submit_label = "Checked today"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start from the next 30 November."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", renewal.renewed_until(localdate()))

    def clean_until(self) -> date:
        """Refuse a day that has passed: such a registration is not good."""
        day: date = self.cleaned_data["until"]
        if day < localdate():
            raise forms.ValidationError("This day has passed. Leave out whoever is not registered today")
        return day
