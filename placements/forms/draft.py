"""What is asked before an allocation is drafted: whose students, when they start, and what weighs how much."""

from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.ui.fields import DateField
from kmtp.ui.forms import Form
from placements.forms.choices import let_choose, settle_council
from placements.matching.weights import WORDS, Weights
from placements.models import Draft, Ruling
from placements.models.draft import PERMISSION

#: More than a day's journey: nobody means that.
MOST = 1000
SEASON = ("name", "council", "starts_from", "starts_until", "keeps")


class DraftForm(Form):
    """A new draft; what it weighs begins with the defaults, or with those of the draft it is made like."""

    submit_label = "Work it out"
    layout = Layout(
        Fieldset("Whose placements", *SEASON),
        HTML(
            '<details class="govuk-details"{% if form.is_bound and not form.is_valid %} open{% endif %}>'
            '<summary class="govuk-details__summary"><span class="govuk-details__summary-text">'
            "Change what weighs how much</span></summary>"
            '<div class="govuk-details__text">'
        ),
        *WORDS,
        HTML("</div></details>"),
    )
    name = forms.CharField(
        label="Name of the draft", max_length=80, help_text="Such as “Autumn, short journeys”."
    )
    council = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Council",
        required=False,
        empty_label="All councils of the partnership",
    )
    starts_from = DateField(label="Students who start from")
    starts_until = DateField(label="Students who start until")
    keeps = forms.ModelChoiceField(
        Draft.objects.none(),
        label="Disturb this draft least",
        required=False,
        empty_label="None",
        help_text="A place other than in that draft then weighs as much as you say below.",
    )

    def __init__(self, *args: Any, user: Any, like: Draft | None = None, **kwargs: Any) -> None:
        """Offer the person's own councils and drafts, and the weights with their words."""
        super().__init__(*args, **kwargs)
        self.only_council = None
        settle_council(self, Organisation.objects.councils().filter(access.within(user, PERMISSION, "pk")))
        if "council" in self.fields and access.organisations(user, PERMISSION) is not None:
            self.fields["council"].required = True  # all councils at once are for who serves all of them
        drafts = Draft.objects.visible_to(user).filter(state__in=("ready", "published"))
        let_choose(self, "keeps", drafts)
        start = Weights.of(like.weights if like else {})
        for name, (question, hint) in WORDS.items():
            self.fields[name] = weight_field(question, hint, getattr(start, name))
            self.dress_field(name, self.fields[name])

    def clean(self) -> dict[str, Any]:
        """The last day is on or after the first."""
        data = super().clean() or {}
        first, last = data.get("starts_from"), data.get("starts_until")
        if first and last and last < first:
            self.add_error("starts_until", "The last day must be on or after the first")
        return data

    @property
    def draft(self) -> Draft:
        """The draft that was asked for."""
        data = self.cleaned_data
        return Draft(
            name=data["name"],
            council=self.only_council or data.get("council"),
            starts_from=data["starts_from"],
            starts_until=data["starts_until"],
            keeps=data["keeps"],
            weights={name: data[name] for name in WORDS},
        )


def weight_field(question: str, hint: str, value: int) -> forms.IntegerField:
    """Return the field of one weight."""
    widget = forms.NumberInput({"class": "govuk-input--width-4", "inputmode": "numeric"})
    return forms.IntegerField(
        label=question, help_text=hint, initial=value, min_value=0, max_value=MOST, widget=widget
    )


class RulingForm(Form):
    """Why somebody rules by hand."""

    submit_label = "Save the ruling"
    says = forms.ChoiceField(label="What is ruled?", choices=Ruling.Says.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label="Reason", max_length=300, help_text="It stands in the history. Nothing about health."
    )
