"""Send the reminders that are due: one for each person, forum and kind, whatever runs twice, late or at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from forums import letters, reminders
from forums.models import Booking, Forum, Reminder
from kmtp.audit import recorded


def send_due(*, now: datetime) -> int:
    """Send what is due at ``now`` to everybody with a place; return how many letters were written."""
    forums = Forum.objects.to_remind(now, days=reminders.LONGEST)
    return sum(_remind_all(forum, now=now) for forum in forums.select_related("council"))


def _remind_all(forum: Forum, *, now: datetime) -> int:
    there = Booking.objects.places().filter(forum=forum).exclude(educator__email="")
    bookings = {one.educator_id: one for one in there.select_related("educator__council")}
    due = reminders.due(_places(forum, bookings), today=timezone.localdate(now))
    return sum(_remind(bookings[one.educator], forum, one, now=now) for one in due)


def _places(forum: Forum, educators: Iterable[int]) -> list[reminders.Place]:
    sent: dict[int, set[str]] = defaultdict(set)
    for educator, kind in Reminder.objects.filter(forum=forum).values_list("educator", "kind"):
        sent[educator].add(kind)
    return [
        reminders.Place(forum.pk, educator, forum.held_on, frozenset(sent[educator]))
        for educator in educators
    ]


@recorded("Reminder sent")
def _remind(booking: Booking, forum: Forum, due: reminders.Reminder, *, now: datetime) -> bool:
    """Write one reminder. Whoever adds the row sends the letter; another run waits for it, then leaves it."""
    if not _still_stands(booking):
        return False
    row, is_new = Reminder.objects.get_or_create(forum=forum, educator=booking.educator, kind=due.kind)
    if not is_new:
        return False
    days = (forum.held_on - timezone.localdate(now)).days
    row.letter = letters.send(
        "reminder",
        forum=forum,
        educator=booking.educator,
        key=f"reminder:{due.kind}",
        days=days,
        sessions=list(forum.sessions.select_related("organisation")),
    )
    row.save(update_fields=["letter"])
    return row.letter is not None


def _still_stands(booking: Booking) -> bool:
    """Look once more, under a lock, so that nobody who has just cancelled is reminded."""
    held = Booking.objects.select_for_update(of=("self",)).places()
    return held.filter(pk=booking.pk, forum__state="announced").first() is not None
