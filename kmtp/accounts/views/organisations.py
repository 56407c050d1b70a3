"""The partners: councils, universities and agencies, for the administrator."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from kmtp.accounts import organisations
from kmtp.accounts.filters import OrganisationFilter
from kmtp.accounts.forms import OrganisationForm
from kmtp.accounts.tables import OrganisationTable
from kmtp.partnership.models import Organisation
from kmtp.ui.views import CreatePage, ListPage, UpdatePage


class OrganisationList(ListPage):
    """The partners."""

    model = Organisation
    permission = "partnership.view_organisation"
    table_class = OrganisationTable
    filterset_class = OrganisationFilter
    noun = ("organisation", "organisations")
    empty_text = "There is no partner yet. Add the first council."

    def get_actions(self) -> Sequence[tuple[str, str]]:
        """Offer to add one."""
        return [("Add an organisation", reverse("accounts:organisation_add"))]


class AddOrganisation(CreatePage):
    """Add a partner."""

    model = Organisation
    permission = "partnership.change_organisation"
    form_class = OrganisationForm
    heading = "Add an organisation"
    done = "{} is a partner. Invite its people next."

    def save(self, form: Any) -> Organisation:
        """Store it."""
        return organisations.add(organisation=form.save(commit=False), by=self.request.user)

    def get_success_url(self, record: Any = None) -> str:
        """Go to the list."""
        return reverse("accounts:organisations")

    get_cancel_url = get_success_url


class ChangeOrganisation(UpdatePage):
    """Correct a partner's names and colour."""

    model = Organisation
    permission = "partnership.change_organisation"
    form_class = OrganisationForm
    heading = "Change {}"
    done = "{} is changed."

    def save(self, form: Any) -> Organisation:
        """Store what was corrected."""
        return organisations.change(
            organisation=form.save(commit=False), fields=form.changed_data, by=self.request.user
        )

    def get_success_url(self, record: Any = None) -> str:
        """Go to the list."""
        return reverse("accounts:organisations")

    get_cancel_url = get_success_url
