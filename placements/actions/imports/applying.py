"""Apply a list of students: all of it or nothing, once, and only what somebody looked at."""

from datetime import date
from typing import Any

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Organisation, Person
from kmtp.spreadsheet import Row
from kmtp.spreadsheet.actions import Applied, empty, refuse_unready
from placements.actions.imports.checking import compared
from placements.actions.imports.storing import MODELS, Storing
from placements.models import Request, StagedStudent, Student, StudentImport
from placements.spreadsheet import Outcome
from placements.spreadsheet.words import real

STALE = "Something on record changed since this file was checked, so nothing was stored. Check it again to see how."


def ask_to_apply(*, found: StudentImport, by: Person, today: date) -> Applied:
    """Apply a file now: a list of students is never so long that somebody would wait."""
    return apply(found=found, by=by, today=today)


def apply(*, found: StudentImport, by: Person, today: date) -> Applied:
    """Apply a file, all of it or nothing; applying it again does nothing."""
    try:
        return _apply(found=found, by=by, today=today, why=f"Spreadsheet {found.file_name}")
    except IntegrityError as error:
        raise Refused(STALE) from error


@recorded("Students imported from a spreadsheet")
def _apply(*, found: StudentImport, by: Person, today: date, why: str) -> Applied:
    lock_students(found)
    now = locked(found)
    if now.state == StudentImport.State.APPLIED:
        return Applied.by(now, again=True)
    refuse_unready(now)
    outcomes = _as_looked_at(now)
    before = trail()
    Storing(now, today).store(outcomes)
    return _finish(now, by, today, before)


def lock_students(found: StudentImport) -> None:
    """Lock the university’s students against other imports, and each of them and what is asked against everybody."""
    Organisation.objects.select_for_update(no_key=True).get(pk=found.university_id)
    students = Student.objects.filter(programme__university=found.university_id).order_by("pk")
    requests = Request.objects.filter(programme__university=found.university_id).order_by("pk")
    for rows in (students, requests):
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def locked(found: StudentImport) -> StudentImport:
    """Return the import as it is now, locked."""
    waiting = StudentImport.objects.select_for_update(of=("self",)).select_related("sender", "university")
    return waiting.defer("content").get(pk=found.pk)


def _as_looked_at(found: StudentImport) -> list[Outcome]:
    """Return what the rows do now; refuse when that is not what somebody looked at."""
    staged = list(found.staged.all())
    outcomes = compared(found, [_row(one) for one in staged])
    for one, now in zip(staged, outcomes, strict=True):
        if now.problems or one.does != (now.outcome, now.student, now.request, now.changes):
            raise Refused(STALE)
    return outcomes


def _row(staged: StagedStudent) -> Row:
    return Row(staged.number, {key: real(key, value) for key, value in staged.values.items()})


def trail() -> dict[str, int]:
    """Return how far the trail of each kind of record is."""
    return {what: _last(model) for what, model in MODELS.items()}


def _last(model: Any) -> int:
    return model.pgh_event_models["update"].objects.aggregate(last=Max("pgh_id"))["last"] or 0


def _finish(found: StudentImport, by: Person, today: date, before: dict[str, int]) -> Applied:
    empty(found)
    found.state, found.applied_at, found.applied_by = StudentImport.State.APPLIED, timezone.now(), by
    found.undo_until = StudentImport.last_day_of_undo(today)
    found.marks = {"before": before, "after": trail()}
    found.save()
    return Applied.by(found)
