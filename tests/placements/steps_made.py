"""Steps for tests: kinds of step and steps of a placement."""

from datetime import date
from typing import Any

from kmtp.partnership.models import Person
from placements.models import Placement, Step, StepKind
from tests import make


def step_kind(name: str = "Tutor’s visit", **facts: Any) -> StepKind:
    """Return a kind of step of final placements, owned by the educator unless ``facts`` say otherwise."""
    facts = {"anchor": "start", "owner": "educator", "in_force_from": date(2018, 9, 1), **facts}
    kind = facts.pop("placement_kind", "final")
    return StepKind.objects.get_or_create(name=name, placement_kind=kind, defaults=facts)[0]


def step(placement: Placement, name: str = "Tutor’s visit", **facts: Any) -> Step:
    """Return a new step of a placement, due on the tests' today unless ``facts`` say otherwise."""
    kind = facts.pop("kind", None) or step_kind(name)
    return Step.objects.create(placement=placement, kind=kind, **{"due_on": make.TODAY, **facts})


def only_kinds(*kinds: StepKind) -> None:
    """Take away every other kind of step, so that a test sees its own alone."""
    StepKind.objects.exclude(pk__in=[one.pk for one in kinds]).delete()


def waived(by: Person, **facts: Any) -> dict[str, Any]:
    """Return the columns of a step that was waived."""
    return {"waived_on": make.TODAY, "waived_by": by, "waived_because": "Seen by video", **facts}
