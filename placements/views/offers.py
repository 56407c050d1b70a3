"""Offers: the list, one offer, adding, changing and withdrawing it."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from educators.models import AvailabilityAnswer
from kmtp.ui.tables import Table
from kmtp.ui.views import KEY, ActionPage, CreatePage, DetailPage, ListPage, UpdatePage
from placements import offers
from placements.actions import offers as acts
from placements.audits import newest_of
from placements.filters.choices import sees_several_councils
from placements.filters.offer import OfferFilters
from placements.forms.offer import OfferForm, WithdrawOfferForm
from placements.models import Offer, Placement
from placements.models.offer import PERMISSION, State
from placements.subnavigation import Tabs
from placements.tables.offer import STATE_COLOURS, OffersOfAll, OfferTable

CHANGE = "placements.change_offer"


class OfferList(Tabs, ListPage):
    """What teams and practice educators can take, those with places first."""

    model = Offer
    permission = PERMISSION
    filterset_class = OfferFilters
    noun = ("offer", "offers")
    template_name = "placements/offer_list.html"
    empty_text = (
        "There is no offer yet. Make offers from the answers to your call for availability, or add one."
    )

    def get_queryset(self) -> QuerySet[Offer]:
        """Return what a row shows in one query, those that have places first."""
        found: Any = super().get_queryset()
        rows: QuerySet[Offer] = found.for_lists().with_state(localdate()).free_first()
        return rows

    @property
    def table_class(self) -> type[Table]:  # type: ignore[override]  # it depends on the person
        """Name the council only for those who see several."""
        return OffersOfAll if sees_several_councils(self.request.user) else OfferTable

    def get_actions(self) -> list[tuple[str, str]]:
        """Add one."""
        may_add = self.request.user.has_perm(CHANGE)
        return [("Add an offer", reverse("placements:offer_add"))] if may_add else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many answers are not taken up yet."""
        answers = AvailabilityAnswer.objects.visible_to(self.request.user).offered().filter(offer=None)
        return super().get_context_data(**kwargs) | {"answers": answers.count()}


class OneOffer:
    """Pages about one offer."""

    model = Offer

    def get_queryset(self) -> QuerySet[Offer]:
        """Return what a page shows in one query."""
        found: Any = super().get_queryset()  # type: ignore[misc]
        rows: QuerySet[Offer] = found.for_lists().with_state(localdate())
        return rows.select_related("answer__call__council")


class OfferDetail(Tabs, OneOffer, DetailPage):
    """One offer: who offers what, and which placements came of it."""

    permission = PERMISSION
    template_name = "placements/offer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where it stands, what came of it, and what has become wrong with it since."""
        offer, user = self.object, self.request.user
        state = State(offer.state)
        made = Placement.objects.visible_to(user).filter(offer=offer).for_lists()
        return super().get_context_data(
            tag=(state.label, STATE_COLOURS[state]),
            placements=list(made),
            doubts=self.doubts() if state in (State.FREE, State.FULL) else (),
            may_change=state != State.WITHDRAWN and user.has_perm(CHANGE, offer),
            breadcrumbs=[("Offers", reverse("placements:offer_list"))],
            **kwargs,
        )

    def doubts(self) -> tuple[str, ...]:
        """Return what would refuse it today: an audit that changed, a team that closes, somebody who left."""
        audit = newest_of([self.object.team_id]).get(self.object.team_id)
        return offers.reasons_against(self.object, audit, localdate())


class AddOffer(CreatePage):
    """Add an offer by hand, or from one answer that needs something said."""

    model = Offer
    permission = CHANGE
    form_class = OfferForm
    heading = "Add an offer"
    submit_label = "Add the offer"
    done = "The offer of {} is added."

    @cached_property
    def answer(self) -> AvailabilityAnswer | None:
        """The answer that the address names, if the person looks after its call and it is no offer yet."""
        key = self.request.GET.get("answer", "")
        if not KEY.fullmatch(key):
            return None
        found = AvailabilityAnswer.objects.visible_to(self.request.user).offered().filter(pk=key, offer=None)
        answer = found.select_related("call__council", "educator__team").first()
        return answer if answer and self.request.user.has_perm(CHANGE, answer.call) else None

    def get_initial(self) -> dict[str, Any]:
        """Fill in what the answer says."""
        if self.answer is None:
            return {}
        facts = offers.facts_of(self.answer)
        del facts["council"]
        return facts

    def save(self, form: Any) -> Offer:
        """Store it."""
        offer: Offer = form.save(commit=False)
        offer.answer = self.answer
        by: Any = self.request.user
        return acts.add(offer=offer, by=by, today=localdate())

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("placements:answer_list" if self.answer else "placements:offer_list")


class ChangeOffer(OneOffer, UpdatePage):
    """Correct an offer."""

    permission = CHANGE
    form_class = OfferForm
    heading = "Change the offer of {}"
    done = "The offer of {} is changed."

    def save(self, form: Any) -> Offer:
        """Store what was changed."""
        by: Any = self.request.user
        return acts.change(offer=form.save(commit=False), by=by, today=localdate())


class WithdrawOffer(OneOffer, ActionPage):
    """Take an offer back."""

    permission = CHANGE
    form_class = WithdrawOfferForm
    heading = "Withdraw the offer of {}"
    what_happens = (
        "Nobody is placed by this offer any more. Placements that came of it stay. An answer stays what was said, "
        "and does not become an offer again by itself."
    )
    submit_label = "Withdraw the offer"
    is_destructive = True
    done = "The offer of {} is withdrawn."

    def act(self, record: Offer, form: Any) -> Offer:
        """Withdraw it."""
        by: Any = self.request.user
        return acts.withdraw(offer=record, by=by, today=localdate(), why=form.cleaned_data["why"])
