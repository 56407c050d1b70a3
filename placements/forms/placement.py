"""What is asked about placements: where, with whom, and why something changes."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from educators.models import Educator
from kmtp.partnership.models import Team
from kmtp.ui.fields import DateField, SearchChoiceField
from kmtp.ui.forms import Form
from placements.eligibility import Finding
from placements.forms.choices import Ruled, let_choose
from placements.lifecycle import Change
from placements.models import Placement, Request


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
        let_choose(self, "team", teams_open(request.council_id, request.starts_on, request.ends_on))
        let_choose(self, "supervisor", supervisors(request.council_id, [educator.pk if educator else None]))


class SetAsideForm(Form):
    """Why each rule that blocks is set aside."""

    def __init__(self, *args: Any, blocks: Iterable[Finding], **kwargs: Any) -> None:
        """Ask once for each rule, in its own words."""
        super().__init__(*args, **kwargs)
        said: dict[str, list[str]] = {}
        for one in blocks:
            said.setdefault(one.rule, []).append(one.sentence)
        for rule, sentences in said.items():
            name = f"why_{rule}"
            self.fields[name] = why_field(". ".join(sentences))
            self.dress_field(name, self.fields[name])

    @property
    def whys(self) -> dict[str, str]:
        """The reasons, by the code of the rule."""
        return {name.removeprefix("why_"): why for name, why in self.cleaned_data.items()}


def why_field(sentence: str) -> forms.CharField:
    """Return the field that asks why one rule is set aside."""
    return forms.CharField(
        label=f"{sentence}. Why is this set aside?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="What makes up for it, such as who agreed, or what is arranged. Nothing about health.",
        error_messages={"required": f"Say why this is set aside: {sentence[:1].lower()}{sentence[1:]}"},
    )


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
        let_choose(self, "team", teams)
        kept = Q(pk__in=supervisors(council, [self.instance.educator_id])) | Q(pk=self.instance.supervisor_id)
        let_choose(self, "supervisor", Educator.objects.filter(kept))


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
        label="In your own words",
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
