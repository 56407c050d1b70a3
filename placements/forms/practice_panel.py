"""What is asked about a university's practice panel."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.ui.forms import Form, ModelForm, Ruled
from placements.forms.choices import let_choose
from placements.models import PanelReport, Placement, PracticePanel

NOT_SENT = "Not sent to this panel"


class PanelForm(Ruled):
    """When a university's panel meets."""

    unseen = frozenset({"university"})
    submit_label = "Save the panel"

    class Meta:
        """Whose, when, and a note."""

        model = PracticePanel
        fields = ("university", "meets_on", "note")
        labels = {"meets_on": "When does it meet?"}
        help_texts = {"note": "The councils can read it. Never names of students."}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the person's own universities; ask only when there is a choice. It stays whose it is."""
        super().__init__(*args, **kwargs)
        universities = universities_for(user)
        offered = list(universities[:2])
        if self.instance.pk or len(offered) == 1:
            del self.fields["university"]
            if not self.instance.pk:
                self.instance.university = offered[0]
        else:
            let_choose(self, "university", universities)


def universities_for(user: Any) -> Any:
    """Return the universities whose panels ``user`` may plan: a partner's own, all of them for a council."""
    universities = Organisation.objects.universities()
    if user.has_perm("placements.pair_student"):
        return universities
    return universities.filter(access.within(user, "placements.change_practice_panel", "pk"))


class SendForm(Form):
    """What the practice educator of each placement recommends."""

    submit_label = "Send these reports"
    mark_optional = False

    def __init__(self, *args: Any, placements: Iterable[Placement], **kwargs: Any) -> None:
        """Ask for each placement."""
        super().__init__(*args, **kwargs)
        self.placements = {f"placement-{one.pk}": one for one in placements}
        for name, placement in self.placements.items():
            self.fields[name] = self._field(placement)
            self.dress_field(name, self.fields[name])

    @staticmethod
    def _field(placement: Placement) -> forms.ChoiceField:
        end = f"{placement.ends_on.day} {placement.ends_on:%b} {placement.ends_on.year}"
        return forms.ChoiceField(
            label=f"{placement.student}: {placement.get_kind_display()}",
            help_text=f"{placement.team}, practice educator {placement.educator}, until {end}",
            choices=[("", NOT_SENT), *PanelReport.Recommendation.choices],
            required=False,
        )

    @property
    def reports(self) -> dict[Placement, str]:
        """Each placement whose report is sent, with the recommendation."""
        data = self.cleaned_data
        return {one: data[name] for name, one in self.placements.items() if data.get(name)}


class DecisionForm(ModelForm):
    """What a panel decided on a report."""

    submit_label = "Record the decision"

    class Meta:
        """The recommendation it had, what it decided, and when."""

        model = PanelReport
        fields = ("recommendation", "outcome", "decided_on", "note")
        labels = {
            "recommendation": "What does the practice educator recommend?",
            "outcome": "What did the panel decide?",
            "decided_on": "When did it decide?",
        }
        widgets = {"recommendation": forms.RadioSelect, "outcome": forms.RadioSelect, "note": forms.Textarea}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the decision; it was usually made when the panel met."""
        super().__init__(*args, **kwargs)
        for name in ("outcome", "decided_on"):
            self.fields[name].required = True
        met = min(self.instance.panel.meets_on, localdate())
        self.initial["decided_on"] = self.instance.decided_on or met
        field: Any = self.fields["outcome"]
        field.choices = PanelReport.Outcome.choices
