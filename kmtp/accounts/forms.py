"""Forms of people and invitations."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kmtp.accounts.models import Invitation, SavedView
from kmtp.partnership.access import WHOLE_PARTNERSHIP, Role
from kmtp.partnership.models import Membership, Organisation, Person
from kmtp.partnership.models.membership import KIND_OF_ROLE
from kmtp.ui.forms import Form, ModelForm, Ruled


def check_place(role: str, organisation: Organisation | None) -> None:
    """Raise ``ValidationError`` when the role is not held at this kind of organisation."""
    if role in WHOLE_PARTNERSHIP:
        if organisation is not None:
            raise ValidationError(
                {"organisation": "Leave the organisation empty: this role is for the partnership."}
            )
        return
    kind = KIND_OF_ROLE[Role(role)]
    if organisation is None or organisation.kind != kind:
        raise ValidationError({"organisation": f"Choose the {kind.label.lower()} that this role is for."})


class Placed(ModelForm):
    """A form with a role and where it is held."""

    def clean(self) -> dict[str, Any]:
        """Refuse a role at the wrong kind of organisation."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("role"):
            check_place(data["role"], data.get("organisation"))
        return data


class InvitationForm(Placed):
    """Whom to invite, as what."""

    submit_label = "Send the invitation"

    class Meta:
        """The letter tells the rest."""

        model = Invitation
        fields = ("name", "email", "role", "organisation")
        labels = {"name": "Full name", "email": "E-mail address"}


class RoleForm(Placed):
    """One more role for a person."""

    submit_label = "Give this role"

    class Meta:
        """A role and where."""

        model = Membership
        fields = ("role", "organisation")


class ReasonForm(Form):
    """Why."""

    why = forms.CharField(
        label="Reason", max_length=200, help_text="It stands in the history of this person."
    )


class PasswordForm(Form):
    """Choose a password."""

    submit_label = "Create my sign-in"

    password = forms.CharField(
        label="Password",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Three words that have nothing to do with each other are easy to keep.",
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        """Take the person who will have it, so that it is not like their name."""
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Refuse a password that is short, common or like the name."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class SaveViewForm(Form):
    """What a view of a list is to be called; which list and which filters come along unseen."""

    name = forms.CharField(label="Name of the view", max_length=60)
    route = forms.CharField(widget=forms.HiddenInput, max_length=80)
    query = forms.CharField(widget=forms.HiddenInput, required=False)
    submit_label = "Save the view"


class RenameViewForm(Ruled):
    """Another name for a view."""

    unseen = frozenset({"person", "path"})
    submit_label = "Save the name"

    class Meta:
        """The name alone."""

        model = SavedView
        fields = ("name",)
        labels = {"name": "Name of the view"}


class OrganisationForm(ModelForm):
    """A partner. What it is never changes, for its rows hang on that."""

    class Meta:
        """In the order in which it is asked."""

        model = Organisation
        fields = ("kind", "name", "short_name", "slug", "theme")
        labels = {"slug": "Name in addresses", "theme": "Colour of its pages"}
        help_texts = {
            "slug": "Small letters and hyphens, for example kent.",
            "theme": "A number from 1 to 8.",
        }
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask what it is only once."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["kind"]
