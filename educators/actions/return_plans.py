"""The way back to practice: agreed, changed, completed or ended."""

from datetime import date

from django.db import IntegrityError, transaction

from educators.actions import standing
from educators.models import ReturnPlan
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person

OPEN_ALREADY = "A return plan is open already. Complete or end that one first."


@recorded("Return plan agreed")
def agree(*, plan: ReturnPlan, by: Person) -> ReturnPlan:
    """Store a plan; everybody has at most one that is open."""
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(OPEN_ALREADY) from error
    return plan


@recorded("Return plan changed")
def change(*, plan: ReturnPlan, fields: list[str], by: Person) -> ReturnPlan:
    """Store what was changed in an open plan."""
    _still_open(plan)
    plan.save(update_fields=fields)
    return plan


@recorded("Return plan completed")
def complete(*, plan: ReturnPlan, on: date, by: Person, today: date) -> ReturnPlan:
    """Say that the plan was completed: it counts as practice on that day."""
    now = _over(plan, ReturnPlan.State.COMPLETED, on)
    standing.refresh([now.educator_id], today=today)
    return now


@recorded("Return plan ended early")
def end(*, plan: ReturnPlan, on: date, by: Person, why: str) -> ReturnPlan:
    """Say that the plan ended without being completed."""
    return _over(plan, ReturnPlan.State.ENDED, on, reason=why)


def _over(plan: ReturnPlan, state: str, on: date, reason: str = "") -> ReturnPlan:
    now = _still_open(plan)
    if on < now.starts_on:
        raise Refused("The plan cannot end before it starts. Enter a later day.")
    now.state, now.ended_on, now.reason = state, on, reason
    now.save(update_fields=["state", "ended_on", "reason"])
    return now


def _still_open(plan: ReturnPlan) -> ReturnPlan:
    now = ReturnPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if now.state != ReturnPlan.State.OPEN:
        raise Refused(f"This return plan is over: {now.get_state_display().lower()}.")
    return now
