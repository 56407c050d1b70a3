"""Plan a forum, announce it, change it, cancel it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from educators.models import Educator
from forums import calendar, letters, lifecycle
from forums.actions import bookings, locking
from forums.models import Booking, Forum, Session
from kmtp.audit import Refused, recorded
from kmtp.partnership import access
from kmtp.partnership.models import Person


@recorded("Forum planned")
def plan(*, forum: Forum, by: Person) -> Forum:
    """Store a new forum as a draft, which only organisers see."""
    _refuse_foreign_host(forum, by)
    forum.state = "draft"
    forum.save()
    return forum


def _refuse_foreign_host(forum: Forum, by: Person) -> None:
    if not by.has_perm("forums.change_forum", forum):
        raise Refused("You can plan joint forums and those of your own council. Choose another host.")


@recorded("Forum changed")
def change(*, forum: Forum, by: Person, now: datetime) -> Forum:
    """Store what was changed in ``forum``; tell those who booked when their calendars must change too."""
    before = locking.locked(forum)
    _refuse_change(before, forum)
    _refuse_taking_over(before, forum, by)
    _refuse_foreign_host(forum, by)
    forum.state, forum.cancelled_because = before.state, before.cancelled_because
    is_news = before.facts.takes_bookings and calendar.differs(before, forum)
    forum.sequence = before.sequence + is_news
    forum.save()
    letters.follow_the_day(forum)
    if is_news and forum.takes_bookings_on(timezone.localdate(now)):
        _tell("changed", forum, key=f"changed:{forum.sequence}")
    bookings.move_up(forum, now)
    return forum


def _refuse_change(before: Forum, after: Forum) -> None:
    if before.state == "cancelled":
        raise Refused("This forum is cancelled, so it cannot be changed. Plan a new one.")
    if before.facts.is_public and (before.council_id, before.audience) != (after.council_id, after.audience):
        raise Refused("This forum is announced: who holds it and who it is for cannot change any more.")
    places = Booking.objects.places().filter(forum=before).count()
    if after.capacity < places:
        raise Refused(f"{places} places are booked, so there cannot be fewer. Enter {places} or more.")


def _refuse_taking_over(before: Forum, after: Forum, by: Person) -> None:
    serves_all = access.organisations(by, "forums.change_forum") is None
    if before.council_id is None and after.council_id is not None and not serves_all:
        raise Refused("A joint forum stays joint. Plan one of your own.")


@recorded("Programme changed")
def set_programme(*, forum: Forum, sessions: Iterable[Session], by: Person) -> list[Session]:
    """Put ``sessions`` in their order in the place of the programme that stood before."""
    forum = locking.locked(forum)
    if forum.state == "cancelled":
        raise Refused("This forum is cancelled, so its programme cannot be changed.")
    programme = list(sessions)
    kept = [session.pk for session in programme if session.pk]
    forum.sessions.exclude(pk__in=kept).delete()
    for order, session in enumerate(programme, start=1):
        session.forum, session.order = forum, order
        session.save()
    return programme


@recorded("Forum announced")
def announce(*, forum: Forum, by: Person, today: date) -> int:
    """Open a draft for bookings and invite the practice educators it is for; return how many letters went out."""
    forum = _locked_for("announce", forum)
    if forum.held_on < today:
        raise Refused("The day of this forum has passed. Change the day, then announce it.")
    if not (forum.venue or forum.joining_link):
        raise Refused("Enter the venue, the joining link or both, then announce the forum.")
    forum.state = "announced"
    forum.save(update_fields=["state"])
    sent = [
        letters.send("invitation", forum=forum, educator=one, key="invitation", by=by)
        for one in invited(forum, today)
    ]
    return sum(letter is not None for letter in sent)


def _locked_for(change: str, forum: Forum) -> Forum:
    forum = locking.locked(forum)
    if not lifecycle.allows(change, forum.state):
        what = lifecycle.CHANGES[change].label.lower()
        raise Refused(f"This forum is {forum.get_state_display().lower()}: it is too late to {what} it.")
    return forum


def invited(forum: Forum, today: date) -> list[Educator]:
    """Return whom an announcement goes to: those on the invited registers who have an e-mail address."""
    there = Educator.objects.of(forum.council).on_the_register_on(today).exclude(email="")
    qualified = Educator.objects.qualified_on(today).values("pk")
    if forum.audience == Forum.Audience.TRAINEE:
        there = there.exclude(pk__in=qualified)
    elif forum.audience == Forum.Audience.EXPERIENCED:
        there = there.filter(pk__in=qualified)
    return list(there.select_related("council"))


@recorded("Forum cancelled")
def cancel(*, forum: Forum, by: Person, why: str, today: date) -> int:
    """Call an announced forum off and tell everybody who booked or waits; return how many letters went out."""
    forum = _locked_for("cancel", forum)
    if not why.strip():
        raise Refused("Say why the forum is cancelled: the reason stands in the letters.")
    forum.state, forum.cancelled_because = "cancelled", why.strip()
    forum.sequence += 1
    forum.save(update_fields=["state", "cancelled_because", "sequence"])
    return _tell("cancelled", forum, key="cancelled", by=by) if forum.held_on >= today else 0


def _tell(kind: str, forum: Forum, *, key: str, **context: Any) -> int:
    """Write to everybody who has a place or waits for one."""
    current = Booking.objects.current().filter(forum=forum).select_related("educator__council")
    sent = [
        letters.send(
            kind,
            forum=forum,
            educator=one.educator,
            key=key,
            # A calendar must not say that somebody who waits is coming.
            has_entry=one.is_place or kind == "cancelled",
            booking=one,
            **context,
        )
        for one in current
    ]
    return sum(letter is not None for letter in sent)
