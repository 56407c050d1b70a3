"""Who may open the pages of imports, and what there is to open."""

from typing import Any

from tests.access.line import FACULTY, Line, form

LINES: tuple[Line, ...] = (
    Line("educators:imports", FACULTY),
    form("educators:import_columns", FACULTY, about="import"),
    Line("educators:import_problems", FACULTY, about="import"),
    Line("educators:import_progress", FACULTY, about="import"),
    form("educators:import_check", FACULTY, about="import"),
    form("educators:import_undo", FACULTY, about="applied import"),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"applied import"})


def make_corner(world: Any, corner: str) -> None:
    """Apply a spreadsheet with one new educator; the one that waits is the world's own."""
    from django.utils.timezone import localdate

    from educators.actions import imports
    from tests.access.world import COUNCIL, OWN, WORD, council_of

    word = WORD[corner]
    lines = f"First name,Last name,Joined the register on\n{word}applied,Newcomer,2020-02-03\n"
    file = imports.Upload.of(f"{word}applied.csv", lines.encode())
    by = world.people["coordinator" if corner == OWN else "coordinator of Medway"]
    found = imports.upload(council=council_of(corner), file=file, by=by, today=localdate())
    imports.apply(found=found, by=by, today=localdate())
    if corner in (OWN, COUNCIL):
        world.add("applied import", corner, found)
