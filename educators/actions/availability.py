"""Call for availability: ask, answer, remind, close."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from educators import offering
from educators.actions import by_link
from educators.models import AvailabilityAnswer, AvailabilityCall, Educator
from kmtp.audit import Refused, recorded
from kmtp.mail import actions as mail
from kmtp.mail import links
from kmtp.mail.models import PersonalLink
from kmtp.partnership.models import Organisation, Person

PURPOSE = "availability"
PATH = "/educators/availability/answer/{token}/"
SUBJECT = "Can you take a student next year? One minute"
CLOSED = "This call is closed, so answers cannot change any more. Tell your coordinator."
#: The answer's facts; those of somebody who says no are only the reason and the note.
FACTS = ("says", "how_many", "kinds", "from_day", "days_a_week", "reason", "note")
NOTHING: dict[str, Any] = {"how_many": None, "kinds": [], "from_day": None, "days_a_week": None}
#: For how many days a link still shows, after the call closed, what was said.
DAYS_AFTER = 30


@recorded("Availability call written")
def write(*, call: AvailabilityCall, by: Person) -> AvailabilityCall:
    """Store a call; nobody is asked before it opens."""
    call.state = AvailabilityCall.State.DRAFT
    call.save()
    return call


@recorded("Availability call changed")
def change(*, call: AvailabilityCall, by: Person, today: date) -> AvailabilityCall:
    """Store other days or another message; the links live as long as the call."""
    now = _locked(call)
    if now.state == AvailabilityCall.State.CLOSED:
        raise Refused("This call is closed. Write a new one for the next year.")
    if now.state == AvailabilityCall.State.OPEN and call.closes_on < today:
        raise Refused("This call is open: close it, or enter a last day that is still to come.")
    call.state = now.state
    call.save()
    ours = PersonalLink.objects.filter(availability_answer__call=call)
    ours.update(expires_at=timezone.now() + timedelta(days=_days(call, today)))
    return call


def who_is_asked(council: Organisation, today: date) -> QuerySet[Educator]:
    """Return the active practice educators of a council who hold an award."""
    return Educator.objects.of(council).active_on(today).qualified_on(today)


@recorded("Availability call opened")
def open_call(*, call: AvailabilityCall, by: Person, today: date) -> int:
    """Ask everybody of the council who can be asked; return how many letters went out."""
    now = _locked(call)
    if now.state != AvailabilityCall.State.DRAFT:
        raise Refused("This call was opened already.")
    if now.closes_on < today:
        raise Refused("The last day for answers has passed. Change it first.")
    if AvailabilityCall.objects.running().filter(council=now.council_id).exists():
        raise Refused("Another call of this council is open. Close that one first.")
    now.state = AvailabilityCall.State.OPEN
    now.save(update_fields=["state"])
    return _ask(now, who_is_asked(now.council, today), today)


@recorded("Asked for availability")
def ask(*, educators: Iterable[Educator], by: Person, today: date) -> int:
    """Ask these people in the running call of their council; return how many were newly asked."""
    people = list(educators)
    councils = {one.council_id for one in people}
    running = AvailabilityCall.objects.running().filter(council__in=councils).select_related("council")
    calls = {call.council_id: call for call in running if by.has_perm("educators.call_availability", call)}
    if not calls:
        raise Refused("No call for availability is open. Write one under Availability and open it first.")
    return sum(
        _ask(call, Educator.objects.of(call.council).active_on(today).filter(pk__in=_keys(people)), today)
        for call in calls.values()
    )


def _keys(people: Iterable[Educator]) -> list[int]:
    return [one.pk for one in people]


def _ask(call: AvailabilityCall, people: QuerySet[Educator], today: date) -> int:
    new = people.exclude(availability__call=call)
    asked = [AvailabilityAnswer(call=call, educator=one, asked_at=timezone.now()) for one in new]
    AvailabilityAnswer.objects.bulk_create(asked)
    for answer in asked:
        _write_letter(answer, "availability_call", SUBJECT, today)
    mail.nudge()
    return len(asked)


def _write_letter(answer: AvailabilityAnswer, kind: str, subject: str, today: date) -> bool:
    """Write the letter once, if she has an address; another reminder is another letter."""
    educator, call = answer.educator, answer.call
    if not educator.email:
        return False
    link = _link_of(answer, today)
    letter = mail.post(
        key=f"availability:{call.pk}:{educator.pk}:{answer.reminders}",
        kind=kind,
        to=educator.email,
        subject=subject,
        context={"call": call, "educator": educator, "council": call.council, "number": answer.reminders},
        organisation=call.council,
        link=link,
        path=PATH,
        button="Answer in a minute",
    )
    return letter is not None


def _link_of(answer: AvailabilityAnswer, today: date) -> PersonalLink:
    """Return her link to the call, the same in every letter about it; made when the first needs it."""
    days = _days(answer.call, today)
    answer.link = by_link.good_link(answer.link, answer.educator, purpose=PURPOSE, days=days)
    answer.save(update_fields=["link"])
    return answer.link


def _days(call: AvailabilityCall, today: date) -> int:
    return max((call.closes_on - today).days, 0) + DAYS_AFTER


def _locked(call: AvailabilityCall) -> AvailabilityCall:
    return AvailabilityCall.objects.select_for_update(of=("self",)).select_related("council").get(pk=call.pk)


@recorded("Availability answered")
def answer(
    *, answer: AvailabilityAnswer, values: Mapping[str, Any], by: Person | None, now: datetime
) -> AvailabilityAnswer:
    """Store what she can offer; answering again while the call is open changes it."""
    asked = _asked(answer)
    if not takes_answers(asked.call, timezone.localdate(now)):
        raise Refused(CLOSED)
    facts = {name: values[name] for name in FACTS}
    facts |= NOTHING if facts["says"] == "no" else {}
    facts |= {"reason": ""} if facts["says"] == "yes" else {}
    for name, value in facts.items():
        setattr(asked, name, value)
    asked.answered_at = now
    asked.save()
    if asked.link:
        links.use(asked.link)
    return asked


def _asked(answer: AvailabilityAnswer) -> AvailabilityAnswer:
    rows = AvailabilityAnswer.objects.select_for_update(of=("self",))
    return rows.select_related("call__council", "educator", "link").get(pk=answer.pk)


def takes_answers(call: AvailabilityCall, today: date) -> bool:
    """Say whether answers can still be given and changed."""
    return call.state == AvailabilityCall.State.OPEN and today <= call.closes_on


@recorded("Reminders stopped")
def stop_reminders(*, answer: AvailabilityAnswer, by: Person | None) -> None:
    """Send her no more reminders of this call."""
    asked = _asked(answer)
    asked.stopped_reminders = True
    asked.save(update_fields=["stopped_reminders"])


@recorded("Availability call closed")
def close(*, call: AvailabilityCall, by: Person | None) -> AvailabilityCall:
    """Take no more answers."""
    now = _locked(call)
    if now.state != AvailabilityCall.State.OPEN:
        raise Refused("This call is not open.")
    now.state = AvailabilityCall.State.CLOSED
    now.save(update_fields=["state"])
    return now


def send_due(*, today: date) -> int:
    """Remind, and close what is over; return how many letters went out. Only a person opens a call."""
    sent = sum(_remind_call(call, today) for call in AvailabilityCall.objects.running())
    for call in AvailabilityCall.objects.running().filter(closes_on__lt=today):
        close(call=call, by=None)
    return sent


def _remind_call(call: AvailabilityCall, today: date) -> int:
    waiting = call.answers.filter(answered_at=None, stopped_reminders=False).exclude(educator__email="")
    still = Educator.objects.active_on(today)
    due = waiting.filter(Q(educator__in=still)).filter(reminders__lt=len(set(call.remind_days)))
    return sum(_remind(answer, today=today) for answer in due)


@recorded("Availability reminder sent")
def _remind(answer: AvailabilityAnswer, *, today: date) -> bool:
    """Send the reminder that is due, under the row's lock: whoever is second finds it sent."""
    asked = _asked(answer)
    if asked.answered_at or asked.stopped_reminders:
        return False
    known = offering.Asked(timezone.localdate(asked.asked_at), asked.reminders)
    call = asked.call
    number = offering.reminder_due(known, remind_days=call.remind_days, closes_on=call.closes_on, today=today)
    if not number:
        return False
    asked.reminders = number
    asked.save(update_fields=["reminders"])
    return _write_letter(asked, "availability_reminder", f"Reminder: {SUBJECT}", today)
