"""Move a placement along its lifecycle: the one way in which its state changes."""

from datetime import date

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import letters, lifecycle
from placements.actions import day_links, practice, standstill, steps
from placements.eligibility import day
from placements.lifecycle import Change
from placements.models import ConfidentialProfile, Placement

#: The changes that somebody is told of by letter, and by which letter.
TOLD = {"confirm": "confirmed", "withdraw": "withdrawn"}


def move(
    *,
    placement: Placement,
    change: str,
    by: Person,
    today: date,
    reason: str = "",
    why: str = "",
    ends_on: date | None = None,
    is_told: bool = True,
) -> Placement:
    """Make one change of the lifecycle; refuse a step that is skipped, repeated or not due.

    ``reason`` is a code of ``lifecycle.REASONS`` where the change asks for one, ``why`` the same in words, and
    ``ends_on`` the new last day of an extension. Without ``is_told`` no letter about it is written here.
    """
    step, words = lifecycle.CHANGES[change], why.strip()
    told = ": ".join(part for part in (lifecycle.REASONS.get(reason, ""), words) if part)
    act = recorded(step.done)(_move)
    return act(
        placement=placement,
        step=step,
        by=by,
        today=today,
        reason=reason,
        words=words,
        ends_on=ends_on,
        why=told,
        is_told=is_told,
    )


def _move(
    *,
    placement: Placement,
    step: Change,
    by: Person,
    today: date,
    reason: str,
    words: str,
    ends_on: date | None,
    why: str,
    is_told: bool,
) -> Placement:
    now = Placement.objects.select_for_update(of=("self",)).for_lists().get(pk=placement.pk)
    _refuse_out_of_turn(now, step, reason)
    if step.key == "start":
        _refuse_start(now, today)
    now.ends_on = _last_day(now, step, today, ends_on)
    now.state, now.reason, now.state_reason = step.target, reason, words
    now.save(update_fields=["state", "reason", "state_reason", "ends_on"])
    standstill.keep(now, step.key, today=today, why=why)
    practice.keep(now, today=today)
    steps.keep(now, today=today)
    if is_told and step.key in TOLD:
        letters.tell(now, TOLD[step.key], by=by)
    _keep_links(now, step, today)
    return now


def _keep_links(placement: Placement, step: Change, today: date) -> None:
    """Keep the links to the days in step with a change."""
    if step.key == "start":
        day_links.send(placement, today=today)
    if step.key == "extend":
        day_links.stretch(placement)


def _last_day(placement: Placement, step: Change, today: date, ends_on: date | None) -> date:
    """Return the last day after the change: today when it ends early, the new one when it is extended."""
    if step.key == "end-early":
        return min(placement.ends_on, max(today, placement.starts_on))
    if step.key != "extend":
        return placement.ends_on
    if ends_on is None or ends_on <= placement.ends_on:
        raise Refused(f"Choose a last day after {day(placement.ends_on)}, when the placement ends now.")
    return ends_on


def _refuse_out_of_turn(placement: Placement, step: Change, reason: str) -> None:
    if placement.state not in step.sources:
        state = lifecycle.STATES[placement.state].label
        raise Refused(f"This placement is “{state}” by now, so it cannot be changed by “{step.label}”.")
    if step.asks_why and reason not in step.reasons:
        raise Refused("Choose why: the reason stands in the history of the placement, and is counted.")


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
