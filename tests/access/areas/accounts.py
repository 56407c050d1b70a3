"""Who may open the partners' pages and a person's own views of lists."""

from typing import Any

from tests.access.line import ADMINISTRATORS, ROLES, Line, form

LINES: tuple[Line, ...] = (
    Line("accounts:organisations", ADMINISTRATORS),
    form("accounts:organisation_add", ADMINISTRATORS),
    form("accounts:organisation", ADMINISTRATORS, about="organisation"),
    form("accounts:save_view", ROLES),
    form("accounts:saved_view", ROLES, about="saved view"),
    form("accounts:delete_view", ROLES, about="saved view"),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"organisation", "saved view"})


def make_corner(world: Any, corner: str) -> None:
    """Make a view of the coordinator of the corner's council."""
    from kmtp.accounts.models import SavedView
    from tests.access.world import COUNCIL, OWN, WORD, council_of

    if corner not in (OWN, COUNCIL):
        return
    person = world.people["coordinator" if corner == OWN else "coordinator of Medway"]
    view = SavedView.objects.create(
        person=person, path="educators:list", name=f"{WORD[corner]}place view", query="stage=stage-2"
    )
    world.add("saved view", corner, view)
    world.add("organisation", corner, council_of(corner))
