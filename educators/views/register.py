"""The register: its list, a record, and the forms that change one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate

from educators import history
from educators.actions import register
from educators.currency import Currency, Work, assess
from educators.filters.register import EducatorFilters
from educators.forms.register import EducatorForm, OwnDetailsForm
from educators.models import Educator, Status
from educators.tables.register import (
    STAGE_COLOURS,
    STAGE_WORDS,
    STATUS_COLOURS,
    STATUS_WORDS,
    EducatorTable,
    PartnershipTable,
)
from kmtp.partnership import access
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership
from kmtp.ui.tables import Table
from kmtp.ui.views import Closed, CreatePage, DetailPage, ListPage, UpdatePage


class EducatorList(ListPage):
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
        whole = set(access.WHOLE_PARTNERSHIP) & access.roles(self.request.user)
        self.table_class = PartnershipTable if whole else EducatorTable
        return super().get_table(**kwargs)

    def get_actions(self) -> Sequence[tuple[str, str]]:
        """Add somebody, or import a spreadsheet."""
        offered = (
            ("educators.add_educator", "Add a practice educator", "educators:add"),
            ("educators.import_educators", "Import a spreadsheet", "educators:upload"),
        )
        return [
            (label, reverse(name))
            for permission, label, name in offered
            if self.request.user.has_perm(permission)
        ]


def record_context(educator: Educator) -> dict[str, Any]:
    """Return what a record shows, in few queries."""
    today = localdate()
    activities = list(educator.activities.all())
    awards = list(educator.awards.select_related("provider"))
    return {
        "awards": awards,
        "activities": activities,
        "trainings": list(educator.trainings.select_related("provider", "mentor")),
        "currency": currency_of(activities, awards),
        "stage_tag": (STAGE_WORDS[educator.stage], STAGE_COLOURS[educator.stage]),  # type: ignore[attr-defined]
        "status_tag": (STATUS_WORDS[educator.status], STATUS_COLOURS[educator.status]),  # type: ignore[attr-defined]
        "registration_is_due": not educator.registered_until or educator.registered_until < today,
        "today": today,
    }


def currency_of(activities: list[Any], awards: list[Any]) -> Currency:
    """Say whether somebody is current today."""
    work = [Work(one.get_kind_display(), one.started_on, one.ended_on) for one in activities]
    return assess(work, [award.awarded_on for award in awards], today=localdate())


class EducatorDetail(DetailPage):
    """One record."""

    model = Educator
    permission = "educators.view_educator"
    template_name = "educators/educator_detail.html"

    def get_queryset(self) -> QuerySet[Educator]:
        """Add stage, status, team and council."""
        found = super().get_queryset().for_the_register(localdate())  # type: ignore[attr-defined]
        return found.select_related("provided_by", "person")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add awards, activities, training, currency and history."""
        may_change = self.request.user.has_perm("educators.change_educator", self.object)
        context = record_context(self.object) | {
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


class OwnRecord(Closed):
    """Pages about the record of whoever is signed in."""

    model = Educator
    permission = "educators.view_own_record"

    def get_queryset(self) -> QuerySet[Educator]:
        """Return the person's own record alone."""
        found: QuerySet[Educator] = Educator.objects.for_the_register(localdate())
        return found.select_related("provided_by").filter(person=self.request.user.pk)

    def get_object(self, queryset: QuerySet[Educator] | None = None) -> Educator | None:
        """Return it, or nothing when no record is linked to the sign-in."""
        return self.get_queryset().first()


class MyRecord(OwnRecord, DetailPage):
    """Her own record, made for a phone."""

    template_name = "educators/my_record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the record shows, and whom to ask."""
        record = record_context(self.object) if self.object else {}
        coordinators = coordinators_of(self.object) if self.object else []
        return (
            super().get_context_data(**kwargs)
            | record
            | {"heading": "My record", "coordinators": coordinators}
        )


def coordinators_of(educator: Educator) -> list[Any]:
    """Return who keeps the register that a record stands on."""
    held = Membership.objects.current().filter(role=Role.COORDINATOR, organisation=educator.council_id)
    return [membership.person for membership in held.select_related("person").order_by("person__name")]


class CorrectOwnDetails(OwnRecord, UpdatePage):
    """Her own e-mail address and telephone number."""

    form_class = OwnDetailsForm
    heading = "Change how we reach you"
    done = "Your details are changed."
    object: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go back to the page that says why there is nothing to change, when no record is linked."""
        if request.user.has_perm(self.permission) and self.get_object() is None:
            return redirect("educators:mine")
        return super().dispatch(request, *args, **kwargs)

    def save(self, form: Any) -> Educator:
        """Store what was changed."""
        return register.correct_own(
            educator=form.save(commit=False), fields=form.changed_data, by=self.request.user
        )

    def get_success_url(self, record: Any = None) -> str:
        """Go back to her record."""
        return reverse("educators:mine")

    def get_cancel_url(self) -> str:
        """Go back to her record."""
        return reverse("educators:mine")
