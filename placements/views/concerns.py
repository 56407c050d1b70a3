"""Concerns: one's own list, a concern with its log and its plan, and all that is done with it.

Nobody but those involved reaches any of these pages: for others a concern does not exist (404).
"""

import logging
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.ui.forms import Form
from kmtp.ui.views import ActionPage, DetailPage, ListPage, UpdatePage
from placements.actions import concerns, pauses
from placements.filters.concern import ConcernFilters
from placements.forms.concern import (
    ActionForm,
    EntryForm,
    InvolveForm,
    OutcomeForm,
    PauseForm,
    RaiseForm,
    ResumeForm,
    SettleForm,
)
from placements.involved import not_yet, people_about
from placements.models import Concern, ConcernAction, Involved, Placement
from placements.models.concern import PERMISSION, Due
from placements.subnavigation import Tabs
from placements.tables.concern import ConcernTable

RAISE = "placements.raise_concern"
log = logging.getLogger(__name__)


class ConcernList(Tabs, ListPage):
    """The concerns in which the person is involved."""

    model = Concern
    permission = PERMISSION
    table_class = ConcernTable
    filterset_class = ConcernFilters
    noun = ("concern", "concerns")
    lede = "Only concerns in which you are involved stand here. Nobody else can tell that there are any."
    empty_text = "You are involved in no concern. One is raised from the page of a placement."

    def get_queryset(self) -> QuerySet[Concern]:
        """Return what a row shows in one query, what is due first."""
        found: QuerySet[Concern] = super().get_queryset().with_due()  # type: ignore[attr-defined]
        related = found.select_related("placement__student", "placement__team")
        return related.order_by(F("due_on").asc(nulls_last=True), "-raised_on")

    def may_export(self) -> bool:
        """A concern stays where it is: no file of it leaves the building."""
        return False


class RaiseConcern(UpdatePage):
    """Raise a concern about a placement."""

    model = Placement
    permission = RAISE
    form_class = RaiseForm
    submit_label = "Raise the concern"
    lede = (
        "Raise it early: nobody should be surprised later. It is read by you and by those whom you choose, "
        "and by nobody else. A concerns meeting is held within ten working days."
    )

    def get_queryset(self) -> QuerySet[Placement]:
        """Return what the page needs in one query."""
        found: QuerySet[Placement] = super().get_queryset().for_lists()  # type: ignore[attr-defined]
        return found.select_related("educator__person")

    def get_heading(self) -> str:
        """Name the placement."""
        return f"Raise a concern about the placement of {self.object.student}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the people with a role about the placement, and make a new concern of the form."""
        user = self.request.user
        others = [known for known in people_about(self.object) if known.person.pk != user.pk]
        return super().get_form_kwargs() | {"people": others, "instance": None}

    def save(self, form: Any) -> Concern:
        """Raise it by the one action."""
        by: Any = self.request.user
        return concerns.raise_one(placement=self.object, by=by, today=localdate(), **form.cleaned_data)

    def get_done(self, record: Any) -> str:
        """Say what happened and what comes next."""
        return "The concern is raised. Arrange the concerns meeting, and write into the log what was said."


class OneConcern:
    """Pages about one concern."""

    model: Any = Concern
    permission = PERMISSION
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Return what a page shows in one query."""
        found: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        near = "" if self.model is Concern else "concern__"
        paths = ("placement__student__programme__university", "placement__educator", "placement__council")
        return found.select_related(*(near + path for path in (*paths, "placement__team")))

    @property
    def concern(self) -> Concern:
        """The concern, also where the address names a part of it."""
        found: Concern = self.object if self.model is Concern else self.object.concern
        return found

    def crumbs(self) -> list[tuple[str, str]]:
        """Lead back to the list, and from a form to the concern."""
        return [("Concerns", reverse("placements:concern_list"))]


class ConcernDetail(Tabs, OneConcern, DetailPage):
    """A concern: the summary, what is due, the log, the plan, who is involved. Each opening is logged."""

    template_name = "placements/concern.html"

    def get_queryset(self) -> QuerySet[Any]:
        """Add what is due."""
        found: Any = super().get_queryset()
        return found.with_due().select_related("raised_by")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the log, the plan and the people."""
        concern, user = self.object, self.request.user
        log.info("concern read id=%s person=%s", concern.pk, user.pk)
        return super().get_context_data(
            entries=concern.entries.select_related("written_by"),
            plan=[(one, one.is_due(localdate())) for one in concern.actions.all()],
            involved=concern.involved.filter(ended_on=None).select_related("person"),
            were_involved=concern.involved.filter(ended_on__isnull=False).select_related("person"),
            pause=pauses.open_one(concern.placement),
            is_late=concern.due_on is not None and concern.due_on <= localdate(),
            due_words=Due(concern.due_is).label if concern.due_is else "",
            breadcrumbs=self.crumbs(),
            **kwargs,
        )


class InConcern(OneConcern, ActionPage):
    """Something done with a concern; afterwards the concern is shown."""

    form_class: Any = Form
    heading = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lead back to the concern."""
        concern = self.concern
        crumbs = [*self.crumbs(), (str(concern.placement.student), concern.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)

    def get_heading(self) -> str:
        """Return the words as they are."""
        return self.heading

    def given(self) -> dict[str, Any]:
        """Return who and when."""
        return {"by": self.request.user, "today": localdate()}

    def get_cancel_url(self) -> str:
        """Go back to the concern."""
        return self.concern.get_absolute_url()

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the concern."""
        return self.concern.get_absolute_url()


class NewPart(InConcern):
    """A page that adds something to a concern."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Make a new row of the form."""
        return super().get_form_kwargs() | {"instance": None}


class WriteEntry(NewPart):
    """Write into the log."""

    form_class: Any = EntryForm
    submit_label = "Write it into the log"
    heading = "What happened?"
    done = "It is written into the log. The others who are involved are told that there is something to read."

    def act(self, record: Concern, form: Any) -> Any:
        """Write it by the one action."""
        return concerns.write(concern=record, **form.cleaned_data, **self.given())


class PlanAction(NewPart):
    """Add to the action plan."""

    form_class: Any = ActionForm
    submit_label = "Add it to the plan"
    heading = "Add to the action plan"
    done = "It is in the plan. Your first page reminds everybody involved when it is due."

    def act(self, record: Concern, form: Any) -> Any:
        """Plan it by the one action."""
        action = form.save(commit=False)
        action.concern = record
        return concerns.plan(action=action, **self.given())


class SettleAction(InConcern):
    """Mark a line of the plan as done."""

    model = ConcernAction
    form_class = SettleForm
    submit_label = "Mark as done"
    done = "It is done."

    def get_heading(self) -> str:
        """Name the line."""
        return f"Done: {self.object.what}"

    def act(self, record: ConcernAction, form: Any) -> Any:
        """Settle it by the one action."""
        return concerns.settle(action=record, **form.cleaned_data, **self.given())


class InvolveSomebody(InConcern):
    """Involve somebody else."""

    form_class = InvolveForm
    submit_label = "Involve"
    heading = "Involve somebody else"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer those with a role about the placement who are not involved."""
        return super().get_form_kwargs() | {"people": not_yet(self.object)}

    def act(self, record: Concern, form: Any) -> Any:
        """Involve them by the one action."""
        return concerns.involve(concern=record, **form.cleaned_data, **self.given())

    def get_done(self, record: Any) -> str:
        """Say what they can do now."""
        return "They can read the concern now, and get an e-mail that says nothing of it."


class TakeOut(InConcern):
    """Take somebody out."""

    model = Involved
    submit_label = "Take out"
    is_destructive = True
    what_happens = "{} will not be able to read this concern any more. What they wrote into the log stays."

    def get_queryset(self) -> QuerySet[Any]:
        """Add the name."""
        return super().get_queryset().select_related("person")

    def get_heading(self) -> str:
        """Name who."""
        return f"Take {self.object.person} out of this concern?"

    def act(self, record: Involved, form: Any) -> Any:
        """Take them out by the one action."""
        return concerns.take_out(involved=record, **self.given())

    def get_done(self, record: Any) -> str:
        """Say so."""
        return f"{self.object.person} is not involved any more."

    def get_success_url(self, record: Any = None) -> str:
        """Go to the list when one took oneself out."""
        if self.object.person_id == self.request.user.pk:
            return reverse("placements:concern_list")
        return super().get_success_url(record)


class CloseConcern(InConcern):
    """Record the outcome."""

    form_class = OutcomeForm
    submit_label = "Record the outcome"
    heading = "What came of the concern?"
    what_happens = (
        "This closes the concern; its log and plan stay readable for those involved. It changes nothing about the "
        "placement, and says nothing of the practice educator’s recommendation. This cannot be undone here."
    )
    done = "The outcome is recorded, and the concern is closed."

    def act(self, record: Concern, form: Any) -> Any:
        """Close it by the one action."""
        return concerns.close(concern=record, **form.cleaned_data, **self.given())


class PauseCount(InConcern):
    """Pause the count of days."""

    form_class = PauseForm
    submit_label = "Pause the count"
    heading = "Pause the count of days"
    what_happens = (
        "No day counts from then on until somebody resumes it. Whoever sees the placement can read that the count "
        "is paused, and not why."
    )
    done = "The count of days is paused."

    def act(self, record: Concern, form: Any) -> None:
        """Pause it by the one action."""
        concerns.pause(concern=record, **form.cleaned_data, **self.given())


class ResumeCount(InConcern):
    """Let the days count again."""

    form_class = ResumeForm
    submit_label = "Resume the count"
    heading = "Resume the count of days"
    what_happens = "Days count again from then on."
    done = "Days count again."

    def act(self, record: Concern, form: Any) -> None:
        """Resume it by the one action."""
        concerns.resume(concern=record, **form.cleaned_data, **self.given())
