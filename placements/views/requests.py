"""Requests: the list with those that wait first, a record, asking, changing and withdrawing."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.ui.tables import Table
from kmtp.ui.views import ActionPage, CreatePage, DetailPage, ListPage, OneRecord, UpdatePage
from placements.actions import requests
from placements.eligibility import Period, days_that_fit
from placements.filters.choices import sees_several_councils
from placements.filters.request import RequestFilters
from placements.forms.placement import WhyForm
from placements.forms.request import RequestChangeForm, RequestForm
from placements.models import Placement, Request, Standing, Student
from placements.subnavigation import Tabs
from placements.tables.request import STANDING_COLOURS, RequestsOfAll, RequestsToAnswer, RequestTable

#: Held by universities and by student faculties, who ask on a university's behalf.
ASK = "placements.add_request"


class RequestList(Tabs, ListPage):
    """What was asked for, those that wait first."""

    model = Request
    permission = "placements.view_request"
    filterset_class = RequestFilters
    noun = ("request", "requests")
    empty_text = "Nobody has asked for a placement yet."
    template_name = "ui/list.html"

    def get_queryset(self) -> QuerySet[Request]:
        """Return what a row shows in one query, those that wait first."""
        found: QuerySet[Request] = super().get_queryset().for_lists()  # type: ignore[attr-defined]
        return found

    def get_heading(self, count: int) -> str:
        """Say it as a person would when only those that wait are shown."""
        if self.request.GET.getlist("state") == [Standing.WAITING] and count:
            return f"{count:,} {'student has' if count == 1 else 'students have'} no placement yet"
        return super().get_heading(count)

    @property
    def table_class(self) -> type[Table]:  # type: ignore[override]  # it depends on the person
        """Show the next step to those who pair."""
        if not self.request.user.has_perm("placements.pair_student"):
            return RequestTable
        return RequestsOfAll if sees_several_councils(self.request.user) else RequestsToAnswer

    def get_actions(self) -> list[tuple[str, str]]:
        """Ask for a placement, or for many at once."""
        offered = (
            (ASK, "Ask for a placement", "placements:request_add"),
            ("placements.import_students", "Import from a spreadsheet", "placements:import_upload"),
        )
        return [
            (label, reverse(name))
            for permission, label, name in offered
            if self.request.user.has_perm(permission)
        ]


class OneRequest(OneRecord):
    """Pages about one request, which templates know as ``object``: by its own name it would hide Django's."""

    model = Request
    context_object_name = "asked"

    def get_queryset(self) -> QuerySet[Request]:
        """Return what a page shows in one query."""
        rows: Any = super().get_queryset()
        return rows.for_lists()  # type: ignore[no-any-return]


class RequestDetail(Tabs, OneRequest, DetailPage):
    """One request: what is asked, and what came of it."""

    permission = "placements.view_request"
    template_name = "placements/request_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where it stands and what this person may do."""
        asked, user = self.object, self.request.user
        is_waiting = asked.standing == Standing.WAITING
        placements = Placement.objects.visible_to(user).filter(request=asked).for_lists()
        return super().get_context_data(
            tag=(Standing(asked.standing).label, STANDING_COLOURS[asked.standing]),
            days_that_fit=days_that_fit(Period(asked.starts_on, asked.ends_on), float(asked.days_per_week)),
            placements=list(placements),
            may_pair=is_waiting and user.has_perm("placements.pair_student", asked),
            may_change=is_waiting and user.has_perm("placements.change_request", asked),
            breadcrumbs=[("Requests", reverse("placements:request_list"))],
            **kwargs,
        )


class AddRequest(CreatePage):
    """Ask a council for a placement."""

    model = Request
    permission = ASK
    form_class = RequestForm
    heading = "Ask for a placement"
    lede = "For a student who is on the list already. Otherwise add the student first."
    submit_label = "Ask for the placement"
    done = "The placement is asked for. You get an e-mail when a practice educator is found."

    def get_initial(self) -> dict[str, Any]:
        """Fill in the student that the address names, if the person may see her."""
        key = self.request.GET.get("student", "")
        known = key.isascii() and key.isdigit() and len(key) < 18
        found = Student.objects.visible_to(self.request.user).filter(pk=key).first() if known else None
        return {"student": found.pk} if found else {}

    def save(self, form: Any) -> Request:
        """Store the request."""
        asked: Request = form.save(commit=False)
        asked.asked_on = localdate()
        by: Any = self.request.user
        return requests.add(request=asked, by=by)

    def get_done(self, record: Any) -> str:
        """Offer the next step to those who pair."""
        may_pair = self.request.user.has_perm("placements.pair_student")
        return "The placement is asked for. Find a practice educator next." if may_pair else self.done

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("placements:request_list")


class ChangeRequest(OneRequest, UpdatePage):
    """Ask for other dates."""

    permission = "placements.change_request"
    form_class = RequestChangeForm
    heading = "Change the request for {}"
    done = "The request is changed."

    def get_heading(self) -> str:
        """Name the student."""
        return self.heading.format(self.object.student)

    def save(self, form: Any) -> Request:
        """Change it."""
        by: Any = self.request.user
        return requests.change(request=form.save(commit=False), by=by)


class WithdrawRequest(OneRequest, ActionPage):
    """Take a request back."""

    permission = "placements.change_request"
    form_class = WhyForm
    submit_label = "Withdraw the request"
    is_destructive = True
    what_happens = (
        "Nobody looks for a placement for this student by this request any more. You can ask again later."
    )
    done = "The request is withdrawn."

    def get_heading(self) -> str:
        """Name the student."""
        return f"Withdraw the request for {self.object.student}"

    def act(self, record: Request, form: Any) -> Request:
        """Withdraw it."""
        by: Any = self.request.user
        why = form.cleaned_data["why"]
        return requests.withdraw(request=record, by=by, today=localdate(), why=why)
