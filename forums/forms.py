"""The forms of the forums room."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.timezone import localdate

from educators.models import Educator
from forums.models import Booking, Forum, Session
from forums.models.forum import MOST_PLACES
from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.ui.fields import SearchChoiceField
from kmtp.ui.forms import Form, ModelForm

MOST_SESSIONS = 30
SPARE_SESSIONS = 3
WRITTEN_TIMES = (
    *("%H:%M", "%H.%M", "%H%M", "%H:%M:%S"),
    *("%I:%M%p", "%I.%M%p", "%I:%M %p", "%I.%M %p", "%I%p", "%I %p"),
)
#: No forum before the partnership's records, and none that a wrong key put into another decade.
EARLIEST = date(2010, 1, 1)
FURTHEST = timedelta(days=731)
PLACES = f"Enter between 1 and {MOST_PLACES:,} places"


def time_field(label: str, example: str) -> forms.TimeField:
    """Return a field for a time of the day, written with a colon or a point."""
    box = forms.TimeInput({"class": "govuk-input--width-5", "inputmode": "text"}, format="%H:%M")
    return forms.TimeField(
        label=label, help_text=f"For example {example}", input_formats=WRITTEN_TIMES, widget=box
    )


class HostField(forms.ModelChoiceField):
    """A council, or none: that is an answer too, the whole partnership."""

    def validate(self, value: Any) -> None:
        """Take either."""


class ForumForm(ModelForm):
    """A forum's day, place and people."""

    council = HostField(
        None,  # type: ignore[arg-type]
        label="Host",
        help_text="A joint forum is open to the practice educators of every council.",
        empty_label="Joint: the whole partnership",
        blank=True,
        error_messages={"invalid_choice": "Choose the host from the list"},
        widget=forms.RadioSelect,
    )
    starts_at = time_field("Start time", "9:30")
    ends_at = time_field("End time", "12:30")
    capacity = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=MOST_PLACES,
        help_text="Whoever books after that goes on a waiting list.",
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={"min_value": PLACES, "max_value": PLACES, "invalid": PLACES},
    )
    joining_link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="For people who join online. It stands in the letters and on the forum’s page.",
    )

    class Meta:
        """Everything a person enters; status and revision come from actions."""

        model = Forum
        fields = (
            "title",
            "theme",
            "council",
            "audience",
            "held_on",
            "starts_at",
            "ends_at",
            "venue",
            "joining_link",
            "capacity",
            "notes",
        )
        help_texts: ClassVar = {
            "theme": "One or two sentences for the invitation.",
            "venue": "Building, room and town.",
            "notes": "Only organisers see these.",
        }
        widgets: ClassVar = {"audience": forms.RadioSelect}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the councils whose forums the person organises."""
        super().__init__(*args, **kwargs)
        host: Any = self.fields["council"]
        host.queryset = _councils_of(user)
        host.widget.choices = host.choices

    def clean_held_on(self) -> date:
        """Refuse a day that can only be a slip."""
        day: date = self.cleaned_data["held_on"]
        if not EARLIEST <= day <= localdate() + FURTHEST:
            raise forms.ValidationError("Enter a day from 2010 on that is at most two years ahead")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse to leave an announced forum without a place; the model cannot see its state here."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_nowhere = (
            not data.get("venue") and not data.get("joining_link") and "joining_link" not in self.errors
        )
        if is_nowhere and self.instance.state != "draft":
            self.add_error("venue", "Enter the venue, the joining link or both")
        return data


def _councils_of(user: Any) -> Any:
    councils = Organisation.objects.councils().order_by("short_name")
    reach = access.organisations(user, "forums.change_forum")
    return councils if reach is None else councils.filter(pk__in=reach)


class NeedsForm(Form):
    """What somebody needs to take part."""

    access_needs = forms.CharField(
        label="Is there anything you need to take part?",
        help_text="For example a hearing loop, step-free access or large print. Only the organisers see this.",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": "3"}),
    )


class BookForForm(Form):
    """A place for somebody who does not book herself."""

    educator = SearchChoiceField(
        None,
        search=("first_name", "last_name", "swe_number"),
        noun="practice educator",
        label="Practice educator",
    )
    access_needs = forms.CharField(
        label="What this person needs to take part",
        help_text="For example a hearing loop, step-free access or large print. Only the organisers see this.",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": "3"}),
    )

    def __init__(self, *args: Any, user: Any, forum: Forum, **kwargs: Any) -> None:
        """Offer the people of the person's registers whom the forum is open to."""
        there = Educator.objects.visible_to(user).of(forum.council).on_the_register_on(localdate())
        booked = Booking.objects.current().filter(forum=forum).values("educator")
        super().__init__(*args, **kwargs)
        field: Any = self.fields["educator"]
        field.queryset = there.exclude(pk__in=booked)
        field.widget.choices = field.choices


class CancelForm(Form):
    """Why a forum is called off."""

    why = forms.CharField(
        label="Reason",
        help_text="The reason stands in the letters and on the forum’s page.",
        max_length=300,
        widget=forms.Textarea({"rows": "3"}),
    )


class Present(forms.ModelMultipleChoiceField):
    """The bookings of those who came, each by the person's name."""

    def label_from_instance(self, booking: Any) -> str:
        """Return the name and where she works."""
        educator = booking.educator
        return f"{educator.name}, {educator.team.name if educator.team else educator.council.short_name}"


class RegisterForm(Form):
    """Who came: one box for each person with a place."""

    mark_optional = False
    present = Present(
        None,
        label="Who came",
        required=False,
        widget=forms.CheckboxSelectMultiple,  # type: ignore[arg-type]
    )

    def __init__(self, *args: Any, user: Any, forum: Forum, **kwargs: Any) -> None:
        """List those whom the person may see, ticked as they stand on the register now."""
        places = Booking.objects.visible_to(user).places().filter(forum=forum)
        initial = {"present": list(places.filter(attended=True).values_list("pk", flat=True))}
        super().__init__(*args, **{**kwargs, "initial": initial})
        field: Any = self.fields["present"]
        field.queryset = places.select_related("educator__team", "educator__council")


class SessionForm(ModelForm):
    """One line of the programme; a line without a title is left out."""

    mark_optional = False
    order = forms.IntegerField(label="Place in the programme", min_value=1, max_value=999, required=False)
    title = forms.CharField(max_length=160, required=False)

    class Meta:
        """What stands in a line."""

        model = Session
        fields = ("order", "title", "facilitator", "organisation")
        labels: ClassVar = {"facilitator": "Led by", "organisation": "From"}

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the organisations, read once for all lines."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].widget.choices = [("", "Choose…"), *organisations]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a line that names who leads it but not what it is."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("title") and (data.get("facilitator") or data.get("organisation")):
            self.add_error("title", "Enter the title of this session, or empty the whole line")
        return data

    def _get_validation_exclusions(self) -> set[str]:
        # The whole programme is put in order afterwards: a place that two lines share is no error.
        return {*super()._get_validation_exclusions(), "order", "title"}  # type: ignore[misc]


class ProgrammeLines(BaseFormSet):
    """The lines of a programme. It answers like a form, so that the common page can show it."""

    def add_error(self, field: None, error: str) -> None:
        """Show a refusal above the lines."""
        self.non_form_errors().append(error)

    @property
    def sessions(self) -> list[Session]:
        """The sessions with a title, in the order of their numbers; lines without a number come last."""
        lines = [form for form in self.forms if form.cleaned_data.get("title")]
        lines.sort(key=lambda form: form.cleaned_data.get("order") or 1000)
        return [form.instance for form in lines]


Programme = formset_factory(
    SessionForm,
    formset=ProgrammeLines,
    extra=SPARE_SESSIONS,
    max_num=MOST_SESSIONS,
    absolute_max=MOST_SESSIONS,
)
