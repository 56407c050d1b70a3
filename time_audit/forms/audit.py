"""Set up an audit; say who takes part; give a reason."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.ui.forms import Form, ModelForm
from placements import kinds
from placements.models import Placement
from time_audit.models import Audit, Participant

#: An audit outside these is a slip of the keys; a long one would make a week for every participant and week.
EARLIEST = date(2010, 1, 1)
FURTHEST = timedelta(days=731)
LONGEST = timedelta(days=366)
JOINT = "The whole partnership (a joint audit)"


class AuditForm(ModelForm):
    """The facts of an audit. Whose it is is asked only of somebody who serves more than one council."""

    class Meta:
        """Everything but its state, which has pages of its own."""

        model = Audit
        fields = (
            "title",
            "council",
            "starts_on",
            "ends_on",
            "locks_after_weeks",
            "purpose",
            "published_note",
        )
        widgets = {"purpose": forms.Textarea({"rows": "3"}), "published_note": forms.Textarea({"rows": "3"})}
        help_texts = {
            "title": "For example, Time audit of final placements, spring 2020",
            "locks_after_weeks": "After that a week is fixed, and a coordinator can open it again.",
            "purpose": "Practice educators read this above their weeks.",
            "published_note": "When figures of this audit were published before: what differs and why. "
            "It is printed with the results.",
        }

    def __init__(self, *args: Any, user: access.User, **kwargs: Any) -> None:
        """Offer the person's own councils, and the joint audit to those who serve the whole partnership."""
        super().__init__(*args, **kwargs)
        reach = access.organisations(user, "time_audit.add_audit")
        council: Any = self.fields["council"]
        council.queryset = Organisation.objects.visible_to(user).councils()
        council.empty_label = JOINT
        council.label = "Whose audit it is"
        self.only_council: Organisation | None = None
        if reach is not None:
            self._settle(council.queryset.filter(pk__in=reach))

    def _settle(self, councils: QuerySet) -> None:
        field: Any = self.fields["council"]
        found = list(councils[:2])
        field.queryset, field.required, field.empty_label = councils, True, "Choose…"
        if self.instance.pk or len(found) == 1:
            del self.fields["council"]
            self.only_council = found[0] if found and not self.instance.pk else None

    def _get_validation_exclusions(self) -> set[str]:
        # A council that is not asked is still part of what must be unique.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # the stubs lack it
        return excluded - {"council"}

    def clean(self) -> dict[str, Any]:
        """Put the council in its place before the constraints are checked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.only_council:
            self.instance.council = self.only_council
        self._refuse_dates(cleaned.get("starts_on"), cleaned.get("ends_on"))
        return cleaned

    def _refuse_dates(self, starts_on: date | None, ends_on: date | None) -> None:
        if starts_on and not EARLIEST <= starts_on <= localdate() + FURTHEST:
            self.add_error("starts_on", "Enter a start from 2010 on that is at most two years ahead")
        elif starts_on and ends_on and ends_on - starts_on > LONGEST:
            self.add_error("ends_on", "A time audit lasts a year at most. Enter an earlier end")


class PlacementChoice(forms.ModelMultipleChoiceField):
    """Placements, each named by its practice educator first."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the educator, the student's reference, the kind and the team."""
        return f"{obj.educator}: student {obj.student.reference}, {obj.facts.label}, {obj.team.name}"


class AddForm(Form):
    """Choose the placements whose practice educators take part."""

    submit_label = "Add to the time audit"
    placements = PlacementChoice(
        queryset=None,
        label="Placements under way",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one placement"},
    )

    def __init__(self, *args: Any, audit: Audit, user: access.User, **kwargs: Any) -> None:
        """Offer the placements in the audit's time that are not in it."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["placements"]
        field.queryset = offered(audit, user)


def offered(audit: Audit, user: access.User) -> QuerySet:
    """Return the placements that could take part, by the practice educator's name."""
    running = Placement.objects.visible_to(user).of(audit.council).holding()
    fitting = running.overlapping(audit.starts_on, audit.ends_on).exclude(time_audits__audit=audit)
    assessed = fitting.filter(educator__isnull=False).exclude(kind=kinds.READINESS.key)
    names = ("educator__last_name", "educator__first_name", "pk")
    return assessed.select_related("educator", "student", "team").order_by(*names)


class HoursForm(ModelForm):
    """The hours that a participant has for it."""

    class Meta:
        """Those of her week."""

        model = Participant
        fields = ("contracted_hours", "relief_hours")


class ReasonForm(Form):
    """Why."""

    why = forms.CharField(label="Reason", max_length=300, help_text="It stands in the history.")
