"""What a practice educator corrects on her record, and what a coordinator decides about it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.timezone import localdate

from educators.forms.register import NumberField, Ruled, councils_of
from educators.models import Confirmation, Educator
from educators.record_check import FIELDS, REACHED
from kmtp.partnership.models import Organisation, Team
from kmtp.ui.fields import SearchChoiceField
from kmtp.ui.forms import Form


class CorrectionForm(Ruled):
    """Her record as it stands, to write over what is wrong. Nothing is stored on the register before a yes."""

    swe_number = NumberField(
        label=FIELDS["swe_number"], required=False, help_text="SW and up to six digits, like SW123456."
    )
    team = SearchChoiceField(Team.objects.none(), required=False, noun="team")
    submit_label = "Send my corrections"

    class Meta:
        """In the order in which they are shown."""

        model = Educator
        fields = tuple(FIELDS)
        widgets = {"base": forms.RadioSelect}
        labels = FIELDS
        error_messages = {"capacity": {"max_value": "Enter between 0 and 6 students at a time"}}

    def __init__(self, *args: Any, signed_in: bool = False, **kwargs: Any) -> None:
        """Offer the open teams of her council; how she is reached she changes elsewhere when signed in."""
        super().__init__(*args, **kwargs)
        is_open = Q(pk__in=Team.objects.open_on(localdate()), organisation=self.instance.council_id)
        own = Q(pk=self.instance.team_id)
        self.fields["team"].queryset = Team.objects.filter(is_open | own)  # type: ignore[attr-defined]
        for name in REACHED if signed_in else ():
            del self.fields[name]
        if "email" in self.fields:
            self.fields["email"].required = True

    def clean_email(self) -> str:
        """Keep addresses in lower case, as accounts do."""
        return str(self.cleaned_data["email"]).lower()


class RoundForm(Form):
    """Whose records are asked about; asked only of people who look after several councils."""

    council = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None)
    submit_label = "Ask everybody"

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the person's own councils."""
        super().__init__(*args, **kwargs)
        councils = councils_of(user, "educators.change_educator")
        self.fields["council"].queryset = councils  # type: ignore[attr-defined]
        self.fields["council"].widget.choices = self.fields["council"].choices  # type: ignore[attr-defined]


class DecisionForm(Form):
    """Which corrections are accepted; the others need a reason."""

    accepted = forms.MultipleChoiceField(
        label="Accept these corrections", widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label="Reason, if you leave one out",
        max_length=300,
        required=False,
        help_text="The practice educator reads it in a letter.",
    )
    submit_label = "Save the decision"

    def __init__(self, *args: Any, corrections: dict[str, dict[str, Any]], **kwargs: Any) -> None:
        """Offer each correction in words, all ticked."""
        super().__init__(*args, **kwargs)
        offered = [(name, change_in_words(name, one)) for name, one in corrections.items()]
        self.fields["accepted"].choices = offered  # type: ignore[attr-defined]
        self.initial.setdefault("accepted", list(corrections))

    def clean(self) -> dict[str, Any]:
        """Ask for the reason when something is left out."""
        data = super().clean() or {}
        offered = len(self.fields["accepted"].choices)  # type: ignore[attr-defined]
        if len(data.get("accepted", ())) < offered and not data.get("reason"):
            self.add_error("reason", "Say why you do not accept every correction")
        return data


def change_in_words(name: str, one: dict[str, Any]) -> str:
    """Return "Post: from Social worker to Senior practitioner"."""
    return f"{FIELDS[name]}: from {one['from'] or 'nothing'} to {one['to'] or 'nothing'}"


def changes(confirmation: Confirmation) -> list[tuple[str, dict[str, Any]]]:
    """Return the corrections with the words for their fields, in the order of the page."""
    found = confirmation.corrections
    return [(label, found[name]) for name, label in FIELDS.items() if name in found]
