"""What is asked in a call for availability, and about the call itself."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from educators import offering
from educators.forms.register import councils_of
from educators.models import AvailabilityAnswer, AvailabilityCall
from kmtp.partnership.academic_year import AcademicYear
from kmtp.ui.fields import DateField
from kmtp.ui.forms import Ruled
from kmtp.ui.reveals import RevealingForm


class CallForm(Ruled):
    """A call: which year, until when, when to remind, and a word of the council's own."""

    unseen = frozenset({"council", "state"})

    class Meta:
        """The year first, for it is what is asked about."""

        model = AvailabilityCall
        fields = ["council", "year", "opens_on", "closes_on", "remind_days", "message"]
        labels = {
            "opens_on": "Day you mean to send it",
            "closes_on": "Last day for answers",
            "remind_days": "Remind after so many days",
            "message": "Your own words in the letter",
        }
        help_texts = {
            "year": "The academic year you ask about, like 2026/27.",
            "opens_on": "Nobody is asked before you open the call.",
            "remind_days": "Days after the letter, with commas: 7, 14. Leave it empty for no reminders.",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Ask for the council only when there is a choice; start from January to March."""
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        councils = councils_of(user, "educators.call_availability")
        offered = list(councils) if is_new else []
        self.fields["council"].queryset = councils  # type: ignore[attr-defined]
        if len(offered) < 2:
            del self.fields["council"]
        if len(offered) == 1:
            self.instance.council = offered[0]
        if is_new:
            self.suggest()

    def suggest(self) -> None:
        """Suggest the next academic year, from today or January on, until the end of March."""
        year = AcademicYear.of(localdate())
        opens = max(localdate(), year.starts_on.replace(year=year.start + 1, month=1, day=5))
        closes = max(opens.replace(day=28), year.starts_on.replace(year=year.start + 1, month=3, day=31))
        for name, value in {"year": year.next, "opens_on": opens, "closes_on": closes}.items():
            self.initial[name] = value


OFFER = ("how_many", "kinds", "from_day", "days_a_week")


class AnswerForm(RevealingForm):
    """One question, and under each answer what follows from it; only the first must be answered."""

    asks = "says"
    reveals = {"yes": OFFER, "maybe": (*OFFER, "reason"), "no": ("reason",)}
    mark_optional = False

    says = forms.ChoiceField(
        label="Can you take a student?", choices=list(offering.SAYS.items()), widget=forms.RadioSelect
    )
    how_many = forms.IntegerField(
        label="Number of students", min_value=1, max_value=offering.MOST_STUDENTS, required=False
    )
    kinds = forms.MultipleChoiceField(
        label="What you can take",
        help_text="Choose all that you can.",
        choices=list(offering.KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    from_day = DateField(label="First day you can take a student", required=False)
    days_a_week = forms.DecimalField(
        label="Days a week you can give a student",
        min_value=0.5,
        max_value=5,
        max_digits=2,
        decimal_places=1,
        required=False,
    )
    reason = forms.ChoiceField(
        label="Main reason",
        help_text="Leave it open if you would rather not say.",
        choices=list(offering.REASONS.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(label="Anything else your coordinator should know", max_length=300, required=False)
    submit_label = "Send my answer"


def remembered(answer: AvailabilityAnswer) -> dict[str, Any]:
    """Return what the form starts with: her answer, else last year's, else what the register knows.

    Last year's "yes", day and reason are not taken over: they are what is asked.
    """
    if answer.answered_at:
        return {name: getattr(answer, name) for name in ("says", *OFFER, "reason", "note")}
    earlier = AvailabilityAnswer.objects.answered().filter(educator=answer.educator_id).exclude(pk=answer.pk)
    last = earlier.exclude(says="no").order_by("-answered_at").first()
    known = {name: getattr(last, name) for name in ("how_many", "kinds", "days_a_week")} if last else {}
    return known | {"how_many": known.get("how_many") or answer.educator.capacity or None}
