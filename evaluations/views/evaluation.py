"""Evaluations: the list, both sides of one, and sending."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from evaluations.actions import sending
from evaluations.filters import DueFilter, EvaluationFilter
from evaluations.forms import SendForm, WindowForm
from evaluations.models import Audience, Evaluation, Moment, Response
from evaluations.reading import Reading
from evaluations.subnavigation import Tabs
from evaluations.tables import DueTable, EvaluationTable
from kmtp.ui.tables import Table, day_in_words
from kmtp.ui.views import ActionPage, BulkAction, BulkPage, Closed, DetailPage, ListPage, UpdatePage
from placements.models import Placement

SEND = "evaluations.send_evaluation"
VIEW = "evaluations.view_evaluation"
ANSWER = "evaluations.answer_evaluation"


def front(request: HttpRequest) -> HttpResponseBase:
    """Open the room: the list for those who look after evaluations, her own for a practice educator."""
    page = EvaluationList if request.user.has_perm(VIEW) else MyEvaluations
    return page.as_view()(request)


class EvaluationList(Tabs, ListPage):
    """Every evaluation in the person's reach, with how far it has come."""

    model = Evaluation
    permission = VIEW
    table_class = EvaluationTable
    filterset_class = EvaluationFilter
    noun = ("evaluation", "evaluations")
    empty_text = (
        "No evaluation was sent yet. They go out by themselves two weeks before a placement ends; "
        "a coordinator can also send one earlier."
    )

    def get_queryset(self) -> QuerySet:
        """Return the rows with their state, in one query."""
        return Evaluation.objects.visible_to(self.request.user).for_lists(localdate())

    def get_table(self, **kwargs: Any) -> Table:
        """Leave the council out for those who have one only."""
        alone = () if self.filterset.labels["council"] else ("council",)
        return super().get_table(exclude=alone, **kwargs)

    def get_actions(self) -> Sequence[tuple[str, str]]:
        """Offer sending to those who may."""
        may_send = self.request.user.has_perm(SEND)
        return [("Send evaluations", reverse("evaluations:due"))] if may_send else []


class MyEvaluations(Closed, TemplateView):
    """What a practice educator is asked, what she has sent, and what she may read."""

    permission = ANSWER
    template_name = "evaluations/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sort her responses into those to give and those given."""
        today = localdate()
        rows = Response.objects.visible_to(self.request.user).select_related(
            "evaluation__placement__student", "evaluation__placement__team"
        )
        mine = list(rows.order_by("evaluation__closes_on", "pk"))
        asked = [one for one in mine if not one.submitted_at and one.evaluation.is_open_on(today)]
        given = [one for one in mine if one.submitted_at]
        heading = f"{len(asked)} to answer" if asked else "Nothing to answer"
        return super().get_context_data(heading=heading, asked=asked, given=given, **kwargs)


class EvaluationDetail(DetailPage):
    """Student, practice educator and what the system knows, side by side once both are in."""

    model = Evaluation
    template_name = "evaluations/evaluation_detail.html"

    @property
    def permission(self) -> str:  # type: ignore[override]
        """A practice educator reaches her own placements' by answering them, everybody else by viewing."""
        return VIEW if self.request.user.has_perm(VIEW) else ANSWER

    def get_queryset(self) -> QuerySet:
        """Return what the page needs in one query."""
        return Evaluation.objects.visible_to(self.request.user).for_lists(localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this person may read."""
        today, user = localdate(), self.request.user
        evaluation: Evaluation = self.object
        may_send = user.has_perm(SEND, evaluation)
        follow_ups = evaluation.follow_ups.visible_to(user).order_by("pk") if may_send else ()
        return super().get_context_data(
            reading=Reading(evaluation, user, today),
            may_send=may_send,
            is_open=evaluation.is_open_on(today),
            follow_ups=follow_ups,
            breadcrumbs=[("Evaluations", reverse("evaluations:list"))],
            **kwargs,
        )


class DuePlacements(Tabs, ListPage):
    """Placements that end soon or ended lately and whose evaluation nobody has sent."""

    model = Placement
    permission = SEND
    table_class = DueTable
    filterset_class = DueFilter
    noun = ("evaluation to send", "evaluations to send")
    lede = "For placements that end within four weeks, or ended in the last four."
    empty_text = "Every placement that ends within four weeks has its evaluation. Nothing to do here."
    empty_action = ("Back to the evaluations", "/evaluations/")

    def get_queryset(self) -> QuerySet:
        """Return what waits, in the person's reach."""
        rows = sending.placements_due(super().get_queryset(), localdate(), ahead=timedelta(days=28))
        return rows.select_related("student__programme__university", "educator", "team")

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """Send several at once."""
        return [BulkAction("Send evaluation", reverse("evaluations:send_chosen"))]


class SendChosen(BulkPage):
    """Send the evaluations of the chosen placements."""

    model = Placement
    permission = SEND

    def act(self, records: list[Any]) -> str:
        """Send each; those that cannot be sent are named with the reason."""
        sent, held_back = sending.send_several(placements=records, by=self.request.user, today=localdate())
        words = f"{sent} evaluation{'' if sent == 1 else 's'} sent: a letter to each side is on its way."
        return " ".join([words, *held_back])

    def get_success_url(self) -> str:
        """Go back to what is left."""
        return reverse("evaluations:due")


class SendEvaluation(ActionPage):
    """Send the evaluation of one placement."""

    model = Placement
    permission = SEND
    form_class = SendForm
    heading = "Send an evaluation for {}"
    submit_label = "Send evaluation"
    done = "Sent: the student and the practice educator each get a letter with a personal link."
    what_happens = (
        "The student and the practice educator each get a letter with a personal link. Neither sees the "
        "other's answers before both are in or the time to answer is over."
    )

    def get_initial(self) -> dict[str, Any]:
        """Offer the evaluation at the end, or at midpoint while most of the placement is to come."""
        middle = self.object.starts_on + (self.object.ends_on - self.object.starts_on) * 3 / 4
        return {"moment": Moment.MIDPOINT if localdate() < middle else Moment.END}

    def act(self, record: Any, form: Any) -> Any:
        """Send it."""
        moment = form.cleaned_data["moment"]
        return sending.send(placement=record, by=self.request.user, today=localdate(), moment=moment)  # type: ignore[arg-type]


class SendAgain(ActionPage):
    """Send one side a new link."""

    model = Evaluation
    permission = SEND
    submit_label = "Send again"
    done = "Sent again. The link in the earlier e-mail no longer works."

    @property
    def response(self) -> Response:
        """The side that the address names."""
        return get_object_or_404(Response, evaluation=self.object, audience=self.kwargs["audience"])

    def get_heading(self) -> str:
        """Name the side."""
        return f"Send again to the {self.response.get_audience_display().lower()}"

    def get_what_happens(self) -> str:
        """Say what becomes of the old link and of what was saved."""
        who = Audience(self.response.audience).label.lower()
        return f"The {who} gets a new e-mail with a new link; the old link stops working. What was saved is kept."

    def act(self, record: Any, form: Any) -> Any:
        """Send it; go back to the evaluation."""
        sending.send_again(response=self.response, by=self.request.user, today=localdate())  # type: ignore[arg-type]


class ChangeWindow(UpdatePage):
    """Give people more or less time to answer."""

    model = Evaluation
    permission = SEND
    form_class = WindowForm
    heading = "Change the last day to answer"
    lede = "The personal links last as long as the evaluation is open."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in the present day."""
        return super().get_form_kwargs() | {"evaluation": self.object}

    def save(self, form: Any) -> Any:
        """Change it."""
        day = form.cleaned_data["closes_on"]
        by: Any = self.request.user
        return sending.change_window(evaluation=self.object, closes_on=day, by=by, today=localdate())

    def get_done(self, record: Any) -> str:
        """Name the new day."""
        return f"People can answer until {day_in_words(record.closes_on)}."
