"""Who may open the pages of offers, and what there is to open."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from tests.access.line import FACULTY, NOBODY, Line, form

LINES: tuple[Line, ...] = (
    Line("placements:offer_list", FACULTY),
    Line("placements:market", FACULTY),
    form("placements:offer_add", FACULTY),
    Line("placements:answer_list", FACULTY),
    Line("placements:offers_from_chosen", NOBODY, FACULTY),
    Line("placements:offers_from_call", NOBODY, FACULTY, about="call to take up"),
    Line("placements:offer", FACULTY, about="offer"),
    form("placements:offer_change", FACULTY, about="offer"),
    form("placements:offer_withdraw", FACULTY, about="offer"),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"offer", "call to take up"})


def make_corner(world: Any, corner: str) -> None:
    """Make an offer of the corner's educator, in the corner's words."""
    from educators.models import AvailabilityAnswer
    from placements.models import Offer
    from tests.access.world import COUNCIL, OWN, WORD

    educator, today, word = world.rows["educator"][corner], localdate(), WORD[corner]
    offer = Offer.objects.create(
        council=educator.council,
        team=educator.team,
        educator=educator,
        kinds=["final"],
        starts_on=today,
        ends_on=today + timedelta(days=300),
        offered_on=today,
        note=f"{word}needs offer",
    )
    world.rows.setdefault("answer", {})[corner] = AvailabilityAnswer.objects.get(educator=educator)
    if corner in (OWN, COUNCIL):
        call = world.rows["availability call"][corner]
        world.add("offer", corner, offer)
        world.add("call to take up", corner, call, pk=call.pk, says="yes")
    else:
        world.rows.setdefault("offer", {})[corner] = offer
