"""Set a council's target, say how many learners are expected, and set the target for independents."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from educators.models import IndependentTarget, Target, TargetLine
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person

#: The service area's key and the stage.
Place = tuple[int, str]


@recorded("Target set")
def add(*, target: Target, by: Person) -> Target:
    """Store a target."""
    try:
        with transaction.atomic():
            target.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("This council has a target for this year already. Open that one.") from error
    return target


@recorded("Target changed")
def change(*, target: Target, by: Person) -> Target:
    """Store other assumptions, places or another note."""
    target.save(force_update=True)
    return target


@recorded("Expected learners set")
def expect(
    *, target: Target, learners: Mapping[Place, int], by: Person, source: str = TargetLine.Source.TYPED
) -> int:
    """Store how many learners are expected; what is unchanged keeps its source. Return how many lines changed."""
    now = Target.objects.select_for_update(of=("self",), no_key=True).get(pk=target.pk)
    known = {(line.service_area_id, line.stage): line for line in now.lines.all()}
    changed = 0
    for (area, stage), number in learners.items():
        line = known.get((area, stage)) or TargetLine(target=now, service_area_id=area, stage=stage)
        if line.pk is None or line.expected != number:
            line.expected, line.source = number, source
            line.save()
            changed += 1
    return changed


@recorded("Target for independents set")
def set_independents(*, target: IndependentTarget, by: Person) -> IndependentTarget:
    """Store the target for independents that takes effect on a day; earlier ones stay for their years."""
    try:
        with transaction.atomic():
            target.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("Another target takes effect on this day. Choose another day.") from error
    return target
