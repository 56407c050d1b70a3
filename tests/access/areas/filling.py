"""Who may look for somebody else for a place that is free again, and what there is to open."""

from typing import Any

from tests.access.line import FACULTY, Line, form

LINES: tuple[Line, ...] = (form("placements:fill", FACULTY, about="withdrawn placement"),)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Withdraw a placement of an offer."""
    from datetime import timedelta

    from django.utils.timezone import localdate

    from placements.models import Offer
    from tests import make
    from tests.access.world import WORD, council_of, university_of

    council, today, word = council_of(corner), localdate(), WORD[corner]
    dates = {"starts_on": today + timedelta(days=400), "ends_on": today + timedelta(days=560)}
    educator = world.rows["educator"][corner]
    place = {"team": educator.team, "educator": educator}
    offer = Offer.objects.create(council=council, **place, kinds=["final"], offered_on=today, **dates)
    student = make.student(
        make.programme(university_of(corner)), f"{word[:8]}-gone", name=f"{word}student gone"
    )
    asked = make.request(council, student=student, asked_on=today, **dates)
    facts = {
        "student": student,
        "request": asked,
        "offer": offer,
        "state": "withdrawn",
        "reason": "by-student",
    }
    world.add("withdrawn placement", corner, make.placement(council, **place, **facts, **dates))
