"""A forum as a calendar entry (.ics) that can be changed and withdrawn: one UID, a revision that counts up."""

from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from forums.models import Forum

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
LASTING = ("title", "held_on", "starts_at", "ends_at", "venue", "joining_link")


def uid(forum: Forum) -> str:
    """Return what makes every copy of the entry the same one, wherever the site moves."""
    return f"forum-{forum.pk}@kmtp.example"


def differs(before: Forum, after: Forum) -> bool:
    """Say whether what stands in people's calendars has changed."""
    return any(getattr(before, name) != getattr(after, name) for name in LASTING)


def entry(forum: Forum, *, method: str = PUBLISH, to: str = "", now: datetime | None = None) -> str:
    """Return the entry as text: to add, as an invitation to somebody's address, or to take away."""
    calendar = Calendar()
    calendar.add("prodid", "-//KMTP//Forums//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(forum, method, to, now or timezone.now()))
    return str(calendar.to_ical().decode())


def _event(forum: Forum, method: str, to: str, now: datetime) -> Event:
    is_off = method == CANCEL or forum.state == "cancelled"
    event = Event()
    event.add("uid", uid(forum))
    event.add("sequence", forum.sequence)
    event.add("dtstamp", now)
    # In universal time, which every calendar shows in its owner's own.
    event.add("dtstart", forum.starts.astimezone(UTC))
    event.add("dtend", forum.ends.astimezone(UTC))
    event.add("summary", forum.title)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    for name, value in _facts(forum):
        event.add(name, value)
    _name_people(event, to)
    return event


def _facts(forum: Forum) -> list[tuple[str, str]]:
    facts = {
        "location": forum.venue or forum.joining_link,
        "description": forum.theme,
        "url": forum.joining_link,
    }
    return [(name, value) for name, value in facts.items() if value]


def _name_people(event: Event, to: str) -> None:
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["cn"] = vText("KMTP")
    event["organizer"] = organiser
    if to:
        attendee = vCalAddress(f"mailto:{to}")
        attendee.params["partstat"] = vText("ACCEPTED")
        event.add("attendee", attendee, encode=0)
