"""Why a student of a draft does not go to an offer: choose the offer, then read each rule and what it weighs."""

from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from kmtp.ui.filters import SearchFilter
from placements import asking
from placements.matching import why_not
from placements.matching.market import Market
from placements.matching.weights import Weights
from placements.models import Draft, Offer, Pairing
from placements.subnavigation import Tabs
from placements.views.drafts import CRUMB, OnePairing

#: As many offers as a page lists; a search narrows them.
MOST = 25
SOUGHT_IN = SearchFilter(
    (
        *("team__name", "team__service_area__name", "team__locality__name"),
        *("educator__first_name", "educator__last_name"),
    )
)


class OneQuestion(Tabs, OnePairing, TemplateView):
    """Pages that ask about one student of a draft."""

    def offers(self) -> QuerySet[Offer]:
        """Return the offers that this person may see."""
        return Offer.objects.visible_to(self.request.user)

    def crumbs(self, pairing: Pairing) -> list[tuple[str, str]]:
        """Lead back to the draft and the student."""
        draft = pairing.draft
        student = reverse("placements:draft_student", args=[draft.pk, pairing.pk])
        return [
            (CRUMB[0], reverse(CRUMB[1])),
            (str(draft), draft.get_absolute_url()),
            (str(pairing.request.student), student),
        ]


class ChooseOffer(OneQuestion):
    """Choose the offer to ask about."""

    template_name = "placements/why_not_choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the offers that fit the kind and the dates first, narrowed by the words of a search."""
        found = self.find(**self.kwargs)
        words = self.request.GET.get("q", "").replace("\x00", "").strip()[:100]
        offers = list(offers_about(found, self.offers(), words)[: MOST + 1])
        return super().get_context_data(**kwargs) | {
            "heading": f"Why does {found.request.student} not go to …",
            "breadcrumbs": self.crumbs(found),
            "pairing": found,
            "words": words,
            "offers": offers[:MOST],
            "has_more": len(offers) > MOST,
            "most": MOST,
        }


def offers_about(pairing: Pairing, offers: Any, words: str) -> Any:
    """Return the offers with these words in the names of team, service, place or educator; those that fit first."""
    asked = pairing.request
    fits = Q(kinds__contains=[asked.kind], starts_on__lte=asked.starts_on, ends_on__gte=asked.ends_on)
    rank = Case(When(fits, then=Value(0)), default=Value(1))
    found = asking.offers_for(pairing, offers).filter(SOUGHT_IN.q([words])).annotate(rank=rank)
    return found.order_by("rank", "team__name", "pk")


class WhyNot(OneQuestion):
    """One offer for one student: each rule, what it weighs beside the proposal, and what one can do."""

    template_name = "placements/why_not.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Judge it as the rows stand now, by the day of the draft."""
        found = self.find(**self.kwargs)
        offers = asking.offers_for(found, self.offers())
        chosen = get_object_or_404(offers, pk=self.kwargs["offer"])
        context = super().get_context_data(**kwargs) | {
            "heading": f"Why does {found.request.student} not go to {chosen}?",
            "breadcrumbs": self.crumbs(found),
            "pairing": found,
            "offer": chosen,
            "is_proposed": found.offer_id == chosen.pk,
            "may_rule": found.draft.state == Draft.State.READY,
        }
        return context | answered(found, chosen)


def answered(pairing: Pairing, offer: Any) -> dict[str, Any]:
    """Return the answer and what the page shows beside it."""
    draft = pairing.draft
    asked = asking.problem_of(pairing, offer, today=localdate(draft.made_at))
    answer = why_not.of(Market(asked, Weights.of(draft.weights)), pairing.request_id, offer.pk)
    if answer is None:  # an offer of the council that was asked is always one for her
        return {}
    beside = list(Pairing.objects.beside(answer.option, pairing).for_lists())
    proposed = pairing.cost if pairing.team_id else None
    return {
        "answer": answer,
        "beside": beside,
        "verdict": why_not.verdict(answer, proposed, is_taken=bool(beside)),
        "weighed": why_not.side_by_side(pairing.terms, answer.terms),
    }
