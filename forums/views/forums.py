"""The list, the record, and what an organiser does with a forum."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.views.generic.detail import BaseDetailView

from forums import attendance, calendar
from forums.actions import forums as actions
from forums.filters import ForumFilter
from forums.forms import CancelForm, ForumForm, Programme
from forums.models import Booking, Forum
from forums.tables import ForumTable
from kmtp.mail.actions import nudge
from kmtp.partnership.models import Organisation
from kmtp.ui.views import ActionPage, CreatePage, DetailPage, ListPage, OneRecord, UpdatePage


def trail(*links: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the breadcrumbs from the list down."""
    return [("Forums", reverse("forums:list")), *links]


class OfForum:
    """A page that does something with one forum."""

    model = Forum
    object: Any

    def get_queryset(self) -> QuerySet:
        """Bring the host along."""
        found: QuerySet = super().get_queryset()  # type: ignore[misc]
        return found.select_related("council")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the forum."""
        crumbs = trail((str(self.object), self.object.get_absolute_url()))
        context: dict[str, Any] = super().get_context_data(breadcrumbs=crumbs, **kwargs)  # type: ignore[misc]
        return context


class ForumList(ListPage):
    """The forums that the person may see."""

    model = Forum
    permission = "forums.view_forum"
    table_class = ForumTable
    filterset_class = ForumFilter
    noun = ("forum", "forums")

    def get_queryset(self) -> QuerySet:
        """Return the forums with what a line shows."""
        found: QuerySet = super().get_queryset()
        return found.for_the_list(self.request.user, localdate())  # type: ignore[attr-defined, no-any-return]

    def get_table(self, **kwargs: Any) -> Any:
        """Show the reader's own bookings to those who book."""
        books = self.request.user.has_perm("forums.book_place")
        return super().get_table(exclude=() if books else ("own_state",), **kwargs)

    def get_actions(self) -> list[tuple[str, str]]:
        """Offer organisers to plan one."""
        plans = self.request.user.has_perm("forums.add_forum")
        return [("Plan a forum", reverse("forums:create"))] if plans else []

    @property
    def empty_text(self) -> str:  # type: ignore[override]
        """Say why nothing is here, and what happens next."""
        if self.request.user.has_perm("forums.add_forum"):
            return "No forum is planned yet. Plan the first one; nobody sees it until you announce it."
        return "No forum has been announced yet. You get an e-mail as soon as there is one."


class ForumDetail(DetailPage):
    """One forum: when and where, its programme, who comes, and the reader's own place."""

    model = Forum
    permission = "forums.view_forum"
    template_name = "forums/forum_detail.html"

    def get_queryset(self) -> QuerySet:
        """Return the forum with its numbers."""
        found: QuerySet = super().get_queryset()
        return found.for_the_list(self.request.user, localdate())  # type: ignore[attr-defined, no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the programme, what the person may do, and for organisers who comes."""
        user, forum, today = self.request.user, self.object, localdate()
        organises = user.has_perm("forums.change_forum", forum)
        common = {
            "breadcrumbs": trail(),
            "sessions": list(forum.sessions.select_related("organisation")),
            "organises": organises,
            "books": user.has_perm("forums.book_place", forum) and forum.takes_bookings_on(today),
            "takes_bookings": forum.takes_bookings_on(today),
            "has_begun": forum.facts.goes_ahead and forum.held_on <= today,
            "left": max(forum.capacity - forum.taken, 0),
        }
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | common | (self._organising() if organises else {})

    def _organising(self) -> dict[str, Any]:
        there = Booking.objects.visible_to(self.request.user).current().filter(forum=self.object)
        people = there.select_related("educator__team", "educator__council").order_by("state", *BY_NAME)
        return {
            "bookings": list(people),
            "by_council": attendance.by_council([self.object.pk]),
            "invited": self.object.invitations.count(),
        }


BY_NAME = ("educator__last_name", "educator__first_name", "pk")


class ForumCalendar(OneRecord, BaseDetailView):
    """The forum as a calendar entry."""

    model = Forum
    permission = "forums.view_forum"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the .ics file."""
        forum = self.get_object()
        response = HttpResponse(calendar.entry(forum), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{slugify(forum.title) or "forum"}.ics"'
        return response


class CreateForum(CreatePage):
    """Plan a forum."""

    model = Forum
    permission = "forums.add_forum"
    form_class = ForumForm
    heading = "Plan a forum"
    lede = "The forum stays a draft, which only organisers see, until you announce it."
    submit_label = "Save the draft"
    done = "“{}” is saved as a draft. Add its programme, then announce it."

    def save(self, form: ForumForm) -> Forum:
        """Store the draft."""
        return actions.plan(forum=form.instance, by=self.request.user)

    def get_success_url(self, record: Any = None) -> str:
        """Go on to the programme."""
        return reverse("forums:programme", args=[record.pk])


class ChangeForum(OfForum, UpdatePage):
    """Change a forum; those who booked are told when their calendars must change."""

    permission = "forums.change_forum"
    form_class = ForumForm
    heading = "Change {}"
    done = "“{}” is changed."

    @property
    def lede(self) -> str:  # type: ignore[override]
        """Say what a change sets off."""
        told = "When day, time, place or title change, everybody who booked gets a letter with a new calendar entry."
        return told if self.object.facts.takes_bookings else ""

    def save(self, form: ForumForm) -> Forum:
        """Store the changes."""
        forum = actions.change(forum=form.instance, by=self.request.user, now=now())
        nudge()
        return forum


class ChangeProgramme(OfForum, UpdatePage):
    """The sessions, one line each, with some empty lines for more."""

    permission = "forums.change_forum"
    template_name = "forums/programme.html"
    form_class = Programme  # type: ignore[assignment]
    heading = "Programme of {}"
    lede = "One line for each session, in the order of the numbers. Empty a title to take the session out."
    submit_label = "Save the programme"
    done = "The programme is saved."

    def get_form(self, form_class: Any = None) -> Any:
        """Return a line for each session there is, and the empty ones."""
        sessions = list(self.object.sessions.select_related("organisation"))
        initial = [_as_line(session) for session in sessions]
        partners = [(str(one.pk), one.short_name) for one in Organisation.objects.order_by("short_name")]
        lines = Programme(
            self.request.POST or None,
            initial=initial,
            form_kwargs={"organisations": partners},
            prefix="session",
        )
        for form, session in zip(lines.forms, sessions, strict=False):
            form.instance = session
        return lines

    def save(self, form: Any) -> Forum:
        """Store the programme."""
        actions.set_programme(forum=self.object, sessions=form.sessions, by=self.request.user)
        forum: Forum = self.object
        return forum


def _as_line(session: Any) -> dict[str, Any]:
    return {
        "order": session.order,
        "title": session.title,
        "facilitator": session.facilitator,
        "organisation": session.organisation_id,
    }


class AnnounceForum(OfForum, ActionPage):
    """Open a draft for bookings and send the invitations."""

    permission = "forums.change_forum"
    heading = "Announce {}"
    submit_label = "Announce and send the invitations"
    sent = 0

    def get_what_happens(self) -> str:
        """Say how many letters go out to whom."""
        number = len(actions.invited(self.object, localdate()))
        people = f"{AUDIENCES[self.object.audience]}{'' if number == 1 else 's'} on {_registers(self.object)}"
        return (
            f"{number:,} {people} {'gets' if number == 1 else 'get'} an invitation by e-mail, with a calendar entry "
            "and a link to book without signing in.\n\nThe forum is then open for bookings"
            f"{'.' if self.object.council else ', and university partners see it too.'}"
        )

    def act(self, record: Forum, form: Any) -> None:
        """Announce it."""
        self.sent = actions.announce(forum=record, by=self.request.user, today=localdate())
        nudge()

    def get_done(self, record: Any) -> str:
        """Say how many letters are on their way."""
        letters = "1 invitation is" if self.sent == 1 else f"{self.sent:,} invitations are"
        return f"“{record}” is announced, and {letters} on the way. Bookings show on this page."


AUDIENCES = {
    "everyone": "practice educator",
    "experienced": "experienced practice educator",
    "trainee": "trainee practice educator",
}


def _registers(forum: Forum) -> str:
    return f"the register of {forum.council}" if forum.council else "the registers of every council"


class CancelForum(OfForum, ActionPage):
    """Call a forum off."""

    permission = "forums.change_forum"
    form_class = CancelForm
    heading = "Cancel {}"
    what_happens = (
        "Everybody who has a place or waits for one gets a letter with the reason, which takes “{}” out of their "
        "calendars. This cannot be undone: plan a new forum instead."
    )
    submit_label = "Cancel the forum"
    is_destructive = True
    sent = 0

    def act(self, record: Forum, form: Any) -> None:
        """Cancel it."""
        why = form.cleaned_data["why"]
        self.sent = actions.cancel(forum=record, by=self.request.user, why=why, today=localdate())
        nudge()

    def get_done(self, record: Any) -> str:
        """Say who is told."""
        people = "1 person is" if self.sent == 1 else f"{self.sent:,} people are"
        return f"“{record}” is cancelled, and {people} told by e-mail."
