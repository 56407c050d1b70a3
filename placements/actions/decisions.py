"""Who decided to place a student so, when and why: a decision is always a person's."""

from collections.abc import Iterable
from datetime import datetime

from kmtp.partnership.models import Person
from placements.models import Decision, Draft, Placement


def decided(
    placement: Placement | None,
    *,
    by: Person,
    now: datetime,
    reasons: Iterable[str],
    draft: Draft | None = None,
) -> Decision:
    """Return a decision with the reasons that stood on the screen, not stored yet; by hand unless from a draft."""
    way = Decision.Way.BY_HAND if draft is None else Decision.Way.DRAFT
    return Decision(
        placement=placement, way=way, draft=draft, decided_by=by, decided_at=now, reasons=list(reasons)
    )
