"""Localities and service areas."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from educators.actions import teams
from educators.forms.places import LocalityForm, ServiceAreaForm
from educators.subnavigation import Tabs
from educators.tables.places import LocalityTable, ServiceAreaTable
from kmtp.partnership.models import Locality, ServiceArea
from kmtp.ui.views import CreatePage, ListPage, UpdatePage


class PlaceList(Tabs, ListPage):
    """Places of one sort, with how many teams each has."""

    permission = "partnership.view_place"
    adding: tuple[str, str]

    def get_queryset(self) -> QuerySet[Any]:
        """Add the number of teams."""
        found: QuerySet[Any] = super().get_queryset().select_related("organisation")
        numbered: QuerySet[Any] = found.annotate(number=Count("teams"))
        return numbered

    def get_actions(self) -> Sequence[tuple[str, str]]:
        """Add one."""
        label, name = self.adding
        return [(label, reverse(name)), ("Teams", reverse("educators:teams"))]


class SavePlace(Tabs):
    """What adding and changing a place share."""

    permission = "partnership.change_place"
    done = "{} is saved."
    list_name: str
    model: Any
    request: Any

    def save(self, form: Any) -> Any:
        """Store it."""
        return teams.save_place(place=form.save(commit=False), by=self.request.user)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the list."""
        return reverse(self.list_name)

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse(self.list_name)


class LocalityList(PlaceList):
    """Localities."""

    model = Locality
    table_class = LocalityTable
    noun = ("locality", "localities")
    empty_text = "No locality yet. Add the districts or areas in which your teams work."
    adding = ("Add a locality", "educators:locality_add")


class OfALocality(SavePlace):
    """The forms of localities."""

    model = Locality
    form_class: Any = LocalityForm
    list_name = "educators:localities"


class AddLocality(OfALocality, CreatePage):
    """Add a locality."""

    heading = "Add a locality"


class ChangeLocality(OfALocality, UpdatePage):
    """Correct a locality."""

    heading = "Change {}"


class AreaList(PlaceList):
    """Service areas."""

    model = ServiceArea
    table_class = ServiceAreaTable
    noun = ("service area", "service areas")
    empty_text = "No service area yet. Add what your teams do, such as Children in Care."
    adding = ("Add a service area", "educators:area_add")


class OfAnArea(SavePlace):
    """The forms of service areas."""

    model = ServiceArea
    form_class: Any = ServiceAreaForm
    list_name = "educators:areas"


class AddArea(OfAnArea, CreatePage):
    """Add a service area."""

    heading = "Add a service area"


class ChangeArea(OfAnArea, UpdatePage):
    """Correct a service area."""

    heading = "Change {}"
