"""Calls for availability: their list, one call, its answers, and the page where somebody answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.generic import TemplateView

from educators import offering
from educators.actions import availability as actions
from educators.actions import by_link
from educators.filters.availability import AnswerFilters, CallFilters
from educators.forms.availability import AnswerForm, CallForm, remembered
from educators.models import AvailabilityAnswer, AvailabilityCall, Educator
from educators.subnavigation import Tabs
from educators.tables.availability import STATE_COLOURS, AnswerTable, CallTable
from educators.views.chosen import OfTheRegister
from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.actions import nudge
from kmtp.mail.personal import OnPersonalLink
from kmtp.ui.views import ActionPage, BulkPage, CreatePage, DetailPage, ListPage, UpdatePage

PERMISSION = "educators.call_availability"
ANSWERS = AvailabilityAnswer.objects.select_related("call__council", "educator__council", "link")


class OfCall(Tabs):
    """What the pages about calls share."""

    request: Any

    model = AvailabilityCall
    permission = PERMISSION

    def get_queryset(self) -> QuerySet[AvailabilityCall]:
        """Add the council."""
        found: QuerySet[AvailabilityCall] = super().get_queryset().select_related("council")  # type: ignore[misc]
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return {"breadcrumbs": [("Availability", reverse("educators:calls"))]} | super().get_context_data(
            **kwargs
        )


class CallList(Tabs, ListPage):
    """The calls, with what came back."""

    model = AvailabilityCall
    permission = PERMISSION
    table_class = CallTable
    filterset_class = CallFilters
    noun = ("call for availability", "calls for availability")
    empty_text = "Nobody was asked yet. Write the first call; nobody gets a letter before you open it."
    empty_action = ("Write a call", "new/")

    def get_queryset(self) -> QuerySet[AvailabilityCall]:
        """Count the answers."""
        said = {one: Count("answers", filter=Q(answers__says=one)) for one in offering.SAYS}
        answered = Count("answers", filter=Q(answers__answered_at__isnull=False))
        rows: QuerySet[Any] = super().get_queryset().select_related("council")
        counted: QuerySet[Any] = rows.annotate(asked=Count("answers"), answered=answered, **said)
        return counted

    def get_actions(self) -> list[tuple[str, str]]:
        """Write one."""
        return [("Write a call", reverse("educators:new_call"))]


class NewCall(OfCall, CreatePage):
    """Write a call."""

    form_class = CallForm
    heading = "Write a call for availability"
    lede = "Nobody is asked yet. You see who will be, and the letter, before you open the call."
    submit_label = "Save and look at it"
    done = "{} is saved. Nobody is asked before you open it."

    def save(self, form: Any) -> AvailabilityCall:
        """Store it."""
        return actions.write(call=form.save(commit=False), by=self.request.user)


class ChangeCall(OfCall, UpdatePage):
    """Extend a call, or change its words."""

    form_class = CallForm
    heading = "Change {}"
    done = "{} is changed."

    def save(self, form: Any) -> AvailabilityCall:
        """Store what was changed."""
        return actions.change(call=form.save(commit=False), by=self.request.user, today=localdate())


class CallDetail(OfCall, DetailPage):
    """One call: who is or will be asked, and what came back by team."""

    template_name = "educators/availability/call.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the numbers by team, or before it opens the number who will be asked."""
        call = self.object
        is_draft = call.state == AvailabilityCall.State.DRAFT
        will = actions.who_is_asked(call.council, localdate()) if is_draft else None
        teams = [] if is_draft else by_team(call)
        words = {
            "state_tag": (call.get_state_display(), STATE_COLOURS[call.state]),
            "will_be_asked": will.count() if will is not None else 0,
            "without_email": will.filter(email="").count() if will is not None else 0,
            "teams": teams,
            "total": total(teams),
        }
        return words | super().get_context_data(**kwargs)


def by_team(call: AvailabilityCall) -> list[dict[str, Any]]:
    """Return how many of each team were asked, answered and said what. One query."""
    numbers = {one: Count("pk", filter=Q(says=one)) for one in offering.SAYS}
    grouped = call.answers.order_by("educator__team__name").values("educator__team__name")
    rows = grouped.annotate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)), **numbers
    )
    return [row | {"rate": offering.rate(row["answered"], row["asked"])} for row in rows]


def total(teams: list[dict[str, Any]]) -> dict[str, int]:
    """Return the sums over all teams."""
    sums = {name: sum(row[name] for row in teams) for name in ("asked", "answered", *offering.SAYS)}
    return sums | {"rate": offering.rate(sums["answered"], sums["asked"])}


class CallAnswers(Tabs, ListPage):
    """Who was asked in a call, and what each said."""

    model = AvailabilityAnswer
    permission = PERMISSION
    table_class = AnswerTable
    filterset_class = AnswerFilters
    noun = ("person asked", "people asked")
    empty_text = "Nobody was asked in this call yet."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look for the call among the person's own."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        self.call = get_object_or_404(AvailabilityCall.objects.visible_to(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[AvailabilityAnswer]:
        """Return the answers of this call."""
        found = super().get_queryset().filter(call=self.call)
        return found.select_related("educator__team")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        crumbs = [
            ("Availability", reverse("educators:calls")),
            (str(self.call), self.call.get_absolute_url()),
        ]
        return super().get_context_data(**kwargs) | {"breadcrumbs": crumbs}


class OpenCall(OfCall, ActionPage):
    """Send the letters."""

    heading = "Open {}"
    submit_label = "Open and send the letters"

    def get_what_happens(self) -> str:
        """Say how many are asked."""
        count = actions.who_is_asked(self.object.council, localdate()).count()
        return (
            f"{count:,} active practice educators of {self.object.council} with an award get a letter with a "
            "personal link. Those without an e-mail address are listed as not answered."
        )

    def act(self, record: AvailabilityCall, form: Any) -> None:
        """Open it."""
        self.asked = actions.open_call(call=record, by=self.request.user, today=localdate())

    def get_done(self, record: Any) -> str:
        """Say how many were asked."""
        return f"{record} is open: {self.asked:,} practice educators are asked."


class CloseCall(OfCall, ActionPage):
    """Take no more answers."""

    heading = "Close {}"
    what_happens = "{} takes no more answers and sends no more reminders. What was said stays."
    submit_label = "Close the call"
    is_destructive = True
    done = "{} is closed."

    def act(self, record: AvailabilityCall, form: Any) -> None:
        """Close it."""
        actions.close(call=record, by=self.request.user)


class AskChosen(OfTheRegister, BulkPage):
    """Ask those chosen in the register, in the running call of their council."""

    permission = PERMISSION

    def act(self, records: list[Educator]) -> str:
        """Ask them."""
        asked = actions.ask(educators=records, by=self.request.user, today=localdate())
        rest = len(records) - asked
        more = f" {rest:,} had been asked before, or cannot be asked now." if rest else ""
        return f"{asked:,} asked whether they can take a student.{more}"


class Answering(TemplateView):
    """The question, and after it what she said; the same page by link and signed in."""

    template_name = "educators/availability/answer.html"
    by_link = True
    request: Any

    def find(self) -> AvailabilityAnswer:
        """Return whose answer it is."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, and what was said before."""
        answer = self.find()
        context = {
            "heading": f"Can you take a student in {answer.call.year}?",
            "answer": answer,
            "call": answer.call,
            "is_open": actions.takes_answers(answer.call, localdate()),
            "is_changing": "change" in self.request.GET,
            "by_link": self.by_link,
        }
        return super().get_context_data(**{"form": AnswerForm(initial=remembered(answer))} | context | kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store the answer, or stop the reminders."""
        if request.POST.get("do") == "stop":
            actions.stop_reminders(answer=self.find(), by=self.who())
            return self.say("You get no more reminders. You can still answer on this page.")
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        actions.answer(answer=self.find(), values=form.cleaned_data, by=self.who(), now=now())
        nudge()
        return self.say("Thank you, your answer is with your coordinator.")

    def say(self, sentence: str) -> HttpResponse:
        """Say it on the same page."""
        messages.success(self.request, sentence)
        return redirect(self.request.path)

    def who(self) -> Any:
        """Return who answers: nobody who signed in, by a link."""
        return None if self.by_link else self.request.user


class AnswerByLink(OnPersonalLink, Answering):
    """What the letter's link opens. Opening changes nothing; only a post does."""

    def find(self) -> AvailabilityAnswer:
        """Return the answer that the link is for."""
        link = links.find(self.kwargs["token"], purpose=actions.PURPOSE)
        found = ANSWERS.filter(link=link).first()
        if found is None:
            raise Refused("This link is not one of ours. Copy the whole link from the e-mail.", status=404)
        by_link.refuse_stray(link, found.educator, today=localdate())
        return found


class MyAvailability(Answering):
    """Say what one can offer, signed in."""

    by_link = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let practice educators in; go home when nothing is asked."""
        if not request.user.has_perm("educators.view_own_record"):
            raise PermissionDenied
        if self.mine().first() is None:
            messages.info(request, "No call for availability is open for you now.")
            return redirect("educators:mine")
        return super().dispatch(request, *args, **kwargs)

    def mine(self) -> QuerySet[AvailabilityAnswer]:
        """Return what was asked of whoever is signed in, the latest first."""
        return ANSWERS.filter(educator__person=self.request.user.pk).order_by("-asked_at")

    def find(self) -> AvailabilityAnswer:
        """Return the latest."""
        found: AvailabilityAnswer = self.mine()[0]
        return found
