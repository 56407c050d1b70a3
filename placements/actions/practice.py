"""What a placement amounts to on the register: practice for its educator and its on-site supervisor."""

from datetime import date

from educators.actions import achievements
from educators.models import Activity, Educator
from placements import lifecycle
from placements.models import Placement

KINDS = (("educator", Activity.Kind.STUDENT), ("supervisor", Activity.Kind.SUPERVISOR))


def keep(placement: Placement, *, today: date) -> None:
    """Keep the activities of a placement in step, once it has started: they are what keeps people current."""
    if placement.state not in lifecycle.STARTED or not placement.facts.needs_educator:
        return
    for role, kind in KINDS:
        _keep(placement, getattr(placement, role), f"placement {placement.pk} {role}", kind, today)


def _keep(placement: Placement, person: Educator | None, source: str, kind: str, today: date) -> None:
    if person is None:
        return achievements.drop_activity(source=source, today=today)
    work = Activity(educator=person, kind=kind, started_on=placement.starts_on, ended_on=placement.ends_on)
    return achievements.keep_activity(source=source, work=work, today=today)
