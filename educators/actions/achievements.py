"""Awards, activities and training on somebody's record."""

from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction

from educators.actions import standing
from educators.models import Activity, Award, Educator, Training
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person

T = TypeVar("T", Award, Activity, Training)

WRITTEN = "This activity is on the record already."


@recorded("Award recorded")
def record_award(*, award: Award, by: Person, today: date) -> Award:
    """Put an award on the record."""
    stored = _stored(award, "This award is on the record already.")
    standing.refresh([award.educator_id], today=today)
    return stored


@recorded("Activity recorded")
def record_activity(*, activity: Activity, by: Person, today: date) -> Activity:
    """Put a piece of practice learning work on the record."""
    if Activity.objects.alike(activity).exists():
        raise Refused(WRITTEN)
    stored = _stored(activity, WRITTEN)
    standing.refresh([activity.educator_id], today=today)
    return stored


def keep_activity(*, source: str, work: Activity, today: date) -> None:
    """Put work that another area knows of on the record, or bring it up to date: part of that area's own action.

    Work that a person wrote with the same start is the same work, and is taken over.
    """
    by_hand = Activity.objects.alike(work).filter(source="")
    kept = Activity.objects.filter(source=source).first() or by_hand.first() or Activity()
    before, kept.educator_id = kept.educator_id, work.educator_id
    kept.source, kept.kind, kept.started_on, kept.ended_on = source, work.kind, work.started_on, work.ended_on
    kept.save()
    standing.refresh({before, kept.educator_id} - {None}, today=today)


def drop_activity(*, source: str, today: date) -> None:
    """Take what another area put on a record away again, when it was somebody else's work after all."""
    for kept in Activity.objects.filter(source=source):
        kept.delete()
        standing.refresh([kept.educator_id], today=today)


@recorded("Place on a programme recorded")
def add_training(*, training: Training, by: Person) -> Training:
    """Put a place on a PEPS programme on the record."""
    return _stored(training, "This place on the programme is on the record already.")


@recorded("Mentor named")
def name_mentor(*, training: Training, mentor: Educator, by: Person) -> Training:
    """Say who mentors somebody on a programme that is under way."""
    now = _under_way(training)
    if mentor.pk == now.educator_id:
        raise Refused("Choose a mentor who is somebody else.")
    now.mentor = mentor
    now.save(update_fields=["mentor"])
    return now


@recorded("Training completed")
def complete_training(*, training: Training, on: date, by: Person, today: date) -> Training:
    """Say that the training was completed, and record the award it leads to."""
    now = _under_way(training)
    now.state, now.ended_on = Training.State.COMPLETED, on
    now.save(update_fields=["state", "ended_on"])
    Award.objects.get_or_create(
        educator_id=now.educator_id, kind=now.stage, defaults={"awarded_on": on, "provider": now.provider}
    )
    standing.refresh([now.educator_id], today=today)
    return now


@recorded("Withdrawn from training")
def withdraw_from_training(*, training: Training, on: date, by: Person, why: str) -> Training:
    """Say that the training ended early."""
    now = _under_way(training)
    now.state, now.ended_on = Training.State.WITHDRAWN, on
    now.save(update_fields=["state", "ended_on"])
    return now


def _under_way(training: Training) -> Training:
    now = Training.objects.select_for_update(of=("self",)).select_related("provider").get(pk=training.pk)
    if now.state != Training.State.UNDER_WAY:
        raise Refused(f"This training ended already: {now.get_state_display().lower()}.")
    return now


def _stored(record: T, otherwise: str) -> T:
    """Store a row that its form found good; somebody quicker may have stored the same."""
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(otherwise) from error
    return record
