"""What is asked about students, requests and placements."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from educators.models import Educator
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Team
from kmtp.ui.fields import DateField, SearchChoiceField
from kmtp.ui.forms import Form, ModelForm
from kmtp.ui.forms import Ruled as _Ruled
from placements import kinds
from placements.eligibility import Period, days_that_fit
from placements.lifecycle import Change
from placements.models import ConfidentialProfile, Placement, Programme, Request, Student

MATCHING = (
    *("programme", "reference", "outward_postcode", "is_driver"),
    *("learning_needs", "first_setting", "is_ready_for_practice"),
)
CONFIDENTIAL = ("name", "email", "adjustments", "dbs_cleared_on", "health_cleared_on")
ASKED = ("council", "kind", "starts_on", "ends_on", "days_per_week", "wishes")
DATE_LABELS = {"starts_on": "Start date", "ends_on": "Latest end date"}
RULES = (
    "This layer is what a council sees while it looks for a placement. "
    "Do not write a name or anything about health here."
)


class Ruled(_Ruled):
    """The columns that no form of this room shows."""

    unseen = frozenset({"council", "student", "educator", "kind", "state"})


def offer(form: Any, name: str, rows: QuerySet[Any]) -> None:
    """Let a field choose among ``rows``."""
    field = cast(forms.ModelChoiceField, form.fields[name])
    field.queryset = rows


def programmes_for(user: Any) -> QuerySet[Programme]:
    """Return the programmes to whose students ``user`` may add."""
    return Programme.objects.visible_to(user).select_related("university")


def councils_for(user: Any) -> QuerySet[Organisation]:
    """Return the councils that ``user`` may ask: every one for a university, a council's own coordinator hers."""
    councils = Organisation.objects.councils()
    is_faculty = user.has_perm("placements.pair_student")
    return councils.filter(access.within(user, "placements.pair_student", "pk")) if is_faculty else councils


def settle_council(form: Any, councils: QuerySet[Organisation]) -> None:
    """Ask for the council only when there is a choice."""
    offered = list(councils[:2])
    if len(offered) == 1:
        form.only_council = offered[0]
        del form.fields["council"]
    else:
        offer(form, "council", councils)


def first_half(postcode: str) -> str:
    """Return the first half of a postcode in capitals, also when all of it was typed."""
    typed = postcode.strip().upper()
    return typed.split()[0] if typed else ""


class StudentForm(Ruled):
    """The matching layer: no name, no health."""

    layout = Layout(Fieldset("What a placement has to fit", *MATCHING))
    outward_postcode = forms.CharField(
        label="First half of the postcode",
        required=False,
        help_text="Where the student travels from, like ME4. Never the whole postcode.",
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )

    class Meta:
        """What matching needs."""

        model = Student
        fields = MATCHING
        help_texts = {
            "reference": "The university’s own reference, such as CCCU-0421. Never a name.",
            "learning_needs": RULES,
            "first_setting": "Only for a student who has had the first placement.",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the person's own programmes; the programme and reference stay as the university made them."""
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_taught_by(user):
            # Readiness is the university's to attest, as the programme and the reference are.
            for name in ("programme", "reference", "is_ready_for_practice"):
                del self.fields[name]
        else:
            offer(self, "programme", programmes_for(user))

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
        offer(self, "student", Student.objects.visible_to(user))
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


def teams_open(council: int, starts_on: date, ends_on: date) -> QuerySet[Team]:
    """Return the teams of a council that exist on every day between the two dates."""
    found = Team.objects.filter(organisation=council, valid_from__lte=starts_on)
    return found.exclude(valid_to__lt=ends_on).select_related("service_area")


def supervisors(council: int, without: Iterable[int | None]) -> QuerySet[Educator]:
    """Return who can supervise on site: everybody active on the register but the educator herself."""
    keys = [key for key in without if key]
    return Educator.objects.filter(council=council).active_on(localdate()).exclude(pk__in=keys)


class TeamField(SearchChoiceField):
    """The team that hosts the student."""

    def __init__(self, **kwargs: Any) -> None:
        """Search by name."""
        super().__init__(Team.objects.none(), noun="team", label="Team", **kwargs)


class SupervisorField(SearchChoiceField):
    """The on-site supervisor."""

    def __init__(self, **kwargs: Any) -> None:
        """Search by name and number."""
        super().__init__(
            Educator.objects.none(),
            search=("first_name", "last_name", "swe_number"),
            noun="practice educator",
            label="On-site supervisor",
            required=False,
            help_text="Needed when the practice educator works off site.",
            **kwargs,
        )


class PairForm(Form):
    """Where the student goes, and who is there day by day."""

    team = TeamField(help_text="The team that hosts the student.")
    supervisor = SupervisorField()

    def __init__(self, *args: Any, request: Request, educator: Educator | None, **kwargs: Any) -> None:
        """Offer the teams that are open for the whole placement; start from the educator's own."""
        if educator and educator.team_id:
            kwargs["initial"] = {"team": educator.team_id} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        offer(self, "team", teams_open(request.council_id, request.starts_on, request.ends_on))
        offer(self, "supervisor", supervisors(request.council_id, [educator.pk if educator else None]))


class PlacementForm(Ruled):
    """Dates, days, team and supervisor of a placement."""

    team = TeamField()
    supervisor = SupervisorField()

    class Meta:
        """What may change while it is not over."""

        model = Placement
        fields = ("starts_on", "ends_on", "days", "days_per_week", "team", "supervisor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the council's teams, and its own even when that has closed."""
        super().__init__(*args, **kwargs)
        council = self.instance.council_id
        own = Q(pk=self.instance.team_id) | Q(pk__in=Team.objects.open_on(localdate()))
        teams = Team.objects.filter(own, organisation=council).select_related("service_area")
        offer(self, "team", teams)
        kept = Q(pk__in=supervisors(council, [self.instance.educator_id])) | Q(pk=self.instance.supervisor_id)
        offer(self, "supervisor", Educator.objects.filter(kept))


class WhyForm(Form):
    """Why something is done."""

    why = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="It stands in the history, which the university and the practice educator can read.",
    )


class ReasonForm(Form):
    """Why a placement is changed: a reason that can be counted, and the person's own words."""

    reason = forms.ChoiceField(label="Reason", widget=forms.RadioSelect)
    why = forms.CharField(
        label="In your own words (optional)",
        required=False,
        max_length=200,
        help_text="It stands in the history, which the university and the practice educator can read.",
    )

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        """Offer the reasons of the change."""
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["reason"]).choices = change.choices


class ExtendForm(ReasonForm):
    """Until when a placement is extended, and why."""

    ends_on = DateField(label="New last day")


class ProgrammeForm(ModelForm):
    """A programme of a university."""

    submit_label = "Add the programme"

    class Meta:
        """Whose it is, its name and route."""

        model = Programme
        fields = ("university", "name", "route")
        widgets = {"route": forms.RadioSelect}
        help_texts = {"name": "As the university calls it, such as MA Social Work."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the universities."""
        super().__init__(*args, **kwargs)
        offer(self, "university", Organisation.objects.universities())
