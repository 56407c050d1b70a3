"""The answers to a call for availability that can become offers: the list, and making offers from them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import View

from educators.models import AvailabilityAnswer, AvailabilityCall
from kmtp.ui.views import BulkAction, BulkPage, ListPage
from placements.actions import offers as acts
from placements.actions.offers import Made
from placements.filters.offer import AnswerFilters
from placements.models import TeamAudit
from placements.subnavigation import Tabs
from placements.tables.offer import AnswerTable

CHANGE = "placements.change_offer"
MOST_NAMED = 3


class Answers:
    """The answers that say yes or maybe, in the calls that the person looks after."""

    model = AvailabilityAnswer
    permission = CHANGE
    filterset_class: Any = AnswerFilters

    def get_queryset(self) -> QuerySet[AvailabilityAnswer]:
        """Return what a row shows in one query."""
        found: Any = super().get_queryset()  # type: ignore[misc]
        newest = TeamAudit.objects.filter(team=OuterRef("educator__team")).order_by("-audited_on", "-pk")
        rows: QuerySet[AvailabilityAnswer] = found.offered().annotate(
            audit_until=Subquery(newest.values("valid_until")[:1]),
            audit_most=Subquery(newest.values("most_students")[:1]),
        )
        return rows.select_related("call__council", "educator__team", "offer")


class AnswerList(Answers, Tabs, ListPage):
    """Who can take somebody, and what stands in the way of an offer."""

    noun = ("answer", "answers")
    lede = "Practice educators who said yes or maybe in a call for availability."
    empty_text = "Nobody has said yes or maybe yet. Ask your practice educators what they can offer."
    template_name = "ui/list.html"
    table_class = AnswerTable
    may_choose_everything = True

    def get_bulk_actions(self) -> list[BulkAction]:
        """Make offers of those chosen."""
        return [BulkAction("Make offers", reverse("placements:offers_from_chosen"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(**kwargs) | {
            "breadcrumbs": [("Offers", reverse("placements:offer_list"))]
        }


class OffersFromChosen(Answers, BulkPage):
    """Make offers from the chosen answers."""

    def act(self, records: list[AvailabilityAnswer]) -> str:
        """Make them; say what could not be one."""
        by: Any = self.request.user
        made = acts.from_answers(answers=[one.pk for one in records], by=by, today=localdate())
        return in_words(made)

    def get_success_url(self) -> str:
        """Go back to the answers."""
        return reverse("placements:answer_list")


class OffersFromCall(View):
    """Make offers from all answers of a call that say yes, or from all that say maybe: one click."""

    http_method_names = ["post"]
    request: Any

    def post(self, request: HttpRequest, pk: int, says: str) -> HttpResponse:
        """Make them, say what could not be one, and go back to the call."""
        user: Any = request.user
        if not user.has_perm(CHANGE):
            raise PermissionDenied
        call = get_object_or_404(AvailabilityCall.objects.visible_to(user), pk=pk)
        if says not in ("yes", "maybe"):
            raise Http404
        made = acts.from_call(call=call, says=says, by=user, today=localdate())
        messages.success(request, in_words(made))
        return redirect(call.get_absolute_url())


def in_words(made: Made) -> str:
    """Say how many offers were made, and who could not offer and why."""
    count = len(made.offers)
    words = f"{count or 'No'} {'offer is' if count == 1 else 'offers are'} made."
    if not made.refused:
        return words
    rest = len(made.refused)
    named = "; ".join(
        f"{answer.educator}: {', '.join(reasons)}" for answer, reasons in made.refused[:MOST_NAMED]
    )
    more = "; the list of answers says why for each" if rest > MOST_NAMED else ""
    return f"{words} {rest} could not be made. {named}{more}."
