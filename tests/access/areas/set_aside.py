"""Who may open the pages on which a rule is set aside, and what there is to open."""

from typing import Any

from tests.access.line import FACULTY, Line, form

LINES: tuple[Line, ...] = (
    form("placements:set_aside", FACULTY, about="rule to set aside"),
    form("placements:set_aside_host", FACULTY, about="rule of a host to set aside"),
)
OF_A_COUNCIL: frozenset[str] = frozenset()


def make_corner(world: Any, corner: str) -> None:
    """Ask for a final placement with somebody at Stage 1, and for shadowing in the student's own team."""
    from datetime import timedelta

    from django.utils.timezone import localdate

    from tests import make
    from tests.access.world import WORD, council_of, university_of

    council, today, word = council_of(corner), localdate(), WORD[corner]
    dates = {"starts_on": today + timedelta(days=1600), "ends_on": today + timedelta(days=1800)}
    programme, team = make.programme(university_of(corner)), world.rows["educator"][corner].team
    names = {"first_name": f"{word}register", "last_name": "One"}
    until = {"registered_until": today + timedelta(days=2000)}
    educator = make.educator(council, stage=1, team=team, **names, **until)
    student = make.student(programme, f"{word[:8]}-aside", name=f"{word}student aside", own_team=team)
    asked = make.request(
        council, student=make.student(programme, f"{word[:8]}-rule"), asked_on=today, **dates
    )
    shadowing = make.request(council, kind="readiness", student=student, asked_on=today, **dates)
    world.add("rule to set aside", corner, asked, pk=asked.pk, educator=educator.pk, team=team.pk)
    world.add("rule of a host to set aside", corner, shadowing, pk=shadowing.pk, team=team.pk)
