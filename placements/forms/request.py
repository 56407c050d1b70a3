"""What is asked about a request."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from kmtp.partnership.models import Organisation
from kmtp.ui.fields import SearchChoiceField
from placements import kinds
from placements.eligibility import Period, days_that_fit
from placements.forms.choices import Ruled, councils_for, let_choose, settle_council
from placements.models import Request, Student

ASKED = ("council", "kind", "starts_on", "ends_on", "days_per_week", "wishes")


DATE_LABELS = {"starts_on": "Start date", "ends_on": "Latest end date"}


def refuse_dates(form: Any, data: dict[str, Any], kind: str = "") -> None:
    """Say what is wrong with the dates of a request: their order, or that the days do not fit (H12)."""
    starts_on, ends_on, per_week = data.get("starts_on"), data.get("ends_on"), data.get("days_per_week")
    wanted = kinds.KINDS.get(str(data.get("kind") or kind))
    if not (starts_on and ends_on and per_week and wanted):
        return
    if ends_on < starts_on:
        form.add_error("ends_on", "The end must be on or after the start")
        return
    fit = days_that_fit(Period(starts_on, ends_on), float(per_week))
    if fit < wanted.fewest_days:
        form.add_error(
            "ends_on", f"Only {fit} of {wanted.fewest_days} placement days fit between these dates"
        )


class RequestForm(Ruled):
    """A placement asked for. The council is asked only of people who may ask several."""

    student = SearchChoiceField(Student.objects.none(), search=("reference",), noun="student")
    layout = Layout("student", *ASKED)

    class Meta:
        """Whom, which kind, from when."""

        model = Request
        fields = ("student", *ASKED)
        labels = DATE_LABELS
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"wishes": "If the student has a wish; it is weighed, not promised."}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the person's own students and councils."""
        super().__init__(*args, **kwargs)
        self.only_council: Organisation | None = None
        let_choose(self, "student", Student.objects.visible_to(user))
        councils = councils_for(user)
        settle_council(self, councils)
        if self.only_council:
            self.instance.council = self.only_council

    def clean(self) -> dict[str, Any]:
        """Refuse dates in the wrong order or too few days."""
        data = super().clean() or {}
        refuse_dates(self, data)
        return data


class RequestChangeForm(Ruled):
    """Other dates or wishes."""

    class Meta:
        """What may change while nobody is placed."""

        model = Request
        fields = ("starts_on", "ends_on", "days_per_week", "wishes")
        labels = DATE_LABELS

    def clean(self) -> dict[str, Any]:
        """Refuse dates in the wrong order or too few days."""
        data = super().clean() or {}
        refuse_dates(self, data, self.instance.kind)
        return data
