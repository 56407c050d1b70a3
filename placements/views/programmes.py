"""Programmes as data: a list and adding one."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from kmtp.ui.views import CreatePage, ListPage
from placements.actions import requests
from placements.filters.programme import ProgrammeFilters
from placements.forms.programme import ProgrammeForm
from placements.models import Programme
from placements.subnavigation import Tabs
from placements.tables.programme import ProgrammeTable

FACULTY = "placements.pair_student"


class ProgrammeList(Tabs, ListPage):
    """The programmes whose students come."""

    model = Programme
    permission = FACULTY
    table_class = ProgrammeTable
    filterset_class = ProgrammeFilters
    noun = ("programme", "programmes")
    empty_text = "There is no programme yet. Add the programmes whose students you place."

    def get_queryset(self) -> QuerySet[Programme]:
        """Return what a row shows in one query."""
        found: QuerySet[Programme] = super().get_queryset().select_related("university")
        return found.annotate(number_of_students=Count("students"))

    def get_actions(self) -> list[tuple[str, str]]:
        """Add one."""
        return [("Add a programme", reverse("placements:programme_add"))]


class AddProgramme(CreatePage):
    """Add a programme."""

    model = Programme
    permission = FACULTY
    form_class = ProgrammeForm
    heading = "Add a programme"
    done = "{} is added."

    def save(self, form: Any) -> Programme:
        """Store it."""
        by: Any = self.request.user
        return requests.add_programme(programme=form.save(commit=False), by=by)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the list."""
        return reverse("placements:programme_list")

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("placements:programme_list")
