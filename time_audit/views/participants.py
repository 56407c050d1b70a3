"""Who takes part: add, change hours, remove; open a locked week again."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from kmtp.ui.templatetags.ui import in_words
from kmtp.ui.views import ActionPage, UpdatePage
from time_audit import returns
from time_audit.actions import audits as actions
from time_audit.actions import weeks
from time_audit.forms.audit import AddForm, HoursForm, ReasonForm
from time_audit.models import Audit, Participant


class AddParticipants(UpdatePage):
    """Choose the placements whose practice educators take part."""

    model = Audit
    permission = "time_audit.change_audit"
    form_class = AddForm
    template_name = "time_audit/add.html"
    heading = "Who takes part in “{}”"
    lede = "These placements run in the time of the audit and are not in it yet."
    added = 0

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the placements of this audit's time."""
        return super().get_form_kwargs() | {"audit": self.object}

    def save(self, form: AddForm) -> Audit:
        """Add them."""
        chosen = form.cleaned_data["placements"]
        self.added = actions.add(audit=self.object, placements=chosen, by=self.request.user)
        audit: Audit = self.object
        return audit

    def get_done(self, record: Audit) -> str:
        """Say how many, and what comes next."""
        who = "1 practice educator takes" if self.added == 1 else f"{self.added} practice educators take"
        next_step = " Start the time audit when everybody is in." if record.state == "draft" else ""
        return f"{who} part from now on.{next_step}"


class AboutParticipant(UpdatePage):
    """A page about one participant; it goes back to the audit."""

    model = Participant

    def get_queryset(self) -> QuerySet:
        """Return the participants with what their names need."""
        return returns.with_everything(super().get_queryset())

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the audit."""
        url: str = self.object.audit.get_absolute_url()
        return url

    def get_cancel_url(self) -> str:
        """Go back to the audit."""
        return self.get_success_url()


class ChangeHours(AboutParticipant):
    """Change the contracted hours and the relief."""

    permission = "time_audit.change_audit"
    form_class = HoursForm
    done = "The hours are changed."

    def get_heading(self) -> str:
        """Name who."""
        return f"Hours of {self.object.educator}"

    def save(self, form: HoursForm) -> Participant:
        """Save them."""
        return actions.change_hours(participant=form.instance, by=self.request.user)


class RemoveParticipant(AboutParticipant, ActionPage):
    """Take somebody out who has returned nothing."""

    permission = "time_audit.change_audit"
    form_class = ReasonForm
    submit_label = "Take out"
    is_destructive = True
    what_happens = "She or he is not asked and not reminded any more. You can add the placement again."

    def get_heading(self) -> str:
        """Name who."""
        return f"Take {self.object.educator} out of “{self.object.audit}”"

    def get_done(self, record: Any) -> str:
        """Say who."""
        return f"{record.educator} does not take part any more."

    def act(self, record: Participant, form: ReasonForm) -> None:
        """Remove the part."""
        actions.remove(participant=record, by=self.request.user, why=form.cleaned_data["why"])


class ReopenWeek(AboutParticipant, ActionPage):
    """Open a locked week again for two weeks."""

    permission = "time_audit.change_audit"
    form_class = ReasonForm
    submit_label = "Open the week"
    done = "The week is open for two weeks. Tell the practice educator: she finds it on her list."

    @property
    def monday(self) -> date:
        """The week."""
        day: date = self.kwargs["monday"]
        return day

    def get_heading(self) -> str:
        """Name who and which."""
        return f"Open {self.object.educator}’s week from {in_words(self.monday)}"

    def get_what_happens(self) -> str:
        """Say until when."""
        until = in_words(localdate() + weeks.REOPENED_FOR)
        return f"{self.object.educator} can fill in or change this week until {until}. Nothing in it is lost."

    def act(self, record: Participant, form: ReasonForm) -> None:
        """Open it."""
        why = form.cleaned_data["why"]
        weeks.reopen(participant=record, monday=self.monday, by=self.request.user, today=localdate(), why=why)
