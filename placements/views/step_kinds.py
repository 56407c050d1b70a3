"""The rules of the steps: which there are, for which placements, by when and whose."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.ui.views import CreatePage, ListPage, UpdatePage
from placements.actions import steps
from placements.filters.step import StepKindFilters
from placements.forms.step import StepKindForm
from placements.models import StepKind
from placements.subnavigation import Tabs
from placements.tables.step import StepKindTable

CRUMBS = [("Steps", "placements:steps"), ("Which steps there are", "placements:step_kinds")]


class Rules(Tabs):
    """What the pages of the rules share."""

    model = StepKind
    permission = "placements.set_rules"
    request: Any

    def get_queryset(self) -> QuerySet[StepKind]:
        """Add the university."""
        found: QuerySet[StepKind] = super().get_queryset()  # type: ignore[misc]
        return found.select_related("university")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        crumbs = [(label, reverse(name)) for label, name in CRUMBS]
        return {"breadcrumbs": crumbs} | super().get_context_data(**kwargs)


class KindPage(Rules):
    """A form that stores one of the rules."""

    form_class: Any = StepKindForm

    def save(self, form: Any) -> StepKind:
        """Store it by the one action."""
        by: Any = self.request.user
        return steps.keep_kind(kind=form.save(commit=False), by=by, today=localdate())

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the list."""
        return reverse("placements:step_kinds")

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("placements:step_kinds")


class StepKindList(Rules, ListPage):
    """Every step that placements have."""

    table_class = StepKindTable
    filterset_class = StepKindFilters
    noun = ("step in the rules", "steps in the rules")
    lede = (
        "A placement gets these steps when it is confirmed. "
        "A change moves the open steps of the placements that it is for."
    )
    empty_text = "No step is set yet."
    empty_action = ("Add a step", "add/")

    def get_actions(self) -> list[tuple[str, str]]:
        """Add one."""
        return [("Add a step", reverse("placements:step_kind_add"))]


class AddStepKind(KindPage, CreatePage):
    """Add a step."""

    heading = "Add a step"
    lede = "Placements that are confirmed already get it too, if they start on or after its first day."
    done = "“{}” is added."


class ChangeStepKind(KindPage, UpdatePage):
    """Change a step: its name, when it is due, whose it is, and until when it is in force."""

    heading = "Change “{}”"
    lede = "The open steps of placements move with it; what is done or waived stays."
    done = "“{}” is changed."
