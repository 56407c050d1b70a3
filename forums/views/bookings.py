"""Places: one's own, and those that a coordinator books or cancels for somebody."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from educators.models import Educator
from forums.actions import bookings as actions
from forums.actions import register
from forums.forms import BookForForm, NeedsForm, RegisterForm
from forums.models import Booking, Forum
from forums.views.forums import OfForum, trail
from kmtp.audit import Refused
from kmtp.mail.actions import nudge
from kmtp.ui.views import ActionPage

UNLINKED = "Your sign-in is not linked to a practice educator’s record. Ask your coordinator to link it."


def own_record(user: Any) -> Educator:
    """Return the practice educator who is signed in."""
    found = Educator.objects.select_related("council").filter(person=user.pk).first()
    if found is None:
        raise Refused(UNLINKED)
    return found


def what_became_of(booking: Booking, who: str = "You", have: str = "have") -> str:
    """Say whether there is a place."""
    if booking.is_place:
        return f"{who} {have} a place at “{booking.forum}”. A reminder comes two weeks and two days ahead."
    return f"“{booking.forum}” is full: {who if who != 'You' else 'you'} {have} a place on the waiting list."


class BookPlace(OfForum, ActionPage):
    """A practice educator books a place for herself."""

    permission = "forums.book_place"
    form_class = NeedsForm
    heading = "Book a place at {}"
    submit_label = "Book"
    booking: Booking

    def get_what_happens(self) -> str:
        """Say what the person gets."""
        if actions.free_places(self.object) > 0:
            return "You get an e-mail with a calendar entry. You can give the place up at any time before the forum."
        return (
            "The forum is full. You go on the waiting list, and get an e-mail as soon as a place comes free."
        )

    def act(self, record: Forum, form: Any) -> None:
        """Book it."""
        self.booking = actions.book(
            forum=record,
            educator=own_record(self.request.user),
            by=self.request.user,
            now=now(),
            access_needs=form.cleaned_data["access_needs"],
        )
        nudge()

    def get_done(self, record: Any) -> str:
        """Say whether there is a place."""
        return what_became_of(self.booking)


class GiveUpPlace(OfForum, ActionPage):
    """A practice educator cancels her own booking."""

    permission = "forums.book_place"
    heading = "Cancel your place at {}"
    what_happens = "Somebody who waits gets your place. You can book again while there are places."
    submit_label = "Cancel my place"
    done = "Your place at “{}” is cancelled."

    def act(self, record: Forum, form: Any) -> None:
        """Cancel it."""
        booking = Booking.objects.filter(forum=record, educator__person=self.request.user.pk).first()
        if booking is None:
            raise Refused("You have no place at this forum.")
        actions.give_up(booking=booking, by=self.request.user, now=now())
        nudge()


class BookFor(OfForum, ActionPage):
    """A coordinator books for somebody."""

    permission = "forums.change_forum"
    form_class = BookForForm
    heading = "Book a place for somebody"
    what_happens = "The person gets an e-mail with a calendar entry, and can cancel by the link in it."
    submit_label = "Book the place"
    booking: Booking

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its forum."""
        return super().get_form_kwargs() | {"forum": self.object}

    def act(self, record: Forum, form: Any) -> None:
        """Book it."""
        self.booking = actions.book(forum=record, by=self.request.user, now=now(), **form.cleaned_data)
        nudge()

    def get_done(self, record: Any) -> str:
        """Say whether there is a place."""
        return what_became_of(self.booking, str(self.booking.educator), "has")


class CancelBooking(ActionPage):
    """A coordinator cancels somebody's booking."""

    model = Booking
    permission = "forums.change_forum"
    heading = "Cancel the booking of {0.educator}"
    what_happens = "{0.educator} gets an e-mail that says so, and somebody who waits gets the place."
    submit_label = "Cancel the booking"
    is_destructive = True
    done = "The booking of {0.educator} is cancelled."

    def get_queryset(self) -> Any:
        """Bring the forum and the person along."""
        return super().get_queryset().select_related("forum__council", "educator__council")

    def act(self, record: Booking, form: Any) -> None:
        """Cancel it."""
        actions.give_up(booking=record, by=self.request.user, now=now())
        nudge()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the forum."""
        forum = self.object.forum
        return super().get_context_data(breadcrumbs=trail((str(forum), forum.get_absolute_url())), **kwargs)


class TakeRegister(OfForum, ActionPage):
    """Tick who came."""

    permission = "forums.take_register"
    form_class = RegisterForm
    heading = "Register of {}"
    submit_label = "Save the register"
    came = 0

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its forum."""
        return super().get_form_kwargs() | {"forum": self.object}

    def get_what_happens(self) -> str:
        """Say what a tick means."""
        ticks = "Tick everybody who came; whoever is not ticked did not come. You can put it right later."
        is_shared = self.object.council_id is None
        return (
            f"{ticks}\n\nYou see the people of your own register: each council ticks its own."
            if is_shared
            else ticks
        )

    def act(self, record: Forum, form: Any) -> None:
        """Save it."""
        present = {booking.pk for booking in form.cleaned_data["present"]}
        self.came = register.take_register(forum=record, present=present, by=self.request.user, now=now())

    def get_done(self, record: Any) -> str:
        """Say how many came."""
        people = "1 person" if self.came == 1 else f"{self.came} people"
        return f"The register is saved: {people} came."

    def get_cancel_url(self) -> str:
        """Go back to the forum."""
        return reverse("forums:detail", args=[self.object.pk])
