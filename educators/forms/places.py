"""What is asked about teams, localities and service areas."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.timezone import localdate

from educators.forms.register import Ruled as RegisterRuled
from educators.forms.register import councils_of
from kmtp.partnership.access import Role
from kmtp.partnership.models import Locality, Membership, Person, ServiceArea, Team
from kmtp.ui.fields import DateField, PostcodeField, SearchChoiceField
from kmtp.ui.forms import Form

MAY_CHANGE = "partnership.change_place"


class OfACouncil(RegisterRuled):
    """A form about something of a council, which is asked only when there is a choice and never changes."""

    unseen = frozenset({"organisation"})

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Settle whose it is."""
        super().__init__(*args, **kwargs)
        self.councils = councils_of(user, MAY_CHANGE)
        offered = list(self.councils[:2]) if self.instance.pk is None else []
        if len(offered) > 1:
            self.fields["organisation"].queryset = self.councils  # type: ignore[attr-defined]
            self.fields["organisation"].label = "Council"
            return
        del self.fields["organisation"]
        if offered:
            self.instance.organisation = offered[0]

    @property
    def reach(self) -> dict[str, Any]:
        """Where the other choices must belong: the one council, or any of the person's."""
        of = self.instance.organisation_id
        return {"organisation": of} if of else {"organisation__in": self.councils}


class LocalityForm(OfACouncil):
    """A locality."""

    class Meta:
        """Whose, and its name."""

        model = Locality
        fields = ["organisation", "name"]


class ServiceAreaForm(OfACouncil):
    """A service area."""

    class Meta:
        """Whose, its name and its kind."""

        model = ServiceArea
        fields = ["organisation", "name", "group", "is_statutory"]
        widgets = {"group": forms.RadioSelect}
        labels = {"group": "Kind of work", "is_statutory": "Statutory work"}


class TeamForm(OfACouncil):
    """A team."""

    service_area = SearchChoiceField(ServiceArea.objects.none(), noun="service area", label="Service area")
    locality = SearchChoiceField(Locality.objects.none(), noun="locality", label="Locality")
    postcode = PostcodeField(required=False, help_text="Where the team works, like ME4 4TR.")
    manager = SearchChoiceField(
        Person.objects.none(),
        required=False,
        search=("name", "email"),
        noun="manager",
        label="Team manager",
        help_text="Somebody who can sign in as a manager of this council.",
    )

    class Meta:
        """In the order in which they are asked."""

        model = Team
        fields = ["organisation", "name", "service_area", "locality", "postcode", "manager", "valid_from"]
        labels = {"valid_from": "First day of the team"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the council's own service areas, localities and managers."""
        super().__init__(*args, user=user, **kwargs)
        self.fields["service_area"].queryset = ServiceArea.objects.filter(**self.reach)  # type: ignore[attr-defined]
        self.fields["locality"].queryset = Locality.objects.filter(**self.reach)  # type: ignore[attr-defined]
        held = Membership.objects.current().filter(role=Role.MANAGER, **self.reach)
        is_manager = Q(pk__in=held.values("person"), is_active=True) | Q(pk=self.instance.manager_id)
        self.fields["manager"].queryset = Person.objects.filter(is_manager)  # type: ignore[attr-defined]
        if self.instance.pk is None:
            self.initial.setdefault("valid_from", localdate())

    def clean(self) -> dict[str, Any]:
        """Refuse what belongs to another council."""
        data = super().clean() or {}
        council = data.get("organisation") or (self.instance.organisation_id and self.instance.organisation)
        if not council:
            return data
        for name in ("service_area", "locality"):
            chosen = data.get(name)
            if chosen and chosen.organisation_id != council.pk:
                self.add_error(name, f"Choose one of {council}")
        self._check_manager(data.get("manager"), council)
        return data

    def _check_manager(self, manager: Person | None, council: Any) -> None:
        if manager is None or manager.pk == self.instance.manager_id:
            return
        held = Membership.objects.current().filter(person=manager, role=Role.MANAGER, organisation=council)
        if not held.exists():
            self.add_error("manager", f"Choose a manager of {council}")


class ClosingForm(Form):
    """The last day of a team, and who takes over."""

    last_day = DateField(label="Last day of the team", help_text="It may be a day to come.")
    successor = SearchChoiceField(
        Team.objects.none(), required=False, noun="team", label="Team that takes over"
    )
    new_name = forms.CharField(
        required=False, max_length=120, label="Or the name of a new team", help_text="It opens the day after."
    )
    submit_label = "Close the team"

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        """Offer the council's other open teams."""
        super().__init__(*args, **kwargs)
        self.team = team
        others = Team.objects.open_on(localdate()).filter(organisation=team.organisation_id)
        self.fields["successor"].queryset = others.exclude(pk=team.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and for a name that is free."""
        data = super().clean() or {}
        if self.errors:
            return data
        name, day = data.get("new_name", ""), data.get("last_day")
        if bool(data.get("successor")) == bool(name):
            self.add_error("successor", "Choose the team that takes over, or name a new one; not both")
        elif name and day:
            same = Team.objects.filter(organisation=self.team.organisation_id, name=name)
            if same.filter(valid_from=day + timedelta(days=1)).exists():
                self.add_error("new_name", "This council already has a team of this name from that day")
        return data
