"""Move a placement along its lifecycle: the one way in which its state changes."""

from datetime import date

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import letters, lifecycle
from placements.actions import practice
from placements.eligibility import day
from placements.lifecycle import Change
from placements.models import ConfidentialProfile, Placement

#: The changes that somebody is told of by letter, and by which letter.
TOLD = {"confirm": "confirmed", "withdraw": "withdrawn"}


def move(*, placement: Placement, change: str, by: Person, today: date, why: str = "") -> Placement:
    """Make one change of the lifecycle; refuse a step that is skipped, repeated or not due."""
    step = lifecycle.CHANGES[change]
    act = recorded(step.done)(_move)
    return act(placement=placement, step=step, by=by, today=today, why=why.strip())


def _move(*, placement: Placement, step: Change, by: Person, today: date, why: str) -> Placement:
    now = Placement.objects.select_for_update(of=("self",)).for_lists().get(pk=placement.pk)
    _refuse_out_of_turn(now, step, why)
    if step.key == "start":
        _refuse_start(now, today)
    if step.key == "end-early":
        now.ends_on = min(now.ends_on, max(today, now.starts_on))
    now.state, now.state_reason = step.target, why
    now.save(update_fields=["state", "state_reason", "ends_on"])
    practice.keep(now, today=today)
    if step.key in TOLD:
        letters.tell(now, TOLD[step.key], by=by)
    return now


def _refuse_out_of_turn(placement: Placement, step: Change, why: str) -> None:
    if placement.state not in step.sources:
        state = lifecycle.STATES[placement.state].label
        raise Refused(f"This placement is “{state}” by now, so it cannot be changed by “{step.label}”.")
    if step.asks_why and not why:
        raise Refused("Say why: the reason stands in the history of the placement.")


def _refuse_start(placement: Placement, today: date) -> None:
    """H1, H8: nobody starts before the day, the checks and a registration that covers it."""
    if today < placement.starts_on:
        raise Refused(f"It starts on {day(placement.starts_on)}. Change the dates if it starts earlier.")
    if not placement.facts.needs_educator:
        return
    if not placement.student.is_ready_for_practice:
        raise Refused(
            "The student has not passed readiness for direct practice yet. Ask the university to record it first."
        )
    if not ConfidentialProfile.objects.filter(
        student=placement.student_id, dbs_cleared_on__lte=today
    ).exists():
        raise Refused(
            "No DBS clearance is recorded for this student. Ask the university to add it to the profile first."
        )
    _refuse_unregistered(placement, today)


def _refuse_unregistered(placement: Placement, today: date) -> None:
    educator = placement.educator
    if educator and (educator.registered_until is None or educator.registered_until < today):
        raise Refused(
            f"{educator} is not registered with Social Work England today, as far as the register says. "
            "Check it and correct the record first."
        )
