"""Who may open the pages of imports of students, and what there is to open.

A list that a university sent is its own alone; one that a council sent in a university’s name is that faculty’s.
In the four corners: CCCU’s own, Medway’s, Greenwich’s, and one that Kent’s faculty sent for CCCU.
"""

from typing import Any

from tests.access.line import COORDINATOR, LEAD, PARTNER, PARTNERS, Line, form

WAITING, APPLIED = "list of students", "applied list of students"
LINES: tuple[Line, ...] = (
    Line("placements:imports", PARTNERS),
    form("placements:import_upload", PARTNERS),
    Line("placements:import_template", PARTNERS),
    Line("placements:import", PARTNERS, about=WAITING),
    form("placements:import_columns", PARTNERS, about=WAITING),
    Line("placements:import_problems", PARTNERS, about=WAITING),
    form("placements:import_apply", PARTNERS, about=WAITING),
    form("placements:import_check", PARTNERS, about=WAITING),
    form("placements:import_put_away", PARTNERS, about=WAITING),
    form("placements:import_undo", PARTNERS, about=APPLIED),
)
OF_A_COUNCIL: frozenset[str] = frozenset()
OTHER_REACH: dict[tuple[str, str | None], frozenset[str]] = {
    (about, who): reach
    for about in (WAITING, APPLIED)
    for who, reach in (
        (PARTNER, frozenset({"own"})),
        (COORDINATOR, frozenset({"person"})),
        (LEAD, frozenset({"council", "person"})),
    )
}


def make_corner(world: Any, corner: str) -> None:
    """Upload a list that waits, and apply another."""
    from django.utils.timezone import localdate

    from placements.actions import imports
    from tests.access.world import COUNCIL, OWN, PERSON, UNIVERSITY, WORD, council_of, university_of

    who = {
        OWN: "partner",
        COUNCIL: "coordinator of Medway",
        PERSON: "coordinator",
        UNIVERSITY: "partner of Greenwich",
    }
    is_own, by = corner in (OWN, UNIVERSITY), world.people[who[corner]]
    university = university_of(corner)
    sender = university if is_own else council_of(corner)
    for about, mark in ((WAITING, "w"), (APPLIED, "a")):
        text = content(f"{WORD[corner][:8]}-{mark}", WORD[corner], council_of(corner).short_name, is_own)
        file = imports.Upload.of(f"{mark}.csv", text.encode(), is_of_university=is_own)
        found = imports.upload(sender=sender, university=university, file=file, by=by, today=localdate())
        if about == APPLIED:
            imports.apply(found=found, by=by, today=localdate())
        world.add(about, corner, found)


def content(reference: str, word: str, council: str, is_own: bool) -> str:
    """Return a list with one student; a university says what is confidential of her as well."""
    asked = f"{reference},BA,{word}place needs,{council},First placement,28/9/2037,26/3/2038"
    head = "Reference,Programme,Learning needs,Council,Kind,Start date,End date"
    more = f",{word}student,s@{word.lower()}.example,{word}health" if is_own else ""
    return f"{head}{',Name,E-mail,Adjustments' if is_own else ''}\n{asked}{more}\n"
