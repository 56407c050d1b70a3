"""Who may open the pages of availability, and what there is to open."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from kmtp.partnership.academic_year import AcademicYear
from tests.access.line import ANYBODY, EDUCATORS, FACULTY, NOBODY, Line, form

LINES: tuple[Line, ...] = (
    Line("educators:calls", FACULTY),
    form("educators:new_call", FACULTY),
    Line("educators:call_chosen", NOBODY, FACULTY),
    Line("educators:call", FACULTY, about="availability call"),
    Line("educators:call_answers", FACULTY, about="availability call"),
    form("educators:change_call", FACULTY, about="availability call"),
    form("educators:open_call", FACULTY, about="availability call"),
    form("educators:close_call", FACULTY, about="availability call"),
    form("educators:answer_call", ANYBODY, about="availability link"),
    form("educators:mine_availability", EDUCATORS),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"availability call"})


def make_corner(world: Any, corner: str) -> None:
    """Make a call of each council with one person asked; the corners of one council share its call."""
    from educators.actions.availability import PURPOSE
    from educators.models import AvailabilityAnswer, AvailabilityCall
    from kmtp.mail import links
    from tests.access.world import COUNCIL, OWN, WORD

    educator, today = world.rows["educator"][corner], localdate()
    call, _ = AvailabilityCall.objects.get_or_create(
        council=educator.council,
        year=AcademicYear.of(today).next,
        defaults={
            "opens_on": today,
            "closes_on": today + timedelta(days=30),
            "state": "open",
            "message": WORD[corner],
        },
    )
    link = links.issue(purpose=PURPOSE, days=30)
    AvailabilityAnswer.objects.create(
        call=call,
        educator=educator,
        link=link,
        asked_at=now(),
        answered_at=now(),
        says="yes",
        note=WORD[corner],
    )
    if corner in (OWN, COUNCIL):
        world.add("availability call", corner, call)
    world.add("availability link", corner, call, token=link.token)
