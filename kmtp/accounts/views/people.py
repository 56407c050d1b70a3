"""People and their roles, for the administrator."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.accounts import actions
from kmtp.accounts.filters import PersonFilter
from kmtp.accounts.forms import InvitationForm, ReasonForm, RoleForm
from kmtp.accounts.models import Invitation
from kmtp.accounts.tables import PersonTable
from kmtp.partnership.models import Membership, Person
from kmtp.ui.views import ActionPage, CreatePage, DetailPage, ListPage, UpdatePage


def with_roles(people: QuerySet) -> QuerySet[Any]:
    """Add the roles that each person holds now, in one query."""
    current = Membership.objects.current().select_related("organisation")
    return people.prefetch_related(Prefetch("memberships", queryset=current, to_attr="current_memberships"))


class PersonList(ListPage):
    """Everybody with a sign-in."""

    model = Person
    permission = "partnership.view_person"
    table_class = PersonTable
    filterset_class = PersonFilter
    noun = ("person", "people")
    empty_text = "Nobody has a sign-in yet. Invite the first person."

    def get_queryset(self) -> QuerySet[Any]:
        """Return the people with their roles."""
        return with_roles(super().get_queryset())

    def get_actions(self) -> list[tuple[str, str]]:
        """Offer to invite somebody, and to see who was invited."""
        return [("Invite somebody", reverse("accounts:invite"))]


class PersonDetail(DetailPage):
    """A person, their roles and what happened to them."""

    model = Person
    permission = "partnership.view_person"
    template_name = "accounts/person_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        """Return the people with their roles."""
        return with_roles(super().get_queryset())


class Invite(CreatePage):
    """Invite somebody to a role."""

    model = Invitation
    permission = "partnership.invite_person"
    form_class = InvitationForm
    heading = "Invite somebody"
    lede = "They get a letter with a link that works for 14 days, and choose their own password."

    def save(self, form: InvitationForm) -> Invitation:
        """Send the invitation."""
        facts = {key: form.cleaned_data[key] for key in ("name", "email", "role", "organisation")}
        return actions.invite(**facts, by=self.request.user)

    def get_done(self, invitation: Invitation) -> str:
        """Say that the letter is on its way."""
        return f"We are sending an invitation to {invitation.name}."

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the people."""
        return reverse("accounts:people")

    def get_cancel_url(self) -> str:
        """Go back to the people."""
        return reverse("accounts:people")


class GiveRole(UpdatePage):
    """Give a person one more role."""

    model = Person
    permission = "partnership.change_membership"
    form_class = RoleForm
    heading = "Give {} another role"
    submit_label = "Give this role"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form makes a new membership of this person."""
        return super().get_form_kwargs() | {"instance": Membership(person=self.object)}

    def save(self, form: RoleForm) -> Person:
        """Give the role."""
        role, organisation = form.cleaned_data["role"], form.cleaned_data["organisation"]
        actions.give_role(
            person=self.object, role=role, organisation=organisation, by=self.request.user, today=localdate()
        )
        return self.object  # type: ignore[no-any-return]

    def get_done(self, person: Person) -> str:
        """Say what changed."""
        return f"{person} has the new role from now on."


class EndRole(ActionPage):
    """Take a role away."""

    model = Membership
    permission = "partnership.change_membership"
    form_class = ReasonForm
    heading = "Take this role away: {}"
    what_happens = "The person can no longer open what the role allows, from the next page on."
    submit_label = "Take the role away"
    is_destructive = True
    done = "The role is taken away."

    def get_queryset(self) -> QuerySet[Any]:
        """Return the roles held now."""
        held: Any = super().get_queryset()
        return held.current().select_related("person", "organisation")  # type: ignore[no-any-return]

    def act(self, record: Membership, form: ReasonForm) -> Person:
        """End it."""
        actions.end_role(
            membership=record, by=self.request.user, today=localdate(), why=form.cleaned_data["why"]
        )
        return record.person

    def get_cancel_url(self) -> str:
        """Go back to the person."""
        return str(self.object.person.get_absolute_url())


class CloseSignIn(ActionPage):
    """Close somebody's sign-in."""

    model = Person
    permission = "partnership.change_membership"
    form_class = ReasonForm
    heading = "Close the sign-in of {}"
    what_happens = (
        "{} is signed out everywhere at once and cannot sign in again. You can open the sign-in again."
    )
    submit_label = "Close the sign-in"
    is_destructive = True
    done = "The sign-in of {} is closed."

    def act(self, record: Person, form: ReasonForm) -> None:
        """Close it."""
        actions.close_sign_in(person=record, by=self.request.user, why=form.cleaned_data["why"])


class OpenSignIn(ActionPage):
    """Open a closed sign-in again."""

    model = Person
    permission = "partnership.change_membership"
    heading = "Open the sign-in of {} again"
    what_happens = "{} can sign in again with the same password and the roles they hold now."
    submit_label = "Open the sign-in"
    done = "{} can sign in again."

    def act(self, record: Person, form: Any) -> None:
        """Open it."""
        actions.open_sign_in(person=record, by=self.request.user)
