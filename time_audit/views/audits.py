"""Audits: the list, a record, setting one up and moving it on."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.ui.views import ActionPage, CreatePage, DetailPage, ListPage, UpdatePage
from time_audit import grids, hours, lifecycle, returns
from time_audit.actions import audits as actions
from time_audit.filters import AuditFilter
from time_audit.forms.audit import AuditForm, ReasonForm
from time_audit.models import Audit, Participant
from time_audit.tables import AuditTable
from time_audit.views.weeks import MyWeeks

CONSEQUENCES = {
    "start": "The practice educators of “{}” can fill in their weeks from now on. They are reminded on Friday of "
    "a week that is blank, and once more on Monday.",
    "close": "Nobody can change a week of “{}” any more and nobody is reminded. If its last day is still to come, "
    "today becomes the last day, so that later weeks do not count as missing. You can open it again.",
    "open": "Practice educators can fill in the weeks of “{}” that are not locked, and are reminded of blank "
    "ones. If you closed it early, set its last day again.",
}


def front(request: HttpRequest) -> HttpResponseBase:
    """Show the audits to those who run them, and to a practice educator her own weeks."""
    page = AuditList if request.user.has_perm("time_audit.view_audit") else MyWeeks
    return page.as_view()(request)


class AuditList(ListPage):
    """Every audit that the person may see, with its coverage."""

    model = Audit
    permission = "time_audit.view_audit"
    table_class = AuditTable
    filterset_class = AuditFilter
    noun = ("time audit", "time audits")
    empty_text = (
        "No time audit has been set up yet. It asks practice educators what they spend on a placement, week by "
        "week, in two minutes a week."
    )

    def get_queryset(self) -> QuerySet:
        """Return the audits with whose they are and how many take part."""
        audits: QuerySet = Audit.objects.visible_to(self.request.user).with_people()
        return audits.select_related("council")

    def get_actions(self) -> list[tuple[str, str]]:
        """Offer to set one up; who also fills in weeks finds them here."""
        mine = self.request.user.has_perm("time_audit.log_time")
        own = [("Your own weeks", reverse("time_audit:mine"))] if mine else []
        return [("Set up a time audit", reverse("time_audit:create")), *own]


class AuditDetail(DetailPage):
    """An audit: who takes part, and who returned which week."""

    model = Audit
    permission = "time_audit.view_audit"
    template_name = "time_audit/audit_detail.html"

    def get_queryset(self) -> QuerySet:
        """Return the audits with whose they are."""
        return super().get_queryset().select_related("council")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the coverage grid over the participants that this person may know of."""
        today = localdate()
        people = Participant.objects.visible_to(self.request.user).filter(audit=self.object)
        grid = grids.lines(_with_people(people), today=today)
        mondays = grids.all_weeks(grid)
        rows = [(line, grids.aligned(line, mondays)) for line in grid]
        return super().get_context_data(
            grid=rows,
            mondays=mondays,
            coverage=_coverage(grid),
            changes=self.object.changes,
            colour=self.object.facts.colour,
            may_change=self.request.user.has_perm("time_audit.change_audit", self.object),
            **kwargs,
        )


def _with_people(people: QuerySet) -> QuerySet:
    return returns.with_everything(people).select_related("educator__person", "placement__student")


def _coverage(grid: list[grids.Line]) -> hours.Summary:
    """Reckon from the grid itself: what was returned is there, and the blanks."""
    counted = [(line, cell) for line in grid for cell in line.cells if cell.state not in ("now", "future")]
    return hours.summarise(
        hours.AskedWeek(
            line.participant.educator_id, cell.monday, *((None, None) if cell.is_blank else (0, 0))
        )
        for line, cell in counted
    )


class CreateAudit(CreatePage):
    """Set up an audit."""

    model = Audit
    permission = "time_audit.add_audit"
    form_class = AuditForm
    heading = "Set up a time audit"
    lede = "Nobody is asked anything before you start it. You choose who takes part on the next page."
    submit_label = "Save and choose who takes part"
    done = "“{}” is set up. Choose who takes part, then start it."

    def save(self, form: AuditForm) -> Audit:
        """Store it."""
        names = [field.name for field in Audit._meta.concrete_fields if not field.primary_key]
        return actions.set_up(by=self.request.user, **{name: getattr(form.instance, name) for name in names})

    def get_success_url(self, record: Any = None) -> str:
        """Go on to the participants."""
        return reverse("time_audit:add", args=[record.pk])


class UpdateAudit(UpdatePage):
    """Change an audit's facts."""

    model = Audit
    permission = "time_audit.change_audit"
    form_class = AuditForm
    heading = "Change “{}”"
    done = "“{}” is changed."

    def save(self, form: AuditForm) -> Audit:
        """Save it."""
        return actions.change(audit=form.instance, by=self.request.user)


class MoveAudit(ActionPage):
    """Start, close or open an audit again: the three changes of its lifecycle."""

    model = Audit
    permission = "time_audit.change_audit"

    @property
    def step(self) -> lifecycle.Change:
        """The change that the address names."""
        return lifecycle.CHANGES[self.kwargs["to"]]

    def get_form_class(self) -> Any:
        """Ask for a reason where the lifecycle does."""
        return ReasonForm if self.step.asks_why else super().get_form_class()

    def get_heading(self) -> str:
        """Return what is about to be done."""
        return f"{self.step.label} “{self.object}”"

    def get_what_happens(self) -> str:
        """Return what it means."""
        return CONSEQUENCES[self.step.key].format(self.object)

    def get_done(self, record: Any) -> str:
        """Say what happened."""
        return f"{self.step.done}: “{record}”."

    def act(self, record: Audit, form: Any) -> Audit:
        """Move it on."""
        why = form.cleaned_data.get("why", "")
        return actions.move(audit=record, to=self.step.key, by=self.request.user, today=localdate(), why=why)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the change on the button."""
        return super().get_context_data(**kwargs) | {"submit_label": self.step.label}
