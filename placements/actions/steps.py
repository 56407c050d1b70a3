"""What happens to the steps of a placement: made, moved, done, waived, opened again."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import bank_holidays, lifecycle
from placements.days import Gap
from placements.models import Placement, Step, StepKind
from placements.steps import Course

#: The states in which a placement has its steps; a provisional one may still come to nothing.
SETTLED = tuple(state for state in lifecycle.HOLDING if state != "provisional")


def keep(placement: Placement, *, today: date) -> None:
    """Make the steps of a placement that is settled, and move the open ones to where its dates put them.

    Twice gives the same. What is done or waived stays as it is, also when the dates change.
    """
    if placement.state not in SETTLED:
        return
    course = course_of(placement)
    standing = {step.kind_id: step for step in placement.steps.select_related("kind")}
    _make([one for one in kinds_of(placement) if one.pk not in standing], placement, course)
    for step in standing.values():
        _move(step, course)


def kinds_of(placement: Placement) -> list[StepKind]:
    """Return the kinds of step that a placement has; a supervisor's are left out where there is none."""
    university = placement.student.programme.university_id
    found = StepKind.objects.for_placement(placement.kind, university, placement.starts_on)
    is_supervised = placement.supervisor_id is not None
    return [one for one in found if is_supervised or one.owner != StepKind.Owner.SUPERVISOR]


def course_of(placement: Placement) -> Course:
    """Return what the due days follow from."""
    pauses = [Gap(one.starts_on, one.ends_on) for one in placement.pauses.all() if one.ends_on]
    return Course(
        placement.starts_on,
        placement.ends_on,
        placement.days,
        float(placement.days_per_week),
        bank_holidays.from_day(placement.starts_on),
        tuple(pauses),
    )


def _make(kinds: Iterable[StepKind], placement: Placement, course: Course) -> None:
    rows = [
        Step(placement=placement, kind=one, due_on=course.due_on(one.anchor, one.offset_days))
        for one in kinds
    ]
    Step.objects.bulk_create(rows, ignore_conflicts=True)


def _move(step: Step, course: Course) -> None:
    due_on = course.due_on(step.kind.anchor, step.kind.offset_days)
    if step.is_open and step.due_on != due_on:
        step.due_on = due_on
        step.save(update_fields=["due_on"])


@recorded("Steps made for placements that had none")
def catch_up(*, today: date) -> int:
    """Give the settled placements without a step the ones that are still to come; return how many got some."""
    bare = Placement.objects.filter(~Exists(Step.objects.filter(placement=OuterRef("pk"))), state__in=SETTLED)
    found = bare.filter(ends_on__gte=today).select_related("student__programme").prefetch_related("pauses")
    return sum(_catch_up(one, today) for one in found.order_by("pk"))


def _catch_up(placement: Placement, today: date) -> bool:
    course = course_of(placement)
    ahead = [one for one in kinds_of(placement) if course.due_on(one.anchor, one.offset_days) >= today]
    _make(ahead, placement, course)
    return bool(ahead)


@recorded("Step done")
def do(*, step: Step, done_on: date, by: Person, today: date) -> Step:
    """Note that a step was done on a day."""
    now = _open_one(step)
    if done_on > today:
        raise Refused("Choose today or an earlier day: a step is done once it happened.")
    now.done_on, now.done_by = done_on, by
    now.save(update_fields=["done_on", "done_by"])
    return now


@recorded("Step waived")
def waive(*, step: Step, why: str, by: Person, today: date) -> Step:
    """Let a placement go without a step, for a reason."""
    now = _open_one(step)
    if not why.strip():
        raise Refused("Say why the step is waived: the reason stands in the history.")
    now.waived_on, now.waived_by, now.waived_because = today, by, why.strip()
    now.save(update_fields=["waived_on", "waived_by", "waived_because"])
    return now


@recorded("Step opened again")
def reopen(*, step: Step, by: Person, today: date) -> Step:
    """Take back that a step was done or waived; it is due when the dates of the placement say."""
    now = _locked(step)
    if now.is_open:
        raise Refused("This step is open already. Look at the placement again.")
    now.done_on = now.done_by = now.waived_on = now.waived_by = None
    now.waived_because = ""
    now.due_on = course_of(now.placement).due_on(now.kind.anchor, now.kind.offset_days)
    now.save()
    return now


def _locked(step: Step) -> Step:
    rows = Step.objects.select_for_update(of=("self",)).select_related("kind", "placement__student")
    now = rows.get(pk=step.pk)
    if now.placement.state not in lifecycle.COUNTED or now.placement.state == "provisional":
        raise Refused("This placement does not take place, so nothing about its steps changes any more.")
    return now


def _open_one(step: Step) -> Step:
    now = _locked(step)
    if now.done_on:
        raise Refused(f"“{now}” is done already. Look at the placement again.")
    if now.waived_on:
        raise Refused(f"“{now}” was waived in the meantime. Open it again first.")
    return now


@recorded("Rules of the steps changed")
def keep_kind(*, kind: StepKind, by: Person, today: date) -> StepKind:
    """Store a kind of step, and give it to the settled placements that it is for."""
    kind.save()
    found = Placement.objects.filter(kind=kind.placement_kind, state__in=SETTLED)
    for placement in found.filter(starts_on__gte=kind.in_force_from).select_related("student__programme"):
        keep(placement, today=today)
    return kind
