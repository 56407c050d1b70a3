"""Check a file: read every cell, keep the good rows where SQL can compare them, and say what is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from educators import spreadsheet
from educators.actions.imports import statements
from educators.actions.imports.handing_over import hand_over
from educators.actions.imports.statements import AWARDS, FIELDS, STAGED, facts_of
from educators.models import ColumnMapping, Import, ImportProblem
from kmtp.audit import recorded
from kmtp.partnership.models import Organisation, Person, Team
from kmtp.spreadsheet import AT_ONCE, Problem, Row, Sheet, actions, unused

BATCH = 2_000
KEYS = (*FIELDS, "team")
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
Found = tuple[Row, list[Problem]]


def teams_of(council: Organisation, today: date) -> dict[str, int]:
    """Return the open teams of a council by name; the youngest of two that share one."""
    return dict(
        Team.objects.filter(organisation=council)
        .open_on(today)
        .order_by("valid_from")
        .values_list("name", "pk")
    )


def check(*, found: Import, sheet: Sheet | None = None, today: date) -> Import:
    """Check every cell of a file and compare its rows with the register; nothing is stored in that."""
    lines = actions.lines_of(found, sheet)
    found.staged.all()._raw_delete("default")
    found.problems.all()._raw_delete("default")
    teams = teams_of(found.council, today)
    rows = spreadsheet.read_rows(lines, found.columns, teams=teams, today=today)
    found.row_count, found.bad_rows = _stage(found, rows, teams)
    facts = facts_of(found.pk, found.council_id)
    statements.compare(statements.STORE_COMPARISON, facts)
    found.unused_columns = list(unused(found.headings, found.columns))
    return _checked(found, facts)


def check_here_or_there(found: Import, sheet: Sheet | None, today: date) -> Import:
    """Check a small file now, and have a worker check a large one."""
    if found.row_count <= AT_ONCE:
        return check(found=found, sheet=sheet, today=today)
    return hand_over(found, Import.State.CHECKING)


def _checked(found: Import, facts: dict[str, Any]) -> Import:
    counts = dict(statements.rows(statements.COUNT_OUTCOMES, dict(facts)))
    if counts.get("refused"):  # to say why, all rows are compared once more
        found.bad_rows += statements.compare(statements.STORE_DOUBTS, dict(facts))
    actions.name_columns(found)
    found.added, found.changed = counts.get("new", 0), counts.get("changed", 0)
    found.unchanged, found.problem_count = counts.get("same", 0), found.problems.count()
    found.state = Import.State.REFUSED if found.problem_count else Import.State.READY
    found.step, found.progress, found.attempts, found.claimed_at, found.note = "", 100, 0, None, ""
    found.save_without_file()
    return found


def _stage(found: Import, rows: Iterable[Found], teams: dict[str, int]) -> tuple[int, int]:
    """Copy the good rows and what is wrong with the others, some thousand at a time.

    Return how many rows there were, and how many of them are bad.
    """
    bad = done = 0
    for batch in _batches(rows):
        good = [_line(found.pk, row, teams) for row, problems in batch if not problems]
        wrong = [problem for _, problems in batch for problem in problems]
        statements.copy_into("educators_stagedrow", STAGED, good)
        ImportProblem.objects.bulk_create(
            [ImportProblem(source=found, **actions.problem_facts(problem)) for problem in wrong]
        )
        bad, done = bad + len(batch) - len(good), done + len(batch)
        _say(found, f"Checked {done:,} of {found.row_count:,} rows", 90 * done // found.row_count)
    return done, bad


def _say(found: Import, step: str, progress: int) -> None:
    if found.state in Import.WORKING:
        Import.objects.filter(pk=found.pk).update(step=step, progress=progress)


def _batches(rows: Iterable[Found]) -> Iterator[list[Found]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _line(source: int, row: Row, teams: dict[str, int]) -> str:
    """Return a row as COPY reads it; ``\\N`` is a cell that says nothing."""
    said = row.values.get
    key = teams.get(str(said("team")))
    cells = [*map(said, KEYS), key, *map(said, AWARDS)]
    return "\t".join([str(source), str(row.number), *map(_text, cells), "new", "{}"])


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if not isinstance(value, str):
        return str(value)
    return value if value.isprintable() and "\\" not in value else value.translate(ESCAPES)


@recorded("Columns of a spreadsheet chosen")
def choose_columns(*, found: Import, columns: Sequence[str], name: str, by: Person, today: date) -> Import:
    """Say what the columns of a file are, remember it for files with the same headings, and check the file."""
    now = Import.objects.select_for_update(of=("self",)).select_related("council").get(pk=found.pk)
    actions.remember_columns(now, ColumnMapping, columns, name, by, council=now.council)
    return check_here_or_there(now, None, today)


@recorded("Spreadsheet checked again")
def check_again(*, found: Import, by: Person, today: date) -> Import:
    """Compare a waiting file with the register as it is now."""
    now = Import.objects.select_for_update(of=("self",)).select_related("council").get(pk=found.pk)
    actions.refuse_unchecked(now)
    return check_here_or_there(now, None, today)
