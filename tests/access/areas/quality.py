"""Who may open the pages of quality, and what there is to open."""

from typing import Any

from django.utils.timezone import now

from tests.access.line import ANYBODY, EDUCATORS, FACULTY, Line, form

LINES: tuple[Line, ...] = (
    Line("educators:quality", FACULTY),
    Line("educators:mend", FACULTY),
    Line("educators:corrections", FACULTY),
    form("educators:ask_to_confirm", FACULTY),
    form("educators:correction", FACULTY, about="correction"),
    form("educators:check_record", ANYBODY, about="record check link"),
    form("educators:mine_check", EDUCATORS),
    Line("educators:mine_record", EDUCATORS),
)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Make corrections that wait, with the corner's word, and a link to the record."""
    from educators.actions.confirmations import PURPOSE
    from educators.models import Confirmation
    from kmtp.mail import links
    from tests.access.world import WORD

    row = Confirmation.objects.create(
        educator=world.rows["educator"][corner],
        link=links.issue(purpose=PURPOSE, days=30),
        asked_at=now(),
        answered_at=now(),
        state="waiting",
        corrections={"post": {"from": "", "to": WORD[corner], "value": WORD[corner]}},
    )
    world.add("correction", corner, row)
    world.add("record check link", corner, row, token=row.link.token)
