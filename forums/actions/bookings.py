"""Book a place, give it up, and let those who wait move up."""

from datetime import date, datetime

from django.utils import timezone

from educators.models import Educator
from forums import letters
from forums.actions import locking
from forums.models import Booking, Forum
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person

BOOKED, WAITING, CANCELLED = Booking.State.BOOKED, Booking.State.WAITING, Booking.State.CANCELLED


@recorded("Place asked for")
def book(
    *,
    forum: Forum,
    educator: Educator,
    by: Person | None,
    now: datetime,
    access_needs: str = "",
) -> Booking:
    """Give the educator a place, or one on the waiting list when the forum is full.

    Asking again changes nothing. Without ``by`` she came by her personal link.
    """
    forum = locking.locked(forum)
    booking = _booking_of(forum, educator)
    if booking.pk and booking.state != CANCELLED:
        return booking
    refuse_unless_open(forum, educator, now)
    booking.state = BOOKED if free_places(forum) > 0 else WAITING
    booking.booked_at, booking.access_needs = now, access_needs
    booking.save()
    letters.about("place" if booking.is_place else "waiting", booking)
    return booking


def _booking_of(forum: Forum, educator: Educator) -> Booking:
    found = Booking.objects.filter(forum=forum, educator=educator).first()
    booking = found or Booking(forum=forum, educator=educator)
    booking.forum, booking.educator = forum, educator
    return booking


def refuse_unless_open(forum: Forum, educator: Educator, now: datetime) -> None:
    """Say why no place can be booked, if that is so."""
    day = timezone.localdate(now)
    if not forum.facts.takes_bookings:
        raise Refused(f"“{forum}” takes no bookings: it is {forum.get_state_display().lower()}.")
    if not forum.takes_bookings_on(day):
        raise Refused(f"“{forum}” is over, so no place can be booked any more.")
    if not forum.invites(educator.council_id):
        raise Refused(f"“{forum}” is for practice educators of {forum.council}.")
    if educator.left_on and educator.left_on <= day:
        raise Refused(f"{educator} has left the register. Return the record to the register first.")


def free_places(forum: Forum) -> int:
    """Return how many places are left."""
    return forum.capacity - Booking.objects.places().filter(forum=forum).count()


@recorded("Booking cancelled")
def give_up(*, booking: Booking, by: Person | None, now: datetime) -> Booking:
    """Cancel a booking, and give the place to whoever waits longest. Doing it again changes nothing."""
    forum = locking.locked(booking.forum)
    booking = Booking.objects.select_related("educator__council").get(pk=booking.pk)
    booking.forum = forum
    if booking.state == CANCELLED:
        return booking
    _refuse_when_over(booking, timezone.localdate(now))
    had_place, booking.state = booking.is_place, CANCELLED
    booking.save(update_fields=["state"])
    if had_place:
        letters.about("given_up", booking, by=by)
    move_up(forum, now)
    return booking


def _refuse_when_over(booking: Booking, day: date) -> None:
    if booking.attended is not None or not booking.forum.facts.takes_bookings:
        raise Refused(
            f"“{booking.forum}” takes no changes: it is {booking.forum.get_state_display().lower()}."
        )
    if not booking.forum.takes_bookings_on(day):
        raise Refused(f"“{booking.forum}” is over. Say on its register who came.")


def move_up(forum: Forum, now: datetime) -> list[Booking]:
    """Give free places to those who wait, in their turn; the caller holds the forum's lock."""
    if not forum.takes_bookings_on(timezone.localdate(now)):
        return []
    waiting = Booking.objects.waiting().filter(forum=forum).select_related("educator__council")
    promoted = list(waiting[: max(free_places(forum), 0)])
    for booking in promoted:
        booking.state, booking.forum = BOOKED, forum
        booking.save(update_fields=["state"])
        letters.about("promoted", booking)
    return promoted
