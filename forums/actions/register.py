"""Take the register of a forum: who came."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from forums.actions import locking
from forums.models import Booking, Forum
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person


@recorded("Register taken")
def take_register(*, forum: Forum, present: Collection[int], by: Person, now: datetime) -> int:
    """Note who of those that ``by`` may see came; ``present`` are bookings. Return how many came.

    A joint forum has one register, and each council ticks its own people. The first tick makes it held.
    """
    forum = locking.locked(forum)
    _refuse_unless_begun(forum, now)
    came = [_confirm(booking, booking.pk in present, by, now) for booking in _register(forum, by)]
    if forum.state != "held":
        forum.state = "held"
        forum.save(update_fields=["state"])
    return sum(came)


def _refuse_unless_begun(forum: Forum, now: datetime) -> None:
    if not forum.facts.goes_ahead:
        raise Refused(f"This forum is {forum.get_state_display().lower()}, so it has no register.")
    if forum.held_on > timezone.localdate(now):
        raise Refused("The register can be taken from the day of the forum on.")


def _register(forum: Forum, by: Person) -> list[Booking]:
    return list(Booking.objects.visible_to(by).places().filter(forum=forum))


def _confirm(booking: Booking, came: bool, by: Person, now: datetime) -> bool:
    # A line that says the same again is left alone, with whoever confirmed it first.
    if booking.attended != came:
        booking.attended, booking.confirmed_by, booking.confirmed_at = came, by, now
        booking.save(update_fields=["attended", "confirmed_by", "confirmed_at"])
    return came
