"""Return plans: the list, a new one, and what becomes of it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from educators.actions import return_plans
from educators.filters.currency import ReturnPlanFilters
from educators.forms.currency import CompletionOfPlanForm, EndOfPlanForm, ReturnPlanForm
from educators.models import ReturnPlan
from educators.subnavigation import Tabs
from educators.tables.currency import ReturnPlanTable
from educators.views.achievements import OnRecord
from kmtp.ui.views import ActionPage, ListPage, UpdatePage


class ReturnPlans(Tabs, ListPage):
    """Every plan, the one to be reviewed first on top."""

    model = ReturnPlan
    permission = "educators.view_educator"
    template_name = "educators/currency.html"
    table_class = ReturnPlanTable
    filterset_class = ReturnPlanFilters
    noun = ("return plan", "return plans")
    lede = "What is agreed with those who lapsed, so that they may practise again."
    empty_text = "No return plan is agreed. Open the record of somebody who lapsed and agree one there."

    def get_queryset(self) -> QuerySet[ReturnPlan]:
        """Add whose it is."""
        found: QuerySet[ReturnPlan] = super().get_queryset()
        return found.select_related("educator__council", "educator__team", "mentor")


class AgreeReturnPlan(Tabs, OnRecord):
    """Agree a plan with somebody."""

    row = ReturnPlan
    request: Any
    form_class = ReturnPlanForm
    heading = "Agree a return plan with {}"

    def save(self, form: Any) -> ReturnPlan:
        """Store it."""
        return return_plans.agree(plan=form.save(commit=False), by=self.request.user)

    def get_done(self, record: Any) -> str:
        """Say until when it runs."""
        return f"The return plan of {self.object} is agreed. Complete it here when the steps are done."


class OfPlan(Tabs):
    """A page about one plan."""

    model = ReturnPlan
    permission = "educators.change_educator"
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet[ReturnPlan]:
        """Add whose it is."""
        found: QuerySet[ReturnPlan] = super().get_queryset()  # type: ignore[misc]
        return found.select_related("educator")


class ChangeReturnPlan(OfPlan, UpdatePage):
    """Change an open plan."""

    form_class = ReturnPlanForm
    heading = "Change the {}"
    done = "The {} is changed."

    def save(self, form: Any) -> ReturnPlan:
        """Store what was changed."""
        plan = form.save(commit=False)
        return return_plans.change(plan=plan, fields=form.changed_data, by=self.request.user)

    def get_heading(self) -> str:
        """Return the title in mid-sentence."""
        return f"Change the return plan of {self.object.educator}"

    def get_done(self, record: Any) -> str:
        """Say what happened."""
        return f"The return plan of {record.educator} is changed."


class CompleteReturnPlan(OfPlan, ActionPage):
    """Say that a plan was completed."""

    form_class = CompletionOfPlanForm
    submit_label = "Complete the plan"

    def get_heading(self) -> str:
        """Return the title."""
        return f"Complete the return plan of {self.object.educator}"

    def get_what_happens(self) -> str:
        """Say that it counts as practice."""
        return (
            f"{self.object.educator} has done the steps of the plan. It counts as practice on the day of "
            "completion, so the window of the currency policy starts again from there."
        )

    def get_done(self, record: Any) -> str:
        """Say what happened."""
        return f"The return plan of {record.educator} is completed and counts as practice."

    def act(self, record: ReturnPlan, form: Any) -> None:
        """Complete it."""
        day = form.cleaned_data["on"]
        return_plans.complete(plan=record, on=day, by=self.request.user, today=localdate())


class EndReturnPlan(OfPlan, ActionPage):
    """Say that a plan ended early."""

    form_class = EndOfPlanForm
    submit_label = "End the plan"
    is_destructive = True

    def get_heading(self) -> str:
        """Return the title."""
        return f"End the return plan of {self.object.educator}"

    def get_what_happens(self) -> str:
        """Say what follows."""
        return f"The plan ends without being completed, and {self.object.educator} is lapsed again."

    def get_done(self, record: Any) -> str:
        """Say what happened."""
        return f"The return plan of {record.educator} is ended."

    def act(self, record: ReturnPlan, form: Any) -> None:
        """End it."""
        facts = form.cleaned_data
        return_plans.end(plan=record, on=facts["on"], by=self.request.user, why=facts["why"])
