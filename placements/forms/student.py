"""What is asked about students, in two layers."""

from typing import Any, cast

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Team
from kmtp.ui.fields import DateField, SearchChoiceField
from placements import kinds
from placements.forms.choices import Ruled, councils_for, let_choose, programmes_for, settle_council
from placements.forms.request import ASKED, DATE_LABELS, refuse_dates
from placements.models import ConfidentialProfile, Request, Student

MATCHING = (
    *("programme", "reference", "outward_postcode", "is_driver", "needs_step_free_access"),
    *("learning_needs", "first_setting", "first_was_statutory", "own_team", "is_ready_for_practice"),
)


CONFIDENTIAL = ("name", "email", "adjustments", "dbs_cleared_on", "health_cleared_on")


RULES = (
    "This layer is what a council sees while it looks for a placement. "
    "Do not write a name or anything about health here."
)


def first_half(postcode: str) -> str:
    """Return the first half of a postcode in capitals, also when all of it was typed."""
    typed = postcode.strip().upper()
    return typed.split()[0] if typed else ""


def employers_for(user: Any) -> QuerySet[Team]:
    """Return the teams that may employ a student: the open ones of the councils whose students one pairs."""
    mine = access.within(user, "placements.pair_student", "organisation")
    return Team.objects.filter(mine).open_on(localdate()).select_related("service_area")


class StudentForm(Ruled):
    """The matching layer: no name, no health."""

    layout = Layout(Fieldset("What a placement has to fit", *MATCHING))
    outward_postcode = forms.CharField(
        label="First half of the postcode",
        required=False,
        help_text="Where the student travels from, like ME4. Never the whole postcode.",
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )
    first_was_statutory = forms.TypedChoiceField(
        label="Was the first placement in a statutory setting?",
        required=False,
        choices=[("", "Not known, or no placement yet"), ("True", "Yes"), ("False", "No")],
        coerce=lambda value: value == "True",
        empty_value=None,
        help_text="One of the two placements must be statutory: high-risk decisions and legal interventions.",
    )
    own_team = SearchChoiceField(
        Team.objects.none(),
        noun="team",
        label="Team that employs the student",
        required=False,
        help_text="For an apprentice: the placement is then with another team.",
    )

    class Meta:
        """What matching needs."""

        model = Student
        fields = MATCHING
        help_texts = {
            "reference": "The university’s own reference, such as CCCU-0421. Never a name.",
            "learning_needs": RULES,
            "first_setting": "Only for a student who has had the first placement.",
            "needs_step_free_access": "What the workplace must have. Never why.",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the person's own programmes; the programme and reference stay as the university made them."""
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_taught_by(user):
            # Readiness is the university's to attest, as the programme and the reference are.
            for name in ("programme", "reference", "is_ready_for_practice"):
                del self.fields[name]
        else:
            let_choose(self, "programme", programmes_for(user))
        self.settle_employer(user)

    def settle_employer(self, user: Any) -> None:
        """Ask for the employing team of those who know its council’s teams; another council’s stays as it is."""
        teams, own = employers_for(user), self.instance.own_team_id
        is_elsewhere = own and not teams.filter(pk=own).exists()
        if is_elsewhere or not user.has_perm("placements.pair_student"):
            del self.fields["own_team"]
        else:
            let_choose(self, "own_team", teams)

    def clean_outward_postcode(self) -> str:
        """Keep the first half alone."""
        return first_half(self.cleaned_data["outward_postcode"])


class BothLayersForm(StudentForm):
    """Both layers in one form, for the student's own university."""

    layout = Layout(
        Fieldset("What a placement has to fit", *MATCHING),
        Fieldset("Confidential profile", *CONFIDENTIAL),
    )
    name = forms.CharField(label="Student’s name", max_length=120)
    email = forms.EmailField(
        label="Student’s e-mail address", help_text="The evaluation at the end is sent to it."
    )
    adjustments = forms.CharField(
        label="Agreed adjustments",
        required=False,
        widget=forms.Textarea,
        help_text="Only what the student agreed to share. It opens to a council once it has a placement.",
    )
    dbs_cleared_on = DateField(
        label="DBS cleared on", required=False, help_text="The outcome alone; never a certificate’s number."
    )
    health_cleared_on = DateField(label="Health cleared on", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the profile that there is."""
        instance = kwargs.get("instance")
        self.profile = getattr(instance, "profile", None) if instance and instance.pk else None
        known = {name: getattr(self.profile, name) for name in CONFIDENTIAL} if self.profile else {}
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def made_profile(self) -> ConfidentialProfile:
        """Return the profile as typed, not stored."""
        profile = self.profile or ConfidentialProfile()
        for name in CONFIDENTIAL:
            setattr(profile, name, self.cleaned_data[name])
        return profile


class StudentWithRequestForm(StudentForm):
    """A student whom a university told a coordinator about, with the placement that is asked for."""

    layout = Layout(
        Fieldset("What a placement has to fit", *MATCHING),
        Fieldset("The placement asked for", *ASKED),
    )
    council = forms.ModelChoiceField(Organisation.objects.none(), label="Council")
    kind = forms.ChoiceField(label="Kind", choices=kinds.CHOICES, widget=forms.RadioSelect)
    starts_on = DateField(label=DATE_LABELS["starts_on"])
    ends_on = DateField(label=DATE_LABELS["ends_on"])
    days_per_week = forms.DecimalField(
        label="Days a week", min_value=1, max_value=5, max_digits=2, decimal_places=1, initial=4
    )
    wishes = forms.ChoiceField(label="Service wished for", required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Ask for the council only of people who look after several."""
        self.only_council: Organisation | None = None
        super().__init__(*args, user=user, **kwargs)
        # Only the university attests readiness; it does so on the record that is made here.
        del self.fields["is_ready_for_practice"]
        wishes = cast(forms.ChoiceField, self.fields["wishes"])
        wishes.choices = [("", "Choose…"), *Request._meta.get_field("wishes").flatchoices]
        settle_council(self, councils_for(user))

    def clean(self) -> dict[str, Any]:
        """Refuse dates in the wrong order or too few days."""
        data = super().clean() or {}
        refuse_dates(self, data)
        return data

    def made_request(self) -> Request:
        """Return the request as typed, not stored."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ASKED if name != "council"}
        return Request(council=self.only_council or data["council"], asked_on=localdate(), **facts)
