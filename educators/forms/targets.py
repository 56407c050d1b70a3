"""What is asked about targets."""

from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate

from educators.forms.register import councils_of
from educators.models import IndependentTarget, Target, TargetLine
from educators.models.targets import next_year
from educators.targets import STAGES
from kmtp.partnership.models import ServiceArea
from kmtp.ui.forms import Form, ModelForm, Ruled

ASSUMPTIONS = ("learners_each", "leavers", "other_duties", "completion")


class AddTargetForm(ModelForm):
    """Which council and year."""

    submit_label = "Start the target"

    class Meta:
        """The two that make it one of a kind."""

        model = Target
        fields = ("council", "year")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the person's own councils, and the year to come."""
        kwargs["initial"] = {"year": str(next_year(localdate()))} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        councils = councils_of(user, "educators.set_targets")
        field: Any = self.fields["council"]
        field.queryset = councils
        if len(only := list(councils[:2])) == 1:
            field.initial, field.widget = only[0].pk, forms.HiddenInput()


class TargetForm(Ruled):
    """The assumptions, the places that the council sets out to give, and a note."""

    unseen: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        """Everything one may assume."""

        model = Target
        fields = (*ASSUMPTIONS, "stage_1_places", "stage_2_places", "note")


class LearnersForm(Form):
    """How many learners are expected, by service area and stage."""

    submit_label = "Save the expected learners"

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        """Make a field for each service area and stage, filled with what is known."""
        super().__init__(*args, **kwargs)
        known = {(line.service_area_id, line.stage): line.expected for line in target.lines.all()}
        areas = ServiceArea.objects.filter(organisation=target.council_id).order_by("name")
        self.places = {(area, stage): f"{area.pk}-{stage}" for area in areas for stage in reversed(STAGES)}
        for (area, stage), name in self.places.items():
            label = f"{area}, {TargetLine.Stage(stage).label}"
            initial = known.get((area.pk, stage))
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=1000, required=False, initial=initial
            )
            self.dress_field(name, self.fields[name])

    @property
    def learners(self) -> dict[tuple[int, str], int]:
        """What was typed, by the key of the service area and the stage; an empty box says nothing new."""
        typed = ((area.pk, stage, self.cleaned_data[name]) for (area, stage), name in self.places.items())
        return {(area, stage): number for area, stage, number in typed if number is not None}


class IndependentTargetForm(ModelForm):
    """From when, which side of which value."""

    submit_label = "Set the target"

    class Meta:
        """All of it."""

        model = IndependentTarget
        fields = ("in_force_from", "direction", "percent")
