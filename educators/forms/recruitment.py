"""The forms of recruitment."""

import re
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate

from educators import recruitment
from educators.actions.recruitment.applications import refusal
from educators.actions.recruitment.intakes import QUESTIONS
from educators.models import Application, Criterion, Intake, Panel, PanelMember
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Team
from kmtp.ui.fields import DateField, SearchChoiceField
from kmtp.ui.forms import Form, Ruled

#: How a line says that it counts more than once.
WEIGHT = re.compile(r"\(weight ([1-5])\)$", re.IGNORECASE)
TALL = forms.Textarea({"rows": "8"})


def councils_of(user: Any) -> Any:
    """Return the councils for which somebody runs recruitment."""
    return Organisation.objects.councils().filter(access.within(user, "educators.run_recruitment", "pk"))


class IntakeForm(Ruled):
    """An intake with the questions of its panels, one on a line."""

    questions = forms.CharField(
        label="What the panel scores, one on a line",
        help_text="A line that ends with (weight 2) counts twice; the highest weight is 5.",
        initial="\n".join(QUESTIONS),
        max_length=2000,
        widget=forms.Textarea({"rows": "7"}),
    )

    class Meta:
        """What a coordinator says of an intake."""

        model = Intake
        fields = (
            "council",
            "name",
            "stage",
            "provider",
            "opens_on",
            "closes_on",
            "interviews_from",
            "interviews_to",
            "starts_on",
            "places",
            "eligibility",
        )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the person's own councils, and the universities."""
        super().__init__(*args, **kwargs)
        council: Any = self.fields["council"]
        provider: Any = self.fields["provider"]
        council.queryset = councils_of(user)
        provider.queryset = Organisation.objects.universities()
        if self.instance.pk:
            self.initial["questions"] = "\n".join(map(weighted, self.instance.criteria.all()))
            council.queryset = Organisation.objects.filter(pk=self.instance.council_id)

    def clean_questions(self) -> list[tuple[str, int]]:
        """Return the questions with their weights, each shorter than a line of its column."""
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        found = [unweighted(line) for line in lines]
        if not 1 <= len(found) <= 12:
            raise forms.ValidationError("Enter between 1 and 12 questions, one on a line")
        return found


def weighted(criterion: Criterion) -> str:
    """Return a criterion as its line in the form."""
    return f"{criterion} (weight {criterion.weight})" if criterion.weight > 1 else str(criterion)


def unweighted(line: str) -> tuple[str, int]:
    """Return the words and the weight of a line."""
    found = WEIGHT.search(line)
    return (line[: found.start()].strip()[:200], int(found[1])) if found else (line[:200], 1)


class StartForm(Ruled):
    """Who applies: the first page, which anybody may open."""

    submit_label = "Start"

    class Meta:
        """Name, address and team."""

        model = Application
        fields = ("first_name", "last_name", "email", "team_name")


class TeamForm(Form):
    """Which of the council's teams an applicant means."""

    submit_label = "Link the team"
    team = SearchChoiceField(None, label="Team", noun="team")

    def __init__(self, *args: Any, council: Organisation, **kwargs: Any) -> None:
        """Offer the teams of the council."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["team"]
        field.queryset = Team.objects.filter(organisation=council).open_on(localdate())


class Part(Ruled):
    """One page of the application."""

    submit_label = "Save and continue"
    mark_optional = False
    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for what the model leaves open while it is a draft."""
        super().__init__(*args, **kwargs)
        for name in self._meta.fields or ():
            self.fields[name].required = name != "needs"
            self.dress_field(name, self.fields[name])


class AboutForm(Part):
    """About you."""

    class Meta:
        """Registration and post."""

        model = Application
        fields = ("swe_number", "qualified_on", "post")

    def clean_swe_number(self) -> str:
        """Take small letters and spaces too."""
        return str(self.cleaned_data["swe_number"]).upper().replace(" ", "")

    def clean_qualified_on(self) -> Any:
        """Say plainly to somebody who cannot apply yet."""
        day = self.cleaned_data["qualified_on"]
        sentence = refusal(self.instance.intake, day, localdate())
        if sentence:
            raise forms.ValidationError(sentence)
        return day


class WhyForm(Part):
    """Why, and experience."""

    class Meta:
        """Two texts."""

        model = Application
        fields = ("why", "experience")
        widgets: ClassVar = {"why": TALL, "experience": TALL}


class NeedsForm(Part):
    """What would help."""

    class Meta:
        """One text, which may stay empty."""

        model = Application
        fields = ("needs",)


class ManagerForm(Part):
    """Who is asked for support."""

    unseen: ClassVar[frozenset[str]] = frozenset({"email"})

    class Meta:
        """Name and address."""

        model = Application
        fields = ("manager_name", "manager_email")


PARTS: dict[str, tuple[str, type[Part]]] = {
    "about": ("About you", AboutForm),
    "why": ("Why, and your experience", WhyForm),
    "needs": ("Learning needs and support", NeedsForm),
    "manager": ("Your line manager", ManagerForm),
}


class DeclarationForm(Form):
    """The last word before an application is sent."""

    submit_label = "Submit the application"
    is_true = forms.BooleanField(label="What I have written is true and my own")


class ReasonForm(Form):
    """A coded reason, and words."""

    reason = forms.ChoiceField(label="Reason")
    why = forms.CharField(
        label="More words, which stand in the letter",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": "3"}),
    )

    def __init__(self, *args: Any, change: str, **kwargs: Any) -> None:
        """Offer the reasons that fit the change."""
        super().__init__(*args, **kwargs)
        offer_reasons(self, change)


def offer_reasons(form: forms.Form, change: str) -> None:
    """Let a form's reason be one that fits the change."""
    field: Any = form.fields["reason"]
    field.choices = [("", "Choose…"), *recruitment.reasons_for(change)]


class StepBackForm(ReasonForm):
    """Why an applicant steps back."""

    submit_label = "Withdraw your application"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in words for the applicant."""
        super().__init__(*args, change="step-back", **kwargs)
        self.fields["why"].label = "Anything to add"


def in_a_fortnight() -> date:
    """Return the day by which an offer is answered unless the coordinator says otherwise."""
    return localdate() + timedelta(days=14)


class OfferForm(Form):
    """By when an offer must be answered."""

    answer_by = DateField(label="Answer by", initial=in_a_fortnight)

    def clean_answer_by(self) -> Any:
        """Leave the applicant some time."""
        day = self.cleaned_data["answer_by"]
        if day <= localdate():
            raise forms.ValidationError("Enter a day after today")
        return day


class EndForm(Form):
    """The day of an award."""

    on = DateField(label="Day of the award")

    def clean_on(self) -> Any:
        """An award is never of a day to come."""
        day = self.cleaned_data["on"]
        if day > localdate():
            raise forms.ValidationError("The day must be today or in the past")
        return day


class EndedForm(EndForm, ReasonForm):
    """The day and the reason of an end without the award."""

    field_order = ("on", "reason", "why")
    on = DateField(label="Last day on the programme")


class AnswerForm(Form):
    """Yes or no, with a reason for a no."""

    yes_label, no_label, words_label = "Accept the place", "Decline the place", "Anything to add"
    no = "decline"
    submit_label = "Send my answer"
    answer = forms.ChoiceField(label="Your answer", widget=forms.RadioSelect)
    reason = forms.ChoiceField(label="Reason, if you say no", required=False)
    why = forms.CharField(required=False, max_length=500, widget=forms.Textarea({"rows": "4"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put in the words of this answer."""
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["answer"]
        choices.choices = [("yes", self.yes_label), ("no", self.no_label)]
        self.fields["why"].label = self.words_label
        offer_reasons(self, self.no)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason for a no."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answer") == "no" and not data.get("reason"):
            self.add_error("reason", "Choose a reason")
        return data


class SupportForm(AnswerForm):
    """The line manager's answer."""

    yes_label = "I support the application, and workload relief will be given"
    no_label = "I cannot support it now"
    words_label = "About workload relief, or why not"
    no = "not-support"


class AskManagerForm(Form):
    """Another line manager, or the same again."""

    submit_label = "Send the letter"
    name = forms.CharField(label="Line manager’s name", max_length=120)
    email = forms.EmailField(label="Line manager’s work e-mail address")


class ApplicantsField(forms.ModelMultipleChoiceField):
    """Applications, each with the team and the line manager: these have a conflict of interest on the panel."""

    def label_from_instance(self, one: Any) -> str:
        """Say who, where, and under whom."""
        return f"{one}, {one.works_in}; line manager {one.manager_name}"


class PanelForm(Ruled):
    """A panel, and which of the shortlisted come before it."""

    starts_at = forms.TimeField(label="Starts at", widget=forms.TextInput({"class": "govuk-input--width-5"}))
    minutes = forms.IntegerField(
        label="Minutes for each interview",
        initial=45,
        min_value=10,
        max_value=180,
        help_text="The interviews follow one another in the order of the names.",
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    applications = ApplicantsField(
        Application.objects.none(),
        label="Applications",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        """Day, time and place."""

        model = Panel
        fields = ("held_on", "starts_at", "place")

    def __init__(self, *args: Any, user: Any, intake: Intake, **kwargs: Any) -> None:
        """Offer those of the intake who are shortlisted and before no panel yet."""
        super().__init__(*args, **kwargs)
        there = Application.objects.visible_to(user).in_state("shortlisted")
        field: Any = self.fields["applications"]
        field.queryset = there.filter(intake=intake, panel__isnull=True).select_related("team")


class ChangePanelForm(Ruled):
    """Another day, time or place of a panel."""

    starts_at = forms.TimeField(
        label="Starts at",
        help_text="The interviews move along with it.",
        widget=forms.TimeInput({"class": "govuk-input--width-5"}, format="%H:%M"),
    )

    class Meta:
        """Day, time and place."""

        model = Panel
        fields = ("held_on", "starts_at", "place")

    def clean_held_on(self) -> Any:
        """Another day is one to come: letters go out about it."""
        day = self.cleaned_data["held_on"]
        if day != self.initial["held_on"] and day < localdate():
            raise forms.ValidationError("Enter today or a day to come")
        return day


class CancelPanelForm(Form):
    """Why a panel is cancelled."""

    why = forms.CharField(
        label="Why it is cancelled, which stands in the letters",
        max_length=300,
        widget=forms.Textarea({"rows": "3"}),
    )


class MemberForm(Ruled):
    """Somebody on a panel."""

    unseen: ClassVar[frozenset[str]] = frozenset({"panel"})

    class Meta:
        """Who she is."""

        model = PanelMember
        fields = ("name", "email", "organisation", "role")


class ScoreForm(Form):
    """The score sheet of one application: 0 to 4 for each criterion."""

    submit_label = "Save the scores"
    mark_optional = False
    has_conflict = forms.BooleanField(
        label="I have a conflict of interest and do not score this application", required=False
    )
    notes = forms.CharField(
        label="Notes", required=False, max_length=4000, widget=forms.Textarea({"rows": "4"})
    )

    def __init__(self, *args: Any, criteria: list[Any], **kwargs: Any) -> None:
        """Make a question for each criterion."""
        super().__init__(*args, **kwargs)
        self.criteria = {f"criterion-{one.pk}": one for one in criteria}
        for name, one in self.criteria.items():
            choices = [(str(i), word) for i, word in enumerate(POINTS)]
            field = forms.ChoiceField(
                label=one.words, choices=choices, widget=forms.RadioSelect, required=False
            )
            self.fields[name] = field
            self.dress_field(name, field)
        self.order_fields(["has_conflict", *self.criteria, "notes"])

    def clean(self) -> dict[str, Any]:
        """Ask for every score, unless there is a conflict."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("has_conflict"):
            for name in self.criteria:
                if name not in self.errors and not data.get(name):
                    self.add_error(name, "Choose the points for this criterion")
        return data

    @property
    def points(self) -> dict[int, int]:
        """Return the points by criterion."""
        data = self.cleaned_data
        return {one.pk: int(data[name]) for name, one in self.criteria.items() if data.get(name)}


POINTS = ("0: not shown", "1: hardly shown", "2: shown in part", "3: shown", "4: shown very well")
