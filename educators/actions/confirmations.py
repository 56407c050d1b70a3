"""Ask whether a record is still right; take the answer, and decide about the corrections."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from educators import offering, record_check
from educators.actions import by_link, register
from educators.models import Confirmation, Educator
from educators.models.educator import years_before
from educators.record_check import Fact
from kmtp.audit import Refused, recorded
from kmtp.mail import actions as mail
from kmtp.mail import links
from kmtp.mail.models import PersonalLink
from kmtp.partnership.models import Organisation, Person, Team

PURPOSE = "confirmation"
PATH = "/educators/record/check/{token}/"
SUBJECT = "Is what we hold about you still right? One minute"
DECIDED = "Your corrections to the register"
ANSWERED = "This was answered already. Open the page again to see what was said."
GONE = "This was decided already. Look at the list."
#: For how many days a link opens; a later reminder does not lengthen it.
DAYS = 120
State = Confirmation.State


def who_is_asked(council: Organisation, today: date) -> QuerySet[Educator]:
    """Return the active people with an address whose record nobody looked at for a year, not asked yet."""
    old = Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=years_before(today, 1))
    waiting = (
        Confirmation.objects.filter(state__in=(State.ASKED, State.WAITING)).order_by().values("educator")
    )
    people = Educator.objects.of(council).active_on(today).exclude(email="")
    return people.filter(old).exclude(pk__in=waiting)


@recorded("Asked whether the records are right")
def ask_everybody(*, council: Organisation, by: Person | None, today: date) -> int:
    """Ask everybody of a council whose record is a year old; from then on the question comes back yearly."""
    new = [Confirmation(educator=one, asked_at=timezone.now()) for one in who_is_asked(council, today)]
    Confirmation.objects.bulk_create(new)
    for confirmation in new:
        _write_letter(confirmation, "confirmation_question", SUBJECT)
    mail.nudge()
    return len(new)


def asking_councils() -> QuerySet[Organisation]:
    """Return the councils that ask every year: those where somebody started it."""
    by_round = Q(answered_at__isnull=True) | Q(answered_at__gt=F("asked_at"))
    asked = Confirmation.objects.filter(by_round).order_by().values("educator__council")
    return Organisation.objects.filter(pk__in=asked)


def _write_letter(confirmation: Confirmation, kind: str, subject: str) -> bool:
    """Write the letter once; another reminder is another letter."""
    educator = confirmation.educator
    if not educator.email:
        return False
    letter = mail.post(
        key=f"{kind}:{confirmation.pk}:{confirmation.reminders}",
        kind=kind,
        to=educator.email,
        subject=subject,
        context={"educator": educator, "council": educator.council, "confirmation": confirmation},
        organisation=educator.council,
        link=_link_of(confirmation),
        path=PATH,
        button="Look at my record",
    )
    return letter is not None


def _link_of(confirmation: Confirmation) -> PersonalLink:
    """Return her link, the same in every letter about it."""
    confirmation.link = by_link.good_link(
        confirmation.link, confirmation.educator, purpose=PURPOSE, days=DAYS
    )
    confirmation.save(update_fields=["link"])
    return confirmation.link


def _locked(confirmation: Confirmation) -> Confirmation:
    rows = Confirmation.objects.select_for_update(of=("self",))
    return rows.select_related("educator__council", "educator__team", "link").get(pk=confirmation.pk)


@recorded("Record confirmed")
def confirm(*, confirmation: Confirmation, by: Person | None, now: datetime) -> Confirmation:
    """Note that she finds her record right."""
    asked = _open(confirmation)
    asked.educator.confirmed_on = timezone.localdate(now)
    asked.educator.save(update_fields=["confirmed_on"])
    return _answered(asked, State.CONFIRMED, now)


def _open(confirmation: Confirmation) -> Confirmation:
    asked = _locked(confirmation)
    if asked.state != State.ASKED:
        raise Refused(ANSWERED)
    return asked


def _answered(asked: Confirmation, state: str, now: datetime) -> Confirmation:
    asked.state, asked.answered_at = state, now
    asked.save()
    if asked.link:
        links.use(asked.link)
    return asked


@recorded("Record found right")
def confirm_own(*, educator: Educator, by: Person, now: datetime) -> Educator:
    """Note that somebody who signed in finds her own record right, asked or not."""
    _refuse_others(educator, by)
    asked = Confirmation.objects.unanswered().filter(educator=educator).first()
    if asked:
        return confirm(confirmation=asked, by=by, now=now).educator
    educator.confirmed_on = timezone.localdate(now)
    educator.save(update_fields=["confirmed_on"])
    return educator


def _refuse_others(educator: Educator, by: Person) -> None:
    if educator.person_id != by.pk:
        raise Refused("This is somebody else's record.", status=403)


@recorded("Corrections sent")
def correct(
    *, confirmation: Confirmation, values: Mapping[str, Any], by: Person | None, now: datetime
) -> Confirmation:
    """Keep what she would correct until a coordinator says yes; without a difference it is a confirmation."""
    asked = _open(confirmation)
    found = differences(asked.educator, values)
    if not found:
        return confirm(confirmation=asked, by=by, now=now)
    asked.corrections = found
    return _answered(asked, State.WAITING, now)


@recorded("Corrections sent")
def correct_own(
    *, educator: Educator, values: Mapping[str, Any], by: Person, now: datetime
) -> Confirmation | None:
    """Keep what somebody who signed in would correct on her own record, asked or not."""
    _refuse_others(educator, by)
    list(Educator.objects.select_for_update(of=("self",)).filter(pk=educator.pk))
    if Confirmation.objects.to_decide().filter(educator=educator).exists():
        raise Refused("Your last corrections still wait for your coordinator.")
    if not differences(educator, values):
        confirm_own(educator=educator, by=by, now=now)
        return None
    asked = Confirmation.objects.unanswered().filter(educator=educator).first()
    asked = asked or Confirmation.objects.create(educator=educator, asked_at=now)
    return correct(confirmation=asked, values=values, by=by, now=now)


def facts(values: Mapping[str, Any]) -> dict[str, Fact]:
    """Return what stands in fields: as it is stored in a correction, and in words."""
    return {name: _fact(name, values[name]) for name in record_check.FIELDS if name in values}


def _fact(name: str, value: Any) -> Fact:
    if name == "team":
        return Fact(value.pk, str(value)) if value else Fact(None, "")
    if name == "base":
        return Fact(value, str(Educator.Base(value).label))
    if name == "contracted_hours":
        hours = "" if value is None else f"{value.normalize():f}"
        return Fact(hours or None, hours)
    return Fact(value, "" if value is None else str(value))


def standing_facts(educator: Educator) -> dict[str, Fact]:
    """Return what stands on her record."""
    return facts({name: getattr(educator, name) for name in record_check.FIELDS})


def differences(educator: Educator, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what she would correct."""
    return record_check.differences(standing_facts(educator), facts(values))


@recorded("Corrections decided")
def decide(
    *, confirmation: Confirmation, accepted: list[str], reason: str, by: Person, today: date
) -> Confirmation:
    """Store the corrections that are accepted, refuse the others with a reason, and write to her."""
    waiting = _locked(confirmation)
    if waiting.state != State.WAITING:
        raise Refused(GONE)
    chosen = [name for name in waiting.corrections if name in accepted]
    if len(chosen) < len(waiting.corrections) and not reason:
        raise Refused("Say why a correction is not accepted.")
    _store(waiting, chosen, by)
    waiting.corrections = record_check.decided(waiting.corrections, chosen)
    waiting.state, waiting.reason = (State.ACCEPTED if chosen else State.REFUSED), reason
    waiting.save()
    _tell(waiting)
    return waiting


def _store(waiting: Confirmation, chosen: list[str], by: Person) -> None:
    """Put the accepted corrections on the record; she looked at it on the day she answered."""
    rows = Educator.objects.select_for_update(of=("self",)).select_related("council", "team")
    educator = waiting.educator = rows.get(pk=waiting.educator_id)
    _refuse_changed(standing_facts(educator), waiting, chosen)
    for name in chosen:
        setattr(educator, name, _stored(educator, name, waiting.corrections[name]["value"]))
    educator.confirmed_on = timezone.localdate(waiting.answered_at)
    try:
        educator.full_clean(exclude=["status_reason"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    register.change(educator=educator, fields=[*chosen, "confirmed_on"], by=by)


def _refuse_changed(standing: Mapping[str, Fact], waiting: Confirmation, chosen: list[str]) -> None:
    """Refuse to write over what somebody put on the record after she answered."""
    for name in chosen:
        if standing[name].words != waiting.corrections[name]["from"]:
            raise Refused(
                f"{record_check.FIELDS[name]} was changed after the answer: it is now "
                f"“{standing[name].words or 'empty'}”. Leave that correction out, or change the record yourself."
            )


def _stored(educator: Educator, name: str, value: Any) -> Any:
    """Return the value for the column; a team is looked for again, for it may have closed since."""
    if name != "team" or value is None:
        return value
    team = Team.objects.filter(organisation=educator.council_id, pk=value).first()
    if team is None or not Team.objects.open_on(timezone.localdate()).filter(pk=team.pk).exists():
        raise Refused("The team that was chosen has closed. Leave that correction out and say so.")
    return team


def _tell(decided: Confirmation) -> None:
    """Write to her what was accepted and what was not."""
    educator = decided.educator
    if not educator.email:
        return
    yes, no = in_words(decided, accepted=True), in_words(decided, accepted=False)
    mail.post(
        key=f"confirmation_decided:{decided.pk}",
        kind="confirmation_decided",
        to=educator.email,
        subject=DECIDED,
        context={"council": educator.council, "accepted": yes, "refused": no, "reason": decided.reason},
        organisation=educator.council,
    )
    mail.nudge()


def in_words(decided: Confirmation, *, accepted: bool) -> list[str]:
    """Return the names of the fields that were accepted, or of those that were not."""
    found = decided.corrections.items()
    return [record_check.FIELDS[name] for name, one in found if one["accepted"] == accepted]


@recorded("Reminders stopped")
def stop_reminders(*, confirmation: Confirmation, by: Person | None) -> None:
    """Send her no more reminders of this question."""
    Confirmation.objects.filter(pk=confirmation.pk).update(stopped_reminders=True)


def send_due(*, today: date) -> int:
    """Ask whoever's year is over, in the councils that ask, and remind; return how many letters went out."""
    asked = sum(ask_everybody(council=council, by=None, today=today) for council in _with_new(today))
    due = Confirmation.objects.unanswered().filter(stopped_reminders=False).exclude(educator__email="")
    active = due.filter(educator__in=Educator.objects.active_on(today))
    late = active.filter(reminders__lt=len(record_check.REMIND_DAYS))
    return asked + sum(_remind(confirmation, today=today) for confirmation in late)


def _with_new(today: date) -> list[Organisation]:
    return [council for council in asking_councils() if who_is_asked(council, today).exists()]


@recorded("Reminder about a record sent")
def _remind(confirmation: Confirmation, *, today: date) -> bool:
    """Send the reminder that is due, under the row's lock: whoever is second finds it sent."""
    asked = _locked(confirmation)
    if asked.state != State.ASKED or asked.stopped_reminders:
        return False
    known = offering.Asked(timezone.localdate(asked.asked_at), asked.reminders)
    days = record_check.REMIND_DAYS
    number = offering.reminder_due(known, remind_days=days, closes_on=today, today=today)
    if not number:
        return False
    asked.reminders = number
    asked.save(update_fields=["reminders"])
    return _write_letter(asked, "confirmation_reminder", f"Reminder: {SUBJECT}")
