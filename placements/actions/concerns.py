"""Raise a concern, keep its log and its plan, say who is involved, and what came of it.

Everything happens between those involved. What others can see (a pause of the count, a letter in the outbox)
says nothing of a concern.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from kmtp.audit import Refused, recorded
from kmtp.mail import actions as mail
from kmtp.partnership.models import Person
from placements.actions import pauses
from placements.involved import people_about
from placements.models import Concern, ConcernAction, ConcernEntry, Involved, Pause, Placement
from placements.working_days import meeting_by

#: What everybody reads of a pause that a concern asked for.
PAUSED_BECAUSE = "Paused until further notice"


@recorded("Concern raised")
def raise_one(
    *,
    placement: Placement,
    about: str,
    summary: str,
    involve: Iterable[Person],
    by: Person,
    today: date,
    pause_from: date | None = None,
) -> Concern:
    """Raise a concern about a placement, between ``by`` and those whom she chooses to ``involve``."""
    concern = Concern.objects.create(
        placement=placement,
        about=about,
        summary=summary,
        raised_on=today,
        raised_by=by,
        meet_by=meeting_by(today),
    )
    for person in {one.pk: one for one in (by, *involve)}.values():
        _involve(concern, person, by, today)
    if pause_from:
        pause(concern=concern, starts_on=pause_from, by=by, today=today)
    return concern


@recorded("Somebody involved")
def involve(*, concern: Concern, person: Person, by: Person, today: date) -> Involved:
    """Let somebody with a role about the placement read the concern from now on."""
    _locked(concern)
    if concern.involved.filter(person=person, ended_on=None).exists():
        raise Refused(f"{person} is involved already.")
    return _involve(concern, person, by, today)


@recorded("Somebody taken out")
def take_out(*, involved: Involved, by: Person, today: date) -> Involved:
    """Let somebody read the concern no more; the last one stays, so that it is not lost."""
    concern = _locked(involved.concern)
    now = Involved.objects.get(pk=involved.pk)
    if now.ended_on:
        raise Refused(f"{now} is not involved any more.")
    if not concern.involved.filter(ended_on=None).exclude(pk=now.pk).exists():
        raise Refused("Nobody would be left who can read this concern. Involve somebody else first.")
    now.ended_on = today
    now.save(update_fields=["ended_on"])
    return now


@recorded("Written into the log")
def write(*, concern: Concern, kind: str, on: date, words: str, by: Person, today: date) -> ConcernEntry:
    """Add an entry to the log: it stays as it is, and a correction is another entry."""
    _locked(concern)
    if on > today:
        raise Refused("The log says what happened. Choose today or a day before.")
    entry = ConcernEntry.objects.create(
        concern=concern, kind=kind, on=on, words=words, written_by=by, written_at=timezone.now()
    )
    _tell_the_others(concern, f"entry-{entry.pk}", by)
    return entry


@recorded("Action planned")
def plan(*, action: ConcernAction, by: Person, today: date) -> ConcernAction:
    """Add a line to the action plan."""
    _locked(action.concern)
    if action.review_on < today:
        raise Refused("Choose a day to look at it again that is not past.")
    action.save(force_insert=True)
    return action


@recorded("Action done")
def settle(*, action: ConcernAction, came_of_it: str, by: Person, today: date) -> ConcernAction:
    """Mark a line of the plan as done, with what came of it."""
    _locked(action.concern)
    now = ConcernAction.objects.get(pk=action.pk)
    if now.done_on:
        raise Refused("This action is marked as done already.")
    now.done_on, now.came_of_it = today, came_of_it
    now.save(update_fields=["done_on", "came_of_it"])
    return now


@recorded("Concern closed")
def close(*, concern: Concern, outcome: str, words: str, by: Person, today: date) -> Concern:
    """Close a concern with its outcome, which is not the educator's recommendation on the student."""
    now = _locked(concern)
    now.outcome, now.outcome_words, now.closed_on = outcome, words, today
    now.save(update_fields=["outcome", "outcome_words", "closed_on"])
    _tell_the_others(now, "outcome", by)
    return now


@recorded("Count of days paused")
def pause(*, concern: Concern, starts_on: date, by: Person, today: date) -> Pause:
    """Let the count of the placement's days stand still; nobody reads there why.

    It goes on when somebody involved resumes it: resuming the placement does not, as long as the concern is open.
    """
    now = _locked(concern)
    place = concern.placement
    now.pause = pauses.pause(placement=place, starts_on=starts_on, why=PAUSED_BECAUSE, by=by, today=today)
    now.save(update_fields=["pause"])
    return now.pause


def resume(*, concern: Concern, goes_on_from: date, by: Person, today: date) -> Pause:
    """Count the days of the placement again."""
    _refuse_closed(concern)
    return pauses.resume(placement=concern.placement, goes_on_from=goes_on_from, by=by, today=today)


def _involve(concern: Concern, person: Person, by: Person, today: date) -> Involved:
    if person.pk != by.pk and person.pk not in {known.person.pk for known in people_about(concern.placement)}:
        raise Refused(f"{person} has no role about this placement. Choose somebody from the list.")
    made = Involved.objects.create(concern=concern, person=person, started_on=today)
    if person.pk != by.pk:
        _tell(f"involved-{made.pk}", person)
    return made


def _locked(concern: Concern) -> Concern:
    now = Concern.objects.select_for_update(of=("self",), no_key=True).get(pk=concern.pk)
    _refuse_closed(now)
    return now


def _refuse_closed(concern: Concern) -> None:
    if concern.closed_on:
        raise Refused("This concern is closed. Raise another from the placement’s page if it comes back.")


def _tell_the_others(concern: Concern, what: str, by: Person) -> None:
    now = concern.involved.filter(ended_on=None, person__is_active=True).exclude(person=by)
    for one in now.select_related("person"):
        _tell(f"{concern.pk}-{what}-{one.person_id}", one.person)


def _tell(key: str, reader: Person) -> None:
    """Write that there is something to read, and nothing else.

    No organisation: the post room of a council would learn that there is a concern.
    """
    mail.post(
        key=f"to-read-{key}",
        kind="to_read",
        to=reader.email,
        subject="There is something for you to read",
        context={},
        organisation=None,
        path="/",
        button="Sign in",
    )
    mail.nudge()
