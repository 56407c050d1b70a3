"""What is asked about practice educators."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from educators.models import Activity, Award, Educator, Training
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Team
from kmtp.ui.fields import DateField, PostcodeField, SearchChoiceField
from kmtp.ui.forms import Form
from kmtp.ui.forms import Ruled as _Ruled


class Ruled(_Ruled):
    """The columns that no form of this room shows."""

    unseen = frozenset({"council", "left_on", "on_break_from", "educator"})


def councils_of(user: Any, permission: str) -> QuerySet[Organisation]:
    """Return the councils in whose name ``user`` may do ``permission``."""
    return Organisation.objects.councils().filter(access.within(user, permission, "pk"))


def providers() -> QuerySet[Organisation]:
    """Return who teaches and provides: universities and agencies."""
    return Organisation.objects.exclude(kind=Organisation.Kind.COUNCIL)


def part(legend: str, *fields: str) -> Div:
    """Return some fields under a heading, with room beneath."""
    return Div(Fieldset(legend, *fields), css_class="govuk-form-group")


class NumberField(forms.CharField):
    """A Social Work England number, typed with spaces or in small letters as often as not."""

    def to_python(self, value: Any) -> str:
        """Return the number as it is kept."""
        typed = str(super().to_python(value) or "").replace(" ", "").upper()
        return f"SW{typed}" if typed.isascii() and typed.isdigit() else typed


class EducatorForm(Ruled):
    """A practice educator's record. The council is asked only of people who look after several."""

    swe_number = NumberField(
        label="Social Work England number",
        required=False,
        help_text="SW and up to six digits, like SW123456.",
    )
    team = SearchChoiceField(Team.objects.none(), required=False, noun="team")
    postcode = PostcodeField(
        required=False, help_text="Only when it is not where the team works, like ME4 4TR."
    )
    is_independent = forms.TypedChoiceField(
        label="Employed or independent",
        choices=[("False", "Employed by the council"), ("True", "Independent")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        initial="False",
    )

    layout = Layout(
        part("Who", "council", "first_name", "last_name", "email", "phone"),
        part("Registration", "swe_number", "registered_until", "registration_checked_on"),
        part("Work", "team", "post", "postcode", "is_independent", "provided_by", "contracted_hours"),
        part("Students", "base", "capacity", "joined_on"),
    )

    class Meta:
        """The fields in the order in which they are asked."""

        model = Educator
        fields = [
            *("council", "first_name", "last_name", "email", "phone"),
            *("swe_number", "registered_until", "registration_checked_on"),
            *("team", "post", "postcode", "is_independent", "provided_by", "contracted_hours"),
            *("base", "capacity", "joined_on"),
        ]
        widgets = {"base": forms.RadioSelect}
        labels = {
            "registered_until": "Last day of registration",
            "registration_checked_on": "Day of the last check",
            "joined_on": "Day of joining the register",
        }
        help_texts = {
            "registered_until": "Registration is renewed by 30 November.",
            "provided_by": "Only for an independent practice educator who comes through another organisation.",
            "capacity": "0 to 6. We never offer more students at a time than this.",
        }
        error_messages = {"capacity": {"max_value": "Enter between 0 and 6 students at a time"}}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the person's own councils and their open teams."""
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        councils = councils_of(user, "educators.add_educator" if is_new else "educators.change_educator")
        self.settle_council(councils, is_new)
        self.fields["provided_by"].queryset = providers()  # type: ignore[attr-defined]
        self.offer_teams(councils)
        if is_new:
            self.initial.setdefault("joined_on", localdate())

    def settle_council(self, councils: QuerySet[Organisation], is_new: bool) -> None:
        """Ask for the council only when there is a choice; it never changes afterwards."""
        offered = list(councils[:2]) if is_new else []
        if len(offered) > 1:
            self.fields["council"].queryset = councils  # type: ignore[attr-defined]
            return
        del self.fields["council"]
        if is_new:
            self.instance.council = offered[0]

    def offer_teams(self, councils: QuerySet[Organisation]) -> None:
        """Offer the open teams, and the record's own even when it has closed."""
        council = {"organisation": self.instance.council_id} if self.instance.council_id else {}
        reach = Q(organisation__in=councils, **council)
        is_open = Q(pk__in=Team.objects.open_on(localdate())) | Q(pk=self.instance.team_id)
        self.fields["team"].queryset = Team.objects.filter(reach & is_open)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Keep addresses in lower case, as accounts do."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Refuse a team of another council, and a provider of somebody employed."""
        data = super().clean() or {}
        council = data.get("council") or (self.instance.council if self.instance.council_id else None)
        team = data.get("team")
        if team and council and team.organisation_id != council.pk:
            self.add_error("team", f"Choose a team of {council}")
        if data.get("provided_by") and data.get("is_independent") is False:
            self.add_error("provided_by", "Choose “Independent” above, or leave this empty")
        return data


class OwnDetailsForm(Ruled):
    """What a practice educator may correct on her own record."""

    class Meta:
        """How to reach her."""

        model = Educator
        fields = ["email", "phone"]
        widgets = {
            "email": forms.EmailInput({"autocomplete": "email"}),
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for an address: without one no letter reaches her."""
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def clean_email(self) -> str:
        """Keep addresses in lower case, as accounts do."""
        return str(self.cleaned_data["email"]).lower()


class AwardForm(Ruled):
    """An award in practice education."""

    submit_label = "Record the award"

    class Meta:
        """The award, when and from whom."""

        model = Award
        fields = ["kind", "awarded_on", "provider"]
        labels = {"awarded_on": "Date of the award"}
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the universities as providers."""
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers()  # type: ignore[attr-defined]

    def clean_awarded_on(self) -> date:
        """Refuse an award to come."""
        return not_to_come(self.cleaned_data["awarded_on"], "The award")


class ActivityForm(Ruled):
    """A piece of practice learning work."""

    submit_label = "Record the activity"

    class Meta:
        """What, from when to when, and how much of her capacity it takes."""

        model = Activity
        fields = ["kind", "started_on", "ended_on", "weight"]
        labels = {"kind": "Activity", "started_on": "First day", "ended_on": "Last day"}
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "ended_on": "Leave it empty while it is under way.",
            "weight": "1 for a student; less for what takes less time, for example 0.5.",
        }


class MentorField(SearchChoiceField):
    """Who mentors somebody in training: an active Stage 2 practice educator of the same council."""

    def __init__(self, **kwargs: Any) -> None:
        """Find them by name or number."""
        words = {
            "search": ("first_name", "last_name", "swe_number"),
            "noun": "practice educator",
            "help_text": "A Stage 2 practice educator of the same council.",
        }
        super().__init__(Educator.objects.none(), **words | kwargs)

    def offer(self, trainee: Educator) -> None:
        """Offer those of the council, without the trainee."""
        mentors = Educator.objects.filter(council=trainee.council_id)
        mentors = mentors.active_on(localdate()).exclude(pk=trainee.pk)
        self.queryset = mentors.at_stage_2_on(localdate())


class MentorForm(Form):
    """Who mentors somebody from now on."""

    submit_label = "Save the mentor"
    mentor = MentorField(label="Mentor")

    def __init__(self, *args: Any, training: Training, **kwargs: Any) -> None:
        """Offer who can be it, and start with who is."""
        kwargs["initial"] = {"mentor": training.mentor_id} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["mentor"].offer(training.educator)  # type: ignore[attr-defined]


class TrainingForm(Ruled):
    """A place on a PEPS programme."""

    mentor = MentorField(required=False)
    submit_label = "Record the place"

    class Meta:
        """The stage, the year, who teaches and who mentors."""

        model = Training
        fields = ["stage", "year", "provider", "mentor"]
        widgets = {"stage": forms.RadioSelect}
        help_texts = {"year": "For example 2019/20."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the council's own qualified educators as mentors, and the universities as providers."""
        super().__init__(*args, **kwargs)
        self.fields["mentor"].offer(self.instance.educator)  # type: ignore[attr-defined]
        self.fields["provider"].queryset = providers()  # type: ignore[attr-defined]


class DayForm(Form):
    """The day on which something happened, today unless somebody says otherwise."""

    on = DateField(label="Day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start from today."""
        kwargs["initial"] = {"on": localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class ReasonForm(DayForm):
    """From which day, and why."""

    why = forms.CharField(label="Reason", max_length=200, help_text="It stands in the history of the record.")


class BreakForm(ReasonForm):
    """A break."""

    on = DateField(label="First day of the break")


class EndOfBreakForm(DayForm):
    """The end of a break."""

    on = DateField(label="First day back")


class ReturnForm(DayForm):
    """Coming back to the register."""

    on = DateField(label="Day of the return")


class LeavingForm(ReasonForm):
    """Leaving the register."""

    on = DateField(label="Day of leaving")


class MoveForm(DayForm):
    """A move of several people to a team of their council."""

    team = SearchChoiceField(Team.objects.none(), noun="team")
    on = DateField(label="First day in the team")
    field_order = ("team", "on")

    def __init__(self, *args: Any, council: int, **kwargs: Any) -> None:
        """Offer the open teams of the council."""
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(organisation=council).open_on(localdate())
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class CompletionForm(DayForm):
    """The end of training that was completed."""

    on = DateField(label="Day of completion")

    def clean_on(self) -> date:
        """Refuse a day to come."""
        return not_to_come(self.cleaned_data["on"], "The completion")


class WithdrawalForm(ReasonForm):
    """The end of training that was not."""

    on = DateField(label="Last day of training")


def not_to_come(day: date, what: str) -> date:
    """Return ``day``, or say that it has not come yet."""
    if day > localdate():
        raise ValidationError(f"{what} cannot be on a day to come. Enter today or an earlier day")
    return day
