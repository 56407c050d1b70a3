"""What is asked about a concern."""

from typing import Any, cast

from django import forms
from django.utils.timezone import localdate

from kmtp.partnership.models import Person
from kmtp.ui.fields import DateField
from kmtp.ui.forms import Form, ModelForm
from placements.involved import Known
from placements.models import Concern, ConcernAction, ConcernEntry

READERS = "They, and nobody else, can read everything about this concern. Each gets an e-mail that says nothing of it."


def offer_people(form: Any, name: str, people: list[Known]) -> None:
    """Let a field choose among people, with their roles in words."""
    field = cast(forms.ChoiceField, form.fields[name])
    field.choices = [(str(known.person.pk), str(known)) for known in people]
    form.people = {str(known.person.pk): known.person for known in people}


class RaiseForm(ModelForm):
    """A new concern."""

    submit_label = "Raise the concern"
    people: dict[str, Person]

    involve = forms.MultipleChoiceField(
        label="Who else is involved?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=READERS,
    )
    pause_from = DateField(
        label="Pause the count of days from",
        required=False,
        help_text="Leave this empty to let the days count on. Others read that the count is paused, and not why.",
    )

    class Meta:
        """What it is about, in words."""

        model = Concern
        fields = ("about", "summary")
        labels = {"about": "What is it about?", "summary": "What is the concern?"}
        widgets = {"about": forms.RadioSelect, "summary": forms.Textarea}
        help_texts = {"summary": "What happened and when, plainly. The student’s reference, never a name."}

    def __init__(self, *args: Any, people: list[Known], **kwargs: Any) -> None:
        """Offer the people with a role about the placement."""
        super().__init__(*args, **kwargs)
        offer_people(self, "involve", people)

    def clean_involve(self) -> list[Person]:
        """Return the people."""
        return [self.people[key] for key in self.cleaned_data["involve"]]


class InvolveForm(Form):
    """Whom to involve."""

    person = forms.ChoiceField(label="Who?", widget=forms.RadioSelect, help_text=READERS)
    people: dict[str, Person]

    def __init__(self, *args: Any, people: list[Known], **kwargs: Any) -> None:
        """Offer the people with a role about the placement who are not involved."""
        super().__init__(*args, **kwargs)
        offer_people(self, "person", people)

    def clean_person(self) -> Person:
        """Return the person."""
        return self.people[self.cleaned_data["person"]]


class EntryForm(ModelForm):
    """An entry of the log."""

    submit_label = "Write it into the log"

    class Meta:
        """What happened, and when."""

        model = ConcernEntry
        fields = ("kind", "on", "words")
        labels = {"kind": "What was it?", "on": "On which day?", "words": "What happened?"}
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"words": "An entry stays as it is. A correction is another entry."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start with today."""
        kwargs["initial"] = {"on": localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class ActionForm(ModelForm):
    """A line of the action plan."""

    submit_label = "Add it to the plan"

    class Meta:
        """What, who and when it is looked at again."""

        model = ConcernAction
        fields = ("what", "who", "review_on")
        labels = {"what": "What is done?", "who": "Who does it?", "review_on": "When is it looked at again?"}


class SettleForm(Form):
    """What came of a line of the plan."""

    came_of_it = forms.CharField(label="What came of it?", max_length=300, widget=forms.Textarea)


class OutcomeForm(Form):
    """What came of the concern."""

    outcome = forms.ChoiceField(
        label="What came of it?", choices=Concern.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="In words", max_length=500, widget=forms.Textarea, help_text="What was decided, and why."
    )


class PauseForm(Form):
    """From when the count of days stands still."""

    starts_on = DateField(label="First day that does not count")


class ResumeForm(Form):
    """From when the days count again."""

    goes_on_from = DateField(label="First day that counts again")
