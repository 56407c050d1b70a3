"""Who may open the pages of targets, and what there is to open."""

from typing import Any

from tests.access.line import FACULTY, LEAD, Line, form

LINES: tuple[Line, ...] = (
    Line("educators:targets", FACULTY),
    form("educators:target_add", FACULTY),
    form("educators:independents_add", {LEAD}),
    Line("educators:target", FACULTY, about="target"),
    form("educators:target_change", FACULTY, about="target"),
    form("educators:target_learners", FACULTY, about="target"),
    form("placements:expected", FACULTY, about="target"),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"target"})


def make_corner(world: Any, corner: str) -> None:
    """Make a target for each council, with the corner's word in its note."""
    from educators.models import Target
    from kmtp.partnership.academic_year import AcademicYear
    from tests.access.world import COUNCIL, OWN, WORD, council_of

    if corner in (OWN, COUNCIL):
        target = Target.objects.create(
            council=council_of(corner), year=AcademicYear(2030), note=f"{WORD[corner]}place note"
        )
        world.add("target", corner, target)
