"""Rule by hand that a student goes to an offer or must not, and take that back."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from kmtp.ui.views import KEY, ActionPage
from placements.actions import rulings
from placements.forms.draft import RulingForm
from placements.models import Offer, Pairing, Request, Ruling
from placements.models.draft import PERMISSION
from placements.subnavigation import Tabs
from placements.views.requests import OneRequest


class AddRuling(Tabs, OneRequest, ActionPage):
    """Pin a student to an offer, or bar the offer to her."""

    permission = PERMISSION
    form_class = RulingForm
    submit_label = "Save the ruling"

    @cached_property
    def offer(self) -> Offer:
        """The offer that the address names, of those that this person may see."""
        offers = Offer.objects.visible_to(self.request.user).for_lists()
        return get_object_or_404(offers, pk=self.kwargs["offer"])

    @cached_property
    def pairing(self) -> Pairing | None:
        """The student of a draft from whose page one came, when the address names it."""
        key = self.request.GET.get("pairing", "")
        rows = Pairing.objects.visible_to(self.request.user).filter(request=self.object)
        return rows.filter(pk=key).first() if KEY.fullmatch(key) else None

    def get_initial(self) -> dict[str, Any]:
        """Choose what the address names."""
        return {"says": self.request.GET.get("says", "")}

    def get_heading(self) -> str:
        """Name the student and the offer."""
        return f"Rule on {self.object.student} and {self.offer}"

    def get_what_happens(self) -> str:
        """Say when it counts."""
        return (
            "It changes no draft that stands. Every later draft keeps to it: a pinned student goes to this offer, "
            "and a barred offer is not proposed for this student."
        )

    def act(self, record: Request, form: Any) -> None:
        """Rule."""
        by: Any = self.request.user
        rulings.rule(request=record, offer=self.offer, by=by, now=timezone.now(), **form.cleaned_data)

    def get_done(self, record: Any) -> str:
        """Say what comes next."""
        return "The ruling is saved. Draft again to see what comes of it."

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the student of the draft, or to the drafts."""
        found = self.pairing
        if found is None:
            return reverse("placements:draft_list")
        return reverse("placements:draft_student", args=[found.draft_id, found.pk])

    def get_cancel_url(self) -> str:
        """Go back where one came from."""
        return self.get_success_url()


class TakeBackRuling(Tabs, ActionPage):
    """Forget a ruling."""

    model: Any = Ruling
    permission = PERMISSION
    heading = "Take back the ruling on {}"
    what_happens = "Later drafts are free again to place the student. No draft that stands is changed."
    submit_label = "Take back"

    def get_queryset(self) -> QuerySet[Any]:
        """Return what the page shows in one query."""
        return (
            super()
            .get_queryset()
            .select_related("request__student__programme", "request__council", "offer__team")
        )

    def get_heading(self) -> str:
        """Name the student and the offer."""
        return f"Take back the ruling on {self.object.request.student} and {self.object.offer.team}"

    def act(self, record: Ruling, form: Any) -> None:
        """Take it back."""
        rulings.take_back(ruling=record, by=self.request.user)

    def get_done(self, record: Any) -> str:
        """Say what comes next."""
        return "The ruling is taken back. Draft again to see what comes of it."

    def get_success_url(self, record: Any = None) -> str:
        """Go to the drafts."""
        return reverse("placements:draft_list")

    def get_cancel_url(self) -> str:
        """Go back to the drafts."""
        return reverse("placements:draft_list")
