"""Who may open the pages of concerns, and what there is to open.

Of the own corner Kent's coordinator and educator are involved, of Medway's its coordinator; nobody else of the
cast, and so not the lead, who reaches everything else.
"""

from datetime import timedelta
from typing import Any

from tests.access.line import COORDINATOR, EDUCATOR, FIELD, ROLES, Line, form

KINDS = ("concern", "involved", "concern action")
LINES: tuple[Line, ...] = (
    Line("placements:concern_list", FIELD),
    form("placements:raise_concern", FIELD, about="placement"),
    Line("placements:concern", FIELD, about="concern"),
    form("placements:concern_write", FIELD, about="concern"),
    form("placements:concern_plan", FIELD, about="concern"),
    form("placements:concern_involve", FIELD, about="concern"),
    form("placements:concern_pause", FIELD, about="concern"),
    form("placements:concern_resume", FIELD, about="concern"),
    form("placements:concern_close", FIELD, about="concern"),
    form("placements:concern_settle", FIELD, about="concern action"),
    form("placements:concern_take_out", FIELD, about="involved"),
)
OF_A_COUNCIL: frozenset[str] = frozenset(KINDS)
OTHER_REACH = {
    (kind, who): frozenset({"own"} if who in (COORDINATOR, EDUCATOR) else ())
    for kind in KINDS
    for who in ROLES
}


def make_corner(world: Any, corner: str) -> None:
    """Make a concern with an entry and an action, in the words of the corner."""
    from django.utils.timezone import localdate

    from placements.actions import concerns
    from placements.models import ConcernAction
    from tests.access.world import COUNCIL, OWN, WORD

    if corner not in (OWN, COUNCIL):
        return
    by = world.people["coordinator" if corner == OWN else "coordinator of Medway"]
    involve = [world.people["educator"]] if corner == OWN else []
    word, today = WORD[corner], localdate()
    concern = concerns.raise_one(
        placement=world.rows["placement"][corner],
        about="student",
        summary=f"{word}needs summary",
        involve=involve,
        by=by,
        today=today - timedelta(days=30),
    )
    concerns.write(concern=concern, kind="note", on=today, words=f"{word}needs words", by=by, today=today)
    action = ConcernAction(concern=concern, what=f"{word}needs what", who="Educator", review_on=today)
    world.add("concern", corner, concern)
    world.add("concern action", corner, concerns.plan(action=action, by=by, today=today))
    world.add("involved", corner, concern.involved.order_by("pk").last())
