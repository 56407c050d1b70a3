"""Declare that somebody must not teach a student, and take it back."""

from datetime import date

from django.db import IntegrityError

from educators.models import Educator
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.models import DeclaredConflict, Placement, Student


def declare(*, student: Student, educator: Educator, by: Person, today: date) -> DeclaredConflict:
    """Keep the two apart from now on; a placement that holds between them is ended on its own page first (H7)."""
    together = Placement.objects.holding().filter(student=student, educator=educator)
    if together.exists():
        raise Refused(f"{educator} teaches {student} now. Change or withdraw that placement first.")
    try:
        return _declare(student=student, educator=educator, by=by, today=today)
    except IntegrityError as error:
        raise Refused("This conflict is declared already.") from error


@recorded("Conflict declared")
def _declare(*, student: Student, educator: Educator, by: Person, today: date) -> DeclaredConflict:
    return DeclaredConflict.objects.create(
        student=student, educator=educator, declared_on=today, declared_by=by
    )


@recorded("Declared conflict taken back")
def take_back(*, conflict: DeclaredConflict, by: Person) -> Student:
    """Forget a conflict that was declared in error, or that is over."""
    student = conflict.student
    conflict.delete()
    return student
