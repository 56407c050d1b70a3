"""What is asked about an offer."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from educators.models import Educator
from kmtp.partnership import access
from kmtp.partnership.models import Team
from kmtp.ui.fields import SearchChoiceField
from kmtp.ui.forms import Form, ModelForm
from placements import kinds
from placements.forms.choices import let_choose
from placements.forms.placement import SupervisorField, TeamField
from placements.models import Offer

PERMISSION = "placements.change_offer"
WHO = ("team", "educator", "supervisor")
WHAT = ("kinds", "places", "days_per_week", "starts_on", "ends_on")
ACCESS = ("needs_driver", "has_step_free_access", "note")


class OfferForm(ModelForm):
    """Who offers what, and from when."""

    layout = Layout(
        Fieldset("Who", *WHO), Fieldset("What and when", *WHAT), Fieldset("What the student needs", *ACCESS)
    )
    team = TeamField(help_text="The team that hosts the student.")
    educator = SearchChoiceField(
        Educator.objects.none(),
        search=("first_name", "last_name", "swe_number"),
        noun="practice educator",
        label="Practice educator",
        required=False,
        help_text="Leave it empty when the team hosts the student of any practice educator who works off site.",
    )
    supervisor = SupervisorField()
    kinds = forms.MultipleChoiceField(
        label="Kinds of placement", choices=kinds.CHOICES, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        """Everything but what the system keeps itself."""

        model = Offer
        fields = (*WHO, *WHAT, *ACCESS)
        labels = {
            "places": "How many students",
            "starts_on": "From",
            "ends_on": "Until",
            "needs_driver": "The student must be able to drive",
            "has_step_free_access": "The workplace has step-free access",
            "note": "Note",
        }
        help_texts = {
            "places": "At a time, between the two dates.",
            "ends_on": "The last day on which the student can be there.",
            "note": "Whatever helps to choose a student. Only the student faculty reads it.",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Let the person choose among the teams and people of her councils; a record’s own stay."""
        super().__init__(*args, **kwargs)
        kept = self.instance
        let_choose(self, "team", teams_for(user, kept.team_id))
        let_choose(self, "educator", people_for(user, kept.educator_id))
        let_choose(self, "supervisor", people_for(user, kept.supervisor_id))

    def clean(self) -> dict[str, Any]:
        """Take the council from the team, so that nobody chooses it twice."""
        data = super().clean() or {}
        if team := data.get("team"):
            self.instance.council_id = team.organisation_id
        return data


def teams_for(user: Any, own: int | None) -> QuerySet[Team]:
    """Return the open teams of the councils whose offers the person looks after, and the record's own."""
    mine = access.within(user, PERMISSION, "organisation")
    rows = Team.objects.filter(mine, Q(pk__in=Team.objects.open_on(localdate())) | Q(pk=own))
    return rows.select_related("service_area")


def people_for(user: Any, own: int | None) -> QuerySet[Educator]:
    """Return who is active on those registers, and the record's own."""
    mine = access.within(user, PERMISSION, "council")
    active = Educator.objects.active_on(localdate())
    return Educator.objects.filter(mine, Q(pk__in=active.values("pk")) | Q(pk=own))


class WithdrawOfferForm(Form):
    """Why an offer is withdrawn."""

    why = forms.CharField(label="Reason", max_length=200, help_text="Only the student faculty reads it.")
