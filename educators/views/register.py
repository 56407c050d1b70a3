"""The register: its list, a record, and the forms that change one."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from educators import history
from educators.actions import register
from educators.currency import Policy, Work, assess
from educators.filters.register import EducatorFilters
from educators.forms.register import EducatorForm
from educators.in_one_query import parts, with_parts
from educators.models import Educator, Status
from educators.models.policy import policy_on
from educators.subnavigation import Tabs
from educators.tables.register import (
    STAGE_COLOURS,
    STAGE_WORDS,
    STATUS_COLOURS,
    STATUS_WORDS,
    EducatorTable,
    table_for,
)
from kmtp.partnership.academic_year import AcademicYear
from kmtp.ui.tables import Table
from kmtp.ui.views import BulkAction, CreatePage, DetailPage, ListPage, UpdatePage


class EducatorList(Tabs, ListPage):
    """The register."""

    model = Educator
    permission = "educators.view_educator"
    table_class = EducatorTable
    filterset_class = EducatorFilters
    noun = ("practice educator", "practice educators")
    empty_text = (
        "Nobody is on the register yet. Import the spreadsheet that you keep now, or add people singly."
    )
    empty_action = ("Import a spreadsheet", "import/")
    may_choose_everything = True
    opens_at_once = True

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """Ask, move or take away those chosen."""
        offered = (
            ("educators.call_availability", "Ask for availability", "educators:call_chosen"),
            ("educators.change_educator", "Move to a team", "educators:move_chosen"),
            ("educators.view_educator", "Download as CSV", "educators:download_csv"),
            ("educators.view_educator", "Download as XLSX", "educators:download_xlsx"),
        )
        may = self.request.user.has_perm
        return [BulkAction(label, reverse(name)) for permission, label, name in offered if may(permission)]

    def get_queryset(self) -> QuerySet[Educator]:
        """Add stage, status, team and council in one query."""
        found: QuerySet[Educator] = super().get_queryset().for_the_register(localdate())  # type: ignore[attr-defined]
        return found

    def get_heading(self, count: int) -> str:
        """Count those on the register; whoever left is told apart, unless the list was narrowed by status."""
        left = 0 if "status" in self.filterset.chosen else self.left
        heading = super().get_heading(count - left)
        return f"{heading}, and {left:,} who left" if left else heading

    @property
    def left(self) -> int:
        """How many of the list have left; the number beside that choice of the facet."""
        statuses = next(facet for facet in self.filterset.facets if facet.name == "status")
        return sum(choice.count for choice in statuses.choices if choice.value == Status.LEFT)

    def get_table(self, **kwargs: Any) -> Table:
        """Name the council only for those who see several."""
        self.table_class = table_for(self.request.user)
        return super().get_table(**kwargs)

    def get_actions(self) -> Sequence[tuple[str, str]]:
        """Add somebody, or import a spreadsheet."""
        offered = (
            ("educators.add_educator", "Add a practice educator", "educators:add"),
            ("educators.import_educators", "Import a spreadsheet", "educators:import_upload"),
        )
        return [
            (label, reverse(name))
            for permission, label, name in offered
            if self.request.user.has_perm(permission)
        ]


def record_context(educator: Educator, policy: Policy) -> dict[str, Any]:
    """Return what a record shows, of what was read with it."""
    today = localdate()
    read = parts(educator)
    return {
        **read,
        **standing_context(read, policy),
        "stage_tag": (STAGE_WORDS[educator.stage], STAGE_COLOURS[educator.stage]),  # type: ignore[attr-defined]
        "status_tag": (STATUS_WORDS[educator.status], STATUS_COLOURS[educator.status]),  # type: ignore[attr-defined]
        "registration_is_due": not educator.registered_until or educator.registered_until < today,
        "today": today,
    }


def currency_context(
    educator: Educator, activities: list[Any], awards: list[Any], policy: Policy
) -> dict[str, Any]:
    """Read the plans and the CPD too, and say whether somebody is current today. Two queries."""
    plans = list(educator.return_plans.select_related("mentor"))
    cpd = list(educator.cpd.in_year(AcademicYear.of(localdate())))
    return standing_context({"activities": activities, "awards": awards, "plans": plans, "cpd": cpd}, policy)


def standing_context(read: dict[str, list[Any]], policy: Policy) -> dict[str, Any]:
    """Say whether somebody is current today under the policy in force, with the plans and the CPD."""
    today, plans, cpd = localdate(), read["plans"], read["cpd"]
    hours = sum((one.hours for one in cpd), Decimal(0))
    work = [
        Work(one.get_kind_display(), one.started_on, one.ended_on, one.kind) for one in read["activities"]
    ]
    days = [award.awarded_on for award in read["awards"]]
    facts = [one.facts for one in plans if one.state != "ended"]
    return {
        "currency": assess(work, days, facts, hours, today=today, policy=policy),
        "plans": plans,
        "plans_with_tags": [(plan, *plan.tag_on(today)) for plan in plans],
        "has_open_plan": any(plan.state == "open" for plan in plans),
        "cpd": cpd,
        "cpd_hours": hours,
        "cpd_needed": policy.cpd_hours,
    }


class EducatorDetail(Tabs, DetailPage):
    """One record."""

    model = Educator
    permission = "educators.view_educator"
    template_name = "educators/educator_detail.html"

    def get_queryset(self) -> QuerySet[Educator]:
        """Add stage, status, team and council, and all that hangs on the record."""
        today = localdate()
        self.policy = policy_on(today)
        found = super().get_queryset().for_the_register(today, self.policy)  # type: ignore[attr-defined]
        rows = found.select_related("provided_by", "person", "team__service_area")
        return with_parts(rows, self.request.user, AcademicYear.of(today))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add awards, activities, training, currency and history."""
        may_change = self.request.user.has_perm("educators.change_educator", self.object)
        context = record_context(self.object, self.policy) | {
            "may_change": may_change,
            "entries": history.of(self.object),
            "breadcrumbs": [("Practice educators", reverse("educators:list"))],
        }
        return context | super().get_context_data(**kwargs)


class AddEducator(CreatePage):
    """Put somebody on the register."""

    model = Educator
    permission = "educators.add_educator"
    form_class = EducatorForm
    heading = "Add a practice educator"
    done = "{} is on the register. Record the award next."
    submit_label = "Add to the register"

    def save(self, form: Any) -> Educator:
        """Store the record."""
        return register.add(educator=form.save(commit=False), by=self.request.user)

    def get_cancel_url(self) -> str:
        """Go back to the register."""
        return reverse("educators:list")


class ChangeEducator(UpdatePage):
    """Correct a record."""

    model = Educator
    permission = "educators.change_educator"
    form_class = EducatorForm
    heading = "Change the record of {}"
    done = "The record of {} is changed."

    def save(self, form: Any) -> Educator:
        """Store what was changed."""
        return register.change(
            educator=form.save(commit=False), fields=form.changed_data, by=self.request.user
        )
