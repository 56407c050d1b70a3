"""What is said of days: what one was, and why one is returned."""

from decimal import Decimal

from django import forms

from kmtp.ui.forms import Form
from placements.models import Day

AMOUNTS = (("1.0", "A whole day"), ("0.5", "Half a day"))


class DayForm(Form):
    """One day, with a note."""

    what = forms.ChoiceField(label="What was the day?", choices=Day.What.choices, widget=forms.RadioSelect)
    amount = forms.ChoiceField(
        label="How much of it?", choices=AMOUNTS, widget=forms.RadioSelect, initial="1.0"
    )
    note = forms.CharField(
        label="A note",
        required=False,
        max_length=300,
        help_text="Only what whoever confirms your days needs to know. Do not name anybody you work with.",
    )

    def clean_amount(self) -> Decimal:
        """Return the number."""
        return Decimal(self.cleaned_data["amount"])


class CommentForm(Form):
    """Why a day is returned."""

    comment = forms.CharField(
        label="What should the student put right?",
        max_length=300,
        help_text="The student reads it on the page where the days are logged.",
    )
