"""Who may open the pages of the allocation, and what there is to open."""

from datetime import timedelta
from typing import Any

from tests.access.line import FACULTY, Line, form

LINES: tuple[Line, ...] = (
    Line("placements:draft_list", FACULTY),
    form("placements:draft_add", FACULTY),
    Line("placements:draft_compare", FACULTY),
    Line("placements:draft", FACULTY, about="draft"),
    Line("placements:draft_progress", FACULTY, about="draft"),
    form("placements:draft_cancel", FACULTY, about="draft"),
    form("placements:draft_publish", FACULTY, about="draft"),
    Line("placements:draft_student", FACULTY, about="pairing in a draft"),
    Line("placements:why_not_choose", FACULTY, about="pairing in a draft"),
    Line("placements:why_not", FACULTY, about="pairing and offer"),
    form("placements:ruling_add", FACULTY, about="student and offer"),
    form("placements:ruling_take_back", FACULTY, about="ruling"),
)
OF_A_COUNCIL: frozenset[str] = frozenset(
    {"draft", "pairing in a draft", "pairing and offer", "student and offer", "ruling"}
)


def make_corner(world: Any, corner: str) -> None:
    """Make a draft with a proposal and a ruling, in the words of the corner."""
    from django.utils import timezone

    from placements.models import Draft, Offer, Pairing, Ruling
    from tests import make
    from tests.access.world import COUNCIL, OWN, WORD, council_of

    if corner not in (OWN, COUNCIL):
        return
    council, word, now = council_of(corner), WORD[corner], timezone.now()
    by, educator = make.coordinator(council), world.rows["educator"][corner]
    day, placed = timezone.localdate(), world.rows["placement"][corner]
    asked = make.request(
        council,
        student=placed.student,
        starts_on=day + timedelta(days=900),
        ends_on=day + timedelta(days=1050),
    )
    facts = {"council": council, "team": educator.team, "educator": educator, "kinds": ["final"]}
    offer = Offer.objects.create(
        **facts, offered_on=day, starts_on=day, ends_on=day + timedelta(days=1200), note=f"{word}needs note"
    )
    season = {"starts_from": asked.starts_on, "starts_until": asked.starts_on}
    draft = Draft.objects.create(
        council=council, name=f"{word}needs draft", state="ready", made_by=by, made_at=now, **season
    )
    place = {"offer": offer, "team": educator.team, "educator": educator}
    pairing = Pairing.objects.create(
        draft=draft, request=asked, terms=[["travel", 30, "About 30 minutes"]], **place
    )
    ruling = Ruling.objects.create(
        request=asked, offer=offer, says="pin", why=f"{word}needs why", ruled_by=by, ruled_at=now
    )
    world.add("draft", corner, draft)
    world.add("pairing in a draft", corner, pairing, pk=draft.pk, pairing=pairing.pk)
    world.add("pairing and offer", corner, pairing, pk=draft.pk, pairing=pairing.pk, offer=offer.pk)
    world.add("student and offer", corner, asked, pk=asked.pk, offer=offer.pk)
    world.add("ruling", corner, ruling)
