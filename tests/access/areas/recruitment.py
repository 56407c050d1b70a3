"""Who may open the pages of recruitment, and what there is to open."""

from typing import Any

from tests.access.line import ANYBODY, FACULTY, Line, form

LINES: tuple[Line, ...] = (
    Line("educators:recruitment", FACULTY),
    form("educators:intake_create", FACULTY),
    Line("educators:intake", FACULTY, about="intake"),
    form("educators:intake_change", FACULTY, about="intake"),
    form("educators:intake_close", FACULTY, about="intake"),
    form("educators:panel_create", FACULTY, about="intake"),
    Line("educators:applications", FACULTY),
    Line("educators:applications_shortlist", frozenset(), FACULTY),
    Line("educators:application", FACULTY, about="application"),
    form("educators:application_manager", FACULTY, about="application"),
    form("educators:application_move", FACULTY, about="application step"),
    form("educators:application_team", FACULTY, about="application"),
    Line("educators:panels", FACULTY),
    Line("educators:panel", FACULTY, about="panel"),
    form("educators:panel_member", FACULTY, about="panel"),
    form("educators:panel_invite", FACULTY, about="panel"),
    form("educators:panel_change", FACULTY, about="panel"),
    form("educators:panel_cancel", FACULTY, about="panel"),
    form("educators:panel_member_remove", FACULTY, about="panel member"),
    Line("educators:apply_open", ANYBODY),
    form("educators:apply_start", ANYBODY, about="open intake"),
    form("educators:my_application", ANYBODY, about="applicant link"),
    form("educators:my_application_withdraw", ANYBODY, about="applicant link"),
    form("educators:my_application_part", ANYBODY, about="applicant link to a part"),
    form("educators:manager_answer", ANYBODY, about="manager link"),
    Line("educators:my_panel", ANYBODY, about="panel link"),
    form("educators:my_panel_score", ANYBODY, about="score link"),
)
OF_A_COUNCIL: frozenset[str] = frozenset(
    {
        *("intake", "open intake", "application", "application step", "panel", "panel link", "score link"),
        "panel member",
        *("applicant link", "applicant link to a part", "manager link"),
    }
)


def make_corner(world: Any, corner: str) -> None:
    """Make an intake, a draft, an application at its line manager and one before a panel."""
    from tests.access.world import COUNCIL, OWN, WORD, council_of
    from tests.educators import make_recruitment as make

    if corner not in (OWN, COUNCIL):
        return
    council, word = council_of(corner), WORD[corner]
    intake = make.intake(council)
    facts = {"last_name": f"{word}register", "why": f"{word}register", "manager_name": f"{word}register"}
    draft = make.application(intake, state="draft", **facts)
    asked = make.application(intake, state="submitted", **facts)
    panel = make.panel(intake, place=f"{word}place")
    member = make.member(panel, name=f"{word}register")
    heard = make.application(intake, state="shortlisted", panel=panel, **facts)
    world.add("intake", corner, intake)
    world.add("open intake", corner, intake)
    world.add("application", corner, asked)
    world.add("application step", corner, heard, pk=heard.pk, change="interview")
    world.add("panel", corner, panel)
    world.add("panel member", corner, member)
    world.add("panel link", corner, member, token=member.link.token)
    world.add("score link", corner, heard, token=member.link.token, pk=heard.pk)
    world.add("applicant link", corner, draft, token=draft.link.token)
    world.add("applicant link to a part", corner, draft, token=draft.link.token, part="about")
    world.add("manager link", corner, asked, token=asked.manager_link.token)
