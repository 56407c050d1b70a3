"""Teams with their newest audit, an audit with its action plan, and the forms."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.partnership.models import Team
from kmtp.ui.tables import Table, day_in_words
from kmtp.ui.views import ActionPage, DetailPage, ListPage, UpdatePage
from placements import auditing
from placements.actions import audits as acts
from placements.audits import teams_of
from placements.filters.audit import AuditFilters
from placements.filters.choices import sees_several_councils
from placements.forms.audit import AuditActionForm, AuditForm
from placements.models import AuditAction, TeamAudit
from placements.models.audit import PERMISSION
from placements.subnavigation import Tabs
from placements.tables.audit import AuditsOfAll, AuditTable


class AuditList(Tabs, ListPage):
    """Teams with their newest audit."""

    model = Team
    permission = PERMISSION
    filterset_class = AuditFilters
    noun = ("team", "teams")
    lede = "A team is audited before it hosts a student. Open one to see its audit, or to record the first."
    empty_text = "There is no team yet. Add teams first; each can then be audited."

    def get_heading(self, count: int) -> str:
        """Say what stands beside the teams."""
        beside = ", by their newest audit" if count > 1 else ""
        return f"{super().get_heading(count)}{beside}"

    def get_queryset(self) -> QuerySet[Team]:
        """Return the open teams, those that lapse first at the top."""
        found = teams_of(self.request.user, localdate()).select_related(
            "organisation", "service_area", "locality"
        )
        return found.order_by(F("audit_valid_until").asc(nulls_last=True), "name")

    @property
    def table_class(self) -> type[Table]:  # type: ignore[override]  # it depends on the person
        """Name the council only for those who see several."""
        return AuditsOfAll if sees_several_councils(self.request.user) else AuditTable


class OneAudit:
    """Pages about one audit."""

    model: Any = TeamAudit
    permission = PERMISSION
    object: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Return what a page shows in one query."""
        found: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        return found.select_related("team__organisation", "team__service_area")

    def crumbs(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return [("Team audits", reverse("placements:audit_list"))]


class AuditDetail(Tabs, OneAudit, DetailPage):
    """One audit of a team: how it was found, its action plan, and the team's other audits."""

    template_name = "placements/audit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the plan, the other audits and where the team stands."""
        audit, today = self.object, localdate()
        where = auditing.standing(audit.valid_until, today)
        return super().get_context_data(
            standing=(auditing.WORDS[where], auditing.COLOURS[where]),
            plan=[(one, not one.done_on and one.by_day < today) for one in audit.actions.all()],
            others=TeamAudit.objects.filter(team=audit.team_id).exclude(pk=audit.pk),
            breadcrumbs=self.crumbs(),
            **kwargs,
        )


class SaveAudit:
    """What recording and correcting an audit share."""

    form_class: Any = AuditForm
    request: Any

    def get_form(self, form_class: Any = None) -> Any:
        """Let the database's rules be checked for the team too."""
        form: Any = super().get_form(form_class)  # type: ignore[misc]
        form.instance.team = self.team
        return form

    @property
    def team(self) -> Team:
        """The team."""
        raise NotImplementedError

    def save(self, form: Any) -> TeamAudit:
        """Record it by the one action."""
        return acts.record(audit=form.save(commit=False), by=self.request.user, today=localdate())

    def get_done(self, record: Any) -> str:
        """Say until when the team may host."""
        return f"The audit is saved. It is valid until {day_in_words(record.valid_until)}."


class AddAudit(SaveAudit, UpdatePage):
    """Record an audit of a team."""

    model = Team
    permission = PERMISSION
    submit_label = "Record the audit"

    @property
    def team(self) -> Team:
        """The team that the address names."""
        found: Team = self.object
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Make a new audit of the form."""
        return super().get_form_kwargs() | {"instance": None}

    def get_heading(self) -> str:
        """Name the team."""
        return f"Record an audit of {self.object}"

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("placements:audit_list")


class ChangeAudit(SaveAudit, OneAudit, UpdatePage):
    """Correct an audit."""

    heading = "Change the audit: {}"

    @property
    def team(self) -> Team:
        """The audit's own."""
        found: Team = self.object.team
        return found

    def get_heading(self) -> str:
        """Name the team."""
        return f"Change the audit of {self.object.team}"


class PlanAuditAction(OneAudit, ActionPage):
    """Add to the action plan."""

    form_class: Any = AuditActionForm
    submit_label = "Add it to the plan"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Make a new line of the form."""
        return super().get_form_kwargs() | {"instance": None}

    def get_heading(self) -> str:
        """Name the team."""
        return f"What does {self.object.team} put right?"

    def get_what_happens(self) -> str:
        """Say that the first line shortens the validity."""
        return "" if self.object.actions.exists() else "The first action shortens the audit to 12 months."

    def act(self, record: TeamAudit, form: Any) -> None:
        """Plan it by the one action."""
        action = form.save(commit=False)
        action.audit = record
        by: Any = self.request.user
        acts.plan(action=action, by=by)

    def get_done(self, record: Any) -> str:
        """Say so."""
        return "It is in the plan."


class SettleAuditAction(ActionPage):
    """Mark a line of the action plan as done."""

    model = AuditAction
    permission = PERMISSION
    submit_label = "Mark as done"
    what_happens = "It is marked as done today. The audit stays valid as long as it says."
    done = "It is done."

    def get_heading(self) -> str:
        """Name the line."""
        return f"Done: {self.object.what}"

    def act(self, record: AuditAction, form: Any) -> TeamAudit:
        """Settle it by the one action."""
        by: Any = self.request.user
        return acts.settle(action=record, by=by, today=localdate()).audit

    def get_cancel_url(self) -> str:
        """Go back to the audit."""
        url: str = self.object.audit.get_absolute_url()
        return url
