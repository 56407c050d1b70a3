"""Check a list of students: read every cell, compare the rows with what is on record, say all that is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kmtp.audit import recorded
from kmtp.partnership.models import Person
from kmtp.spreadsheet import Problem, Row, Sheet, actions, unused
from kmtp.spreadsheet.checking import read_lines
from placements.actions.imports.records import known, readers_of, setting_of
from placements.models import StagedStudent, StudentColumns, StudentImport, StudentProblem
from placements.spreadsheet import Outcome, compare_all
from placements.spreadsheet.words import plain


def check(*, found: StudentImport, sheet: Sheet | None = None) -> StudentImport:
    """Check every cell of a file and compare its rows with what is on record; nothing is stored in that."""
    lines = actions.lines_of(found, sheet)
    read = list(read_lines(lines, found.layout, found.columns, readers_of(found)))
    wrong = {row.number: problems for row, problems in read if problems}
    unread = {number: frozenset(one.column for one in problems) for number, problems in wrong.items()}
    outcomes = compared(found, [row for row, _ in read if "reference" in row.values], unread)
    for one in outcomes:
        _add_new(wrong, one)
    _keep(found, [one for one in outcomes if one.row.number not in wrong], wrong)
    return _checked(found, len(wrong))


def compared(
    found: StudentImport, rows: Sequence[Row], unread: Mapping[int, frozenset[str]] | None = None
) -> list[Outcome]:
    """Return what each row does, beside what is on record now."""
    on_record = known(found, [str(row.values["reference"]) for row in rows])
    return list(compare_all(rows, on_record, setting_of(found), unread or {}))


def _add_new(wrong: dict[int, list[Problem]], found: Outcome) -> None:
    """Add what is wrong with a row beside its cells; a cell that was refused has its sentence already."""
    said = {problem.column for problem in wrong.get(found.row.number, ())}
    more = [problem for problem in found.problems if problem.column not in said]
    if more:
        wrong.setdefault(found.row.number, []).extend(more)


def _keep(found: StudentImport, good: Iterable[Outcome], wrong: dict[int, list[Problem]]) -> None:
    found.staged.all()._raw_delete("default")  # type: ignore[attr-defined]
    found.problems.all()._raw_delete("default")  # type: ignore[attr-defined]
    StagedStudent.objects.bulk_create([_staged(found, one) for one in good])
    StudentProblem.objects.bulk_create(
        StudentProblem(source=found, **actions.problem_facts(problem))
        for number in sorted(wrong)
        for problem in wrong[number]
    )


def _staged(found: StudentImport, one: Outcome) -> StagedStudent:
    values = {key: plain(value) for key, value in one.row.values.items()}
    keys = {"student_key": one.student, "request_key": one.request}
    facts = {"reference": str(one.row.values["reference"]), "outcome": one.outcome, "changes": one.changes}
    return StagedStudent(source=found, number=one.row.number, values=values, **keys, **facts)


def _checked(found: StudentImport, bad: int) -> StudentImport:
    actions.name_columns(found)
    outcomes = list(found.staged.values_list("outcome", flat=True))
    found.added, found.changed, found.unchanged = (outcomes.count(one) for one in ("new", "changed", "same"))
    found.bad_rows, found.problem_count = bad, found.problems.count()
    found.unused_columns = list(unused(found.headings, found.columns))
    found.state = StudentImport.State.REFUSED if found.problem_count else StudentImport.State.READY
    found.progress, found.note = 100, ""
    found.save_without_file()
    return found


def _locked(found: StudentImport) -> StudentImport:
    waiting = StudentImport.objects.select_for_update(of=("self",))
    return waiting.select_related("sender", "university").get(pk=found.pk)


@recorded("Columns of a list of students chosen")
def choose_columns(
    *, found: StudentImport, columns: Sequence[str], name: str, by: Person, today: date
) -> StudentImport:
    """Say what the columns of a file are, remember it for files with the same headings, and check the file."""
    now = _locked(found)
    actions.remember_columns(now, StudentColumns, columns, name, by, sender=now.sender)
    return check(found=now)


@recorded("List of students checked again")
def check_again(*, found: StudentImport, by: Person, today: date) -> StudentImport:
    """Compare a waiting file with what is on record now."""
    now = _locked(found)
    actions.refuse_unchecked(now)
    return check(found=now)
