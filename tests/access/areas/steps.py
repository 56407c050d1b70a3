"""Who may open the pages of steps and their rules, and what there is to open."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils.timezone import localdate, now

from tests.access.line import FACULTY, FIELD, LEAD, Line, form

LINES: tuple[Line, ...] = (
    Line("placements:steps", FIELD),
    form("placements:step_done", FIELD, about="step"),
    form("placements:step_waive", FACULTY, about="step"),
    form("placements:step_reopen", FACULTY, about="step"),
    form("placements:document_add", FIELD, about="step"),
    Line("placements:document", FIELD, about="document"),
    Line("placements:step_kinds", {LEAD}),
    form("placements:step_kind_add", {LEAD}),
    form("placements:step_kind", {LEAD}, about="step kind"),
)
OF_A_COUNCIL: frozenset[str] = frozenset()
#: A rule is the partnership's: there is one for all corners.
SHARED = frozenset({"step kind"})


def make_corner(world: Any, corner: str) -> None:
    """Make an overdue step of the corner's placement."""
    from placements.models import Document, Step, StepKind
    from tests.access.world import OWN, WORD

    facts = {"anchor": "end", "owner": "educator", "in_force_from": date(2018, 9, 1)}
    kind, _ = StepKind.objects.get_or_create(name="World step", placement_kind="final", defaults=facts)
    placement = world.rows["placement"][corner]
    step = Step.objects.create(placement=placement, kind=kind, due_on=localdate() - timedelta(days=3))
    world.add("step", corner, step)
    content = b"%PDF-1.7 " + WORD[corner].encode() + b"place"
    document = Document(step=step, version=1, name=f"{WORD[corner]}place.pdf", content_type="application/pdf")
    document.size, document.sha256, document.uploaded_at = len(content), "0" * 64, now()
    document.file.save("report.pdf", ContentFile(content), save=True)
    world.add("document", corner, document)
    if corner == OWN:
        world.add("step kind", corner, kind)
