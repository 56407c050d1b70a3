"""Set up a time audit, say who takes part, start and close it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.models import Placement
from time_audit import lifecycle
from time_audit.models import Audit, Participant


@recorded("Time audit set up")
def set_up(*, by: Person, **facts: Any) -> Audit:
    """Store and return a new audit; it asks nobody before it is started."""
    return Audit.objects.create(**facts)


@recorded("Time audit changed")
def change(*, audit: Audit, by: Person) -> Audit:
    """Save what a form changed."""
    audit.save()
    return audit


@recorded("Joined the time audit")
def add(*, audit: Audit, placements: Iterable[Placement], by: Person) -> int:
    """Let the practice educators of these placements take part; return how many are new."""
    if audit.state == "closed":
        raise Refused("This time audit is closed. Open it again before you add somebody.")
    rows = [_participant(audit, placement) for placement in placements]
    before = audit.participants.count()
    Participant.objects.bulk_create(rows, ignore_conflicts=True)
    return audit.participants.count() - before


def _participant(audit: Audit, placement: Placement) -> Participant:
    if placement.educator is None:
        raise Refused(f"{placement} has no practice educator. Pair it with one first.")
    hours = placement.educator.contracted_hours
    return Participant(audit=audit, placement=placement, educator=placement.educator, contracted_hours=hours)


@recorded("Hours changed")
def change_hours(*, participant: Participant, by: Person) -> Participant:
    """Save the contracted hours and the relief that a form changed."""
    participant.save()
    return participant


@recorded("Left the time audit")
def remove(*, participant: Participant, by: Person, why: str) -> None:
    """Take somebody out who has returned nothing; returned weeks are never thrown away."""
    if participant.weeks.returned().exists():
        raise Refused(
            f"{participant.educator} has returned weeks, and these stay. Nothing more is needed: "
            "the blank weeks lower the coverage, never the averages."
        )
    participant.delete()


@recorded("Time audit moved on")
def move(*, audit: Audit, to: str, by: Person, today: date, why: str = "") -> Audit:
    """Make the change ``to`` (start, close, open) that the lifecycle allows."""
    audit = Audit.objects.select_for_update().get(pk=audit.pk)
    step = lifecycle.CHANGES[to]
    _allow(audit, step, why)
    audit.state = step.target
    if to == "close" and audit.starts_on <= today < audit.ends_on:
        audit.ends_on = today  # so that weeks nobody was asked for are not counted as missing
    audit.save()
    return audit


def _allow(audit: Audit, step: lifecycle.Change, why: str) -> None:
    if audit.state not in step.sources:
        raise Refused(
            f"This time audit is {audit.facts.label.lower()} by now, so that cannot be done. Look at it again."
        )
    if step.asks_why and not why.strip():
        raise Refused("Write the reason: it stands in the history.")
    if step.key == "start" and not audit.participants.exists():
        raise Refused("Nobody takes part yet. Add the practice educators, then start the time audit.")
