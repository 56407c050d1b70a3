"""Follow-ups: what an answer asks the coordinator to look into."""

import logging
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from evaluations.actions import following_up
from evaluations.filters import FollowUpFilter
from evaluations.forms import NoteForm, WhyForm
from evaluations.models import FollowUp
from evaluations.subnavigation import Tabs
from evaluations.tables import FollowUpTable
from kmtp.ui.views import ActionPage, DetailPage, ListPage

PERMISSION = "evaluations.send_evaluation"
log = logging.getLogger(__name__)


class FollowUpList(Tabs, ListPage):
    """What has to be looked into."""

    model = FollowUp
    permission = PERMISSION
    table_class = FollowUpTable
    filterset_class = FollowUpFilter
    noun = ("follow-up", "follow-ups")
    empty_text = (
        "No answer has asked for a follow-up. One opens when somebody reports discrimination, was not told "
        "about safety in week one, or had fewer direct observations than the placement asks for."
    )

    def get_queryset(self) -> QuerySet:
        """Return the rows in one query."""
        return (
            super()
            .get_queryset()
            .select_related(
                "evaluation__placement__student",
                "evaluation__placement__team",
                "evaluation__placement__council",
            )
        )


class FollowUpDetail(DetailPage):
    """One follow-up with what was said; each reading of a restricted answer is logged."""

    model = FollowUp
    permission = PERMISSION
    template_name = "evaluations/follow_up_detail.html"

    def get_queryset(self) -> QuerySet:
        """Return what the page needs in one query."""
        return (
            super()
            .get_queryset()
            .select_related(
                "closed_by",
                "evaluation__placement__student__programme",
                "evaluation__placement__team",
                "evaluation__placement__council",
                "evaluation__placement__educator",
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was said, which stands here before the evaluation itself may be read."""
        log.info("follow-up read id=%s person=%s", self.object.pk, self.request.user.pk)
        return super().get_context_data(
            heading=self.object.get_rule_display(),
            said=said(self.object),
            is_revealed=self.object.evaluation.is_revealed_on(localdate()),
            breadcrumbs=[
                ("Evaluations", reverse("evaluations:list")),
                ("Follow-ups", reverse("evaluations:follow_ups")),
            ],
            **kwargs,
        )


def said(follow_up: FollowUp) -> list[tuple[str, str]]:
    """Return the questions that raised the follow-up with the answers in words."""
    evaluation = follow_up.evaluation
    response = evaluation.responses.filter(audience=follow_up.audience).prefetch_related("answers").first()
    answers = {answer.key: answer.value for answer in response.answers.all()} if response else {}
    keys = [key for key in (follow_up.rule, f"{follow_up.rule}.text") if key in answers]
    questions = [evaluation.questions.question(key) for key in keys]
    return [(one.words(follow_up.audience), one.in_words(answers[one.key])) for one in questions]


class CloseFollowUp(ActionPage):
    """Write what was done."""

    model = FollowUp
    permission = PERMISSION
    form_class = NoteForm
    heading = "Close follow-up: {}"
    what_happens = "The follow-up leaves your home page. You can open it again."
    submit_label = "Close follow-up"
    done = "Closed, with what you did."

    def act(self, record: Any, form: Any) -> Any:
        """Close it."""
        by: Any = self.request.user
        return following_up.close(follow_up=record, note=form.cleaned_data["note"], by=by)


class ReopenFollowUp(ActionPage):
    """Open it again."""

    model = FollowUp
    permission = PERMISSION
    form_class = WhyForm
    heading = "Open follow-up again: {}"
    what_happens = "It goes back to your home page; what was done before stays in its history."
    submit_label = "Open it again"
    done = "Open again."

    def act(self, record: Any, form: Any) -> Any:
        """Open it."""
        by: Any = self.request.user
        return following_up.reopen(follow_up=record, by=by, why=form.cleaned_data["why"])
