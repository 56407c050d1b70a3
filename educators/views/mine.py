"""The record of whoever is signed in, made for a phone."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import register
from educators.currency import Policy
from educators.forms.register import OwnDetailsForm
from educators.models import Confirmation, Educator
from educators.models.policy import policy_on
from educators.tables.register import STAGE_COLOURS, STAGE_WORDS, STATUS_COLOURS, STATUS_WORDS
from educators.views.register import currency_context
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership
from kmtp.ui.views import Closed, DetailPage, UpdatePage


class OwnRecord(Closed):
    """Pages about the record of whoever is signed in."""

    model = Educator
    permission = "educators.view_own_record"

    def get_queryset(self) -> QuerySet[Educator]:
        """Return the person's own record alone."""
        self.policy = policy_on(localdate())
        found: QuerySet[Educator] = Educator.objects.for_the_register(localdate(), self.policy)
        return found.select_related("provided_by").filter(person=self.request.user.pk)

    def get_object(self, queryset: QuerySet[Educator] | None = None) -> Educator | None:
        """Return it, or nothing when no record is linked to the sign-in."""
        return self.get_queryset().first()


#: What is open between her and her record's keeper, the latest first; read with the record, in its one query.
QUESTIONS = Confirmation.objects.filter(educator=OuterRef("pk")).order_by("-asked_at", "-pk")


class MyRecord(OwnRecord, DetailPage):
    """Her home, made for a phone: what is asked of her, how she stands, and the way to all the rest."""

    template_name = "educators/my_record.html"

    def get_queryset(self) -> QuerySet[Educator]:
        """Add the latest question about her record."""
        names = ("state", "asked_at", "answered_at")
        asked = {f"question_{name}": Subquery(QUESTIONS.values(name)[:1]) for name in names}
        return super().get_queryset().annotate(**asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how she stands."""
        words = {"heading": "My record"} | (home_context(self.object, self.policy) if self.object else {})
        return super().get_context_data(**kwargs) | words


def home_context(educator: Educator, policy: Policy) -> dict[str, Any]:
    """Return how she stands by the policy."""
    activities, awards = list(educator.activities.all()), list(educator.awards.select_related("provider"))
    row: Any = educator
    return currency_context(educator, activities, awards, policy) | {
        "stage_tag": (STAGE_WORDS[row.stage], STAGE_COLOURS[row.stage]),
        "status_tag": (STATUS_WORDS[row.status], STATUS_COLOURS[row.status]),
        "awards": awards,
        "activities": activities,
    }


class MyWholeRecord(OwnRecord, DetailPage):
    """All that the register holds about her."""

    template_name = "educators/my_whole_record.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go back to the page that says why there is nothing to show, when no record is linked."""
        self.object = self.get_object()
        if self.object is None:
            return redirect("educators:mine")
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the record shows, and whom to ask."""
        words = {
            "heading": "All that the register holds about me",
            "breadcrumbs": [("My record", reverse("educators:mine"))],
            "awards": self.object.awards.select_related("provider"),
            "activities": self.object.activities.all(),
            "trainings": self.object.trainings.select_related("provider", "mentor"),
            "coordinators": coordinators_of(self.object),
        }
        return super().get_context_data(**kwargs) | words


def coordinators_of(educator: Educator) -> list[Any]:
    """Return who keeps the register that a record stands on."""
    held = Membership.objects.current().filter(role=Role.COORDINATOR, organisation=educator.council_id)
    return [membership.person for membership in held.select_related("person").order_by("person__name")]


class CorrectOwnDetails(OwnRecord, UpdatePage):
    """Her own e-mail address and telephone number."""

    form_class = OwnDetailsForm
    heading = "Change how we reach you"
    done = "Your details are changed."
    object: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go back to the page that says why there is nothing to change, when no record is linked."""
        if request.user.has_perm(self.permission) and self.get_object() is None:
            return redirect("educators:mine")
        return super().dispatch(request, *args, **kwargs)

    def save(self, form: Any) -> Educator:
        """Store what was changed."""
        return register.correct_own(
            educator=form.save(commit=False), fields=form.changed_data, by=self.request.user
        )

    def get_success_url(self, record: Any = None) -> str:
        """Go back to her record."""
        return reverse("educators:mine")

    def get_cancel_url(self) -> str:
        """Go back to her record."""
        return reverse("educators:mine")
