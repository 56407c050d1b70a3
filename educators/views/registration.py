"""Registrations that are to be looked up on Social Work England's public register."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from educators import renewal
from educators.actions import registration
from educators.currency import in_words
from educators.filters.currency import RegistrationFilters, registration_is_due
from educators.forms.currency import CheckedForm
from educators.models import Educator
from educators.subnavigation import Tabs
from educators.tables.currency import RegistrationTable
from kmtp.ui.tables import CHOSEN
from kmtp.ui.views import KEY, BulkAction, BulkPage, ListPage


class RegistrationChecks(Tabs, ListPage):
    """Everybody active whose registration was not looked up since the last 1 December, has passed or is unknown."""

    model = Educator
    permission = "educators.change_educator"
    template_name = "educators/registration.html"
    table_class = RegistrationTable
    filterset_class = RegistrationFilters
    noun = ("registration to check", "registrations to check")
    empty_text = "Every registration of somebody active has been checked since the last 1 December."

    def get_queryset(self) -> QuerySet[Educator]:
        """Return those to look up."""
        today = localdate()
        active = super().get_queryset().active_on(today)  # type: ignore[attr-defined]
        found: QuerySet[Educator] = active.filter(registration_is_due(today))
        return found.select_related("team", "council")

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """Say that the chosen ones were looked up today."""
        return [BulkAction("Checked today", reverse("educators:registration_checked"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say when the checks start again."""
        return super().get_context_data(**kwargs) | {"next_cycle": renewal.next_cycle(localdate())}


class CheckedToday(BulkPage):
    """The chosen registrations were looked up today and are good; a page asks first until when."""

    model = Educator
    permission = "educators.change_educator"
    until: date

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask until when; mark those chosen once that is said."""
        chosen = [key for key in request.POST.getlist(CHOSEN) if KEY.fullmatch(key)]
        form = CheckedForm(request.POST if "until_day" in request.POST else None)
        if not chosen:
            messages.error(request, self.nothing_chosen)
            return redirect(self.get_success_url())
        if not form.is_valid():
            return render(request, "educators/registration_confirm.html", self.asked(chosen, form))
        self.until = form.cleaned_data["until"]
        return super().post(request, *args, **kwargs)

    def asked(self, chosen: list[str], form: CheckedForm) -> dict[str, Any]:
        """Return what the page that asks shows: the names, and the day."""
        return {
            "heading": "Say until when these registrations last",
            "form": form,
            "people": self.get_queryset().filter(pk__in=chosen),
            "cancel_url": self.get_success_url(),
            "breadcrumbs": [("Registration checks", self.get_success_url())],
        }

    def act(self, records: list[Any]) -> str:
        """Mark them."""
        number = registration.checked(
            educators=records, until=self.until, by=self.request.user, today=localdate()
        )
        people = "1 registration is" if number == 1 else f"{number:,} registrations are"
        return f"{people} checked today and good until {in_words(self.until)}."

    def get_success_url(self) -> str:
        """Go back to the rest of the list."""
        return reverse("educators:registration")
