"""What is done with several rows of the register at once: move them to a team, take them away as a file."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate

from educators.actions import moves, postings
from educators.filters.register import EducatorFilters
from educators.forms.register import MoveForm
from educators.models import Educator
from educators.subnavigation import Tabs
from educators.tables.register import table_for
from kmtp.ui.tables import CHOSEN
from kmtp.ui.views import EXPORTS, ActionPage, BulkPage, Chosen, FormPage

ASKED = "asked"
NAMED = 10


class OfTheRegister(Chosen):
    """Rows of the register, ticked or all that its filters leave."""

    model = Educator
    filterset_class = EducatorFilters

    def get_queryset(self) -> QuerySet[Educator]:
        """Return the rows as the register lists them."""
        found: QuerySet[Educator] = super().get_queryset().for_the_register(localdate())  # type: ignore[attr-defined]
        return found

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the register, filtered as it was."""
        query = self.request.GET.urlencode()
        return reverse("educators:list") + (f"?{query}" if query else "")

    def get_cancel_url(self) -> str:
        """Go back to the register, filtered as it was."""
        return self.get_success_url()


class MoveChosen(Tabs, OfTheRegister, FormPage):
    """Move those chosen to a team of their council: first asks which and from when."""

    permission = "educators.change_educator"
    http_method_names = ["post"]
    template_name = "educators/move.html"
    form_class = MoveForm
    submit_label = "Move to the team"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the team and the day; move when they are given."""
        self.records = self.get_records()
        if why_not := self.why_not():
            messages.error(request, why_not)
            return redirect(self.get_success_url())
        if ASKED not in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def why_not(self) -> str:
        """Say why these cannot be moved together, or nothing."""
        if not self.records:
            return self.nothing_chosen
        several = len({one.council_id for one in self.records}) > 1
        return "Choose people of one council: a team is a council's." if several else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the council, and nothing to check before it was seen."""
        kwargs = super().get_form_kwargs() | {"council": self.records[0].council_id}
        return kwargs if ASKED in self.request.POST else kwargs | {"data": None, "files": None}

    def get_heading(self) -> str:
        """Say how many."""
        return f"Move {people(len(self.records))} to a team"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the first of those chosen, and carry the choice along."""
        return {
            "records": self.records[:NAMED],
            "more": max(len(self.records) - NAMED, 0),
            "count": len(self.records),
            "is_everything": self.is_everything,
            "keys": [] if self.is_everything else self.request.POST.getlist(CHOSEN),
        } | super().get_context_data(**kwargs)

    def save(self, form: Any) -> str:
        """Move them; return the sentence that says so."""
        self.refuse_changed(self.records)
        team, day = form.cleaned_data["team"], form.cleaned_data["on"]
        moved = postings.move(educators=self.records, team=team, on=day, by=self.request.user)
        stayed = len(self.records) - moved.number
        rest = f" {people(stayed)} stood there already." if stayed else ""
        said = f"{people(moved.number)} moved to {team}.{rest}"
        return with_undo(said, moved) if moved.number else said

    def get_done(self, record: Any) -> str:
        """Say what was done."""
        return str(record)


class DownloadChosen(OfTheRegister, BulkPage):
    """Those chosen, as a file."""

    permission = "educators.view_educator"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the file at once: nothing changes, so nothing is confirmed."""
        records = self.get_records()
        if records:
            return self.answer(records)
        messages.error(request, self.nothing_chosen)
        return redirect(self.get_success_url())

    def answer(self, records: list[Any]) -> HttpResponseBase:
        """Send them in the order of the list, as a workbook unless the address says otherwise."""
        table = table_for(self.request.user)(data=records)
        return EXPORTS[self.kwargs["kind"]](table, "practice educators")


class UndoMove(Tabs, ActionPage):
    """Move those back whom a move of several put into a team, but nobody who was moved again since."""

    model = Educator
    permission = "educators.change_educator"
    template_name = "educators/undo_move.html"
    submit_label = "Move them back"
    http_method_names = ["get", "post"]

    def get_object(self, queryset: QuerySet | None = None) -> moves.Move:
        """Return what the move did to those whom the person may move; else there is no such move."""
        found = moves.find(self.kwargs["key"], by=self.request.user, today=localdate())
        if found is None:
            raise Http404
        return found

    def get_heading(self) -> str:
        """Say how many."""
        number = len(self.object.back)
        return f"Move {people(number)} back" if number else "Nobody is left to move back"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the first of those who go back and of those who stay."""
        named = {
            "back": self.object.back[:NAMED],
            "more_back": max(len(self.object.back) - NAMED, 0),
            "stay": self.object.stay[:NAMED],
            "more_stay": max(len(self.object.stay) - NAMED, 0),
        }
        return named | super().get_context_data(**kwargs)

    def act(self, record: moves.Move, form: Any) -> None:
        """Move them back."""
        self.number = moves.undo(move=record, by=self.request.user, today=localdate())

    def get_done(self, record: Any) -> str:
        """Say how many; the second time it is nobody, and nothing went wrong."""
        return f"{people(self.number)} moved back." if self.number else "Nobody was left to move back."

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the register."""
        return reverse("educators:list")

    def get_cancel_url(self) -> str:
        """Go back to the register."""
        return reverse("educators:list")


def with_undo(sentence: str, moved: postings.Moved) -> str:
    """Return the sentence with a link to undo what it says."""
    link = '{} <a class="govuk-notification-banner__link" href="{}">Undo this move</a>'
    return format_html(link, sentence, reverse("educators:undo_move", args=[moved.key]))


def people(number: int) -> str:
    """Return ``3 practice educators``."""
    return f"{number:,} practice educator{'' if number == 1 else 's'}"
