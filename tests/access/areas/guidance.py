"""Who may open the pages of guidance, and what there is to open."""

from typing import Any

from tests.access.line import EDUCATOR, FACULTY, LEAD, MANAGER, PARTNER, Line, form

READERS = FACULTY | {EDUCATOR, MANAGER, PARTNER}
WRITERS = frozenset({LEAD})
LINES: tuple[Line, ...] = (
    Line("educators:guidance", READERS),
    Line("educators:guide_version", READERS, about="guidance"),
    form("educators:guide_read", READERS, about="guidance"),
    Line("educators:guide_compare", READERS, about="guidance"),
    Line("educators:guide_readers", FACULTY, about="guidance"),
    form("educators:guide_remind", FACULTY, about="guidance"),
    form("educators:guide_step", FACULTY, about="guide"),
    form("educators:guide_add", WRITERS),
    form("educators:guide_copy", WRITERS, about="guide"),
    form("educators:guide_changes", WRITERS, about="draft guidance"),
    form("educators:guide_issue", WRITERS, about="draft guidance"),
    form("educators:section_add", WRITERS, about="draft guidance"),
    form("educators:section_change", WRITERS, about="section of a draft"),
    form("educators:section_up", WRITERS, about="section of a draft"),
    form("educators:section_take_out", WRITERS, about="section of a draft"),
)
OF_A_COUNCIL: frozenset[str] = frozenset()
#: What the whole partnership shares: there is one of it, within everybody's reach.
SHARED: frozenset[str] = frozenset({"guide", "guidance", "draft guidance", "section of a draft"})


def make_corner(world: Any, corner: str) -> None:
    """Make what the addresses name in a corner of the world: guidance is everybody's."""
    from django.utils.timezone import localdate

    from educators.models import Guide, GuideSection, GuideVersion
    from tests.access.world import OWN

    if corner != OWN:
        return
    guide = Guide.objects.create(title="Shared guidance")
    issued = GuideVersion.objects.create(guide=guide, number=1, issued_on=localdate())
    draft = GuideVersion.objects.create(guide=Guide.objects.create(title="Guidance to come"), number=1)
    GuideSection.objects.create(version=draft, order=1, heading="First", body="One.")
    second = GuideSection.objects.create(version=draft, order=2, heading="Second", body="Two.")
    for kind, row in (("guide", guide), ("guidance", issued), ("draft guidance", draft)):
        world.add(kind, corner, row)
    world.add("section of a draft", corner, second)
