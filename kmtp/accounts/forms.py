"""Forms of people and invitations."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kmtp.accounts.models import Invitation
from kmtp.partnership.access import WHOLE_PARTNERSHIP, Role
from kmtp.partnership.models import Membership, Organisation, Person
from kmtp.partnership.models.membership import KIND_OF_ROLE
from kmtp.ui.forms import Form, ModelForm


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
