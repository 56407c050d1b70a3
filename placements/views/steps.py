"""Steps: those to do over all placements, and what is done with one."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.ui.views import ActionPage, ListPage
from placements.actions import steps
from placements.filters.step import StepFilters
from placements.forms.step import DoneForm, WaiveForm
from placements.models import Step
from placements.subnavigation import Tabs
from placements.tables.step import StepTable


class StepList(Tabs, ListPage):
    """Every open step in the person's reach, the earliest first."""

    model = Step
    permission = "placements.view_placement"
    table_class = StepTable
    filterset_class = StepFilters
    noun = ("step to do", "steps to do")
    empty_text = "No step is open. A placement gets its steps when it is confirmed."

    def get_queryset(self) -> QuerySet[Step]:
        """Return the open ones, with what a row shows, in one query."""
        found: Any = super().get_queryset()
        rows: QuerySet[Step] = found.open().with_falls(localdate())
        return rows.select_related("kind", "placement__student", "placement__educator", "placement__council")

    def get_actions(self) -> list[tuple[str, str]]:
        """Lead whoever sets them to the rules."""
        may_set = self.request.user.has_perm("placements.set_rules")
        return [("Which steps there are", reverse("placements:step_kinds"))] if may_set else []


class OneStep:
    """Pages about one step."""

    model = Step
    object: Any

    def get_queryset(self) -> QuerySet[Step]:
        """Return what a page shows in one query."""
        found: QuerySet[Step] = super().get_queryset()  # type: ignore[misc]
        return found.select_related("kind", "placement__student__programme", "placement__educator")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the placement."""
        placement = self.object.placement
        crumbs = [
            ("Placements", reverse("placements:list")),
            (str(placement.student), placement.get_absolute_url()),
        ]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)  # type: ignore[misc, no-any-return]


class DoStep(OneStep, ActionPage):
    """Mark a step as done."""

    permission = "placements.do_step"
    form_class = DoneForm
    heading = "{}: done"
    submit_label = "Mark as done"
    done = "“{}” is done."

    def get_what_happens(self) -> str:
        """Say whether the document that goes with it is there."""
        is_missing = self.object.kind.asks_document and not self.object.documents.exists()
        more = "No document is with it yet: you can add one before or after." if is_missing else ""
        return f"The step is marked as done, and no more letters about it are sent. {more}".strip()

    def act(self, record: Step, form: Any) -> Step:
        """Mark it by the one action."""
        by: Any = self.request.user
        return steps.do(step=record, done_on=form.cleaned_data["done_on"], by=by, today=localdate())


class WaiveStep(OneStep, ActionPage):
    """Let the placement go without a step."""

    permission = "placements.waive_step"
    form_class = WaiveForm
    heading = "Waive “{}”"
    what_happens = "This placement goes without “{}”. You can open the step again."
    submit_label = "Waive the step"
    done = "“{}” is waived."

    def act(self, record: Step, form: Any) -> Step:
        """Waive it by the one action."""
        by: Any = self.request.user
        return steps.waive(step=record, why=form.cleaned_data["why"], by=by, today=localdate())


class ReopenStep(OneStep, ActionPage):
    """Take back that a step was done or waived."""

    permission = "placements.waive_step"
    heading = "Open “{}” again"
    what_happens = "“{}” is to do again, by the day that the dates of the placement give."
    submit_label = "Open the step again"
    done = "“{}” is open again."

    def act(self, record: Step, form: Any) -> Step:
        """Open it by the one action."""
        by: Any = self.request.user
        return steps.reopen(step=record, by=by, today=localdate())
