"""Declared conflicts: declare one on a student's page, and take one back."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from kmtp.ui.views import ActionPage
from placements.actions import conflicts
from placements.forms.conflict import ConflictForm
from placements.models import DeclaredConflict, Student

PERMISSION = "placements.pair_student"


class DeclareConflict(ActionPage):
    """Say who must not teach a student."""

    model = Student
    permission = PERMISSION
    form_class = ConflictForm
    submit_label = "Declare the conflict"
    what_happens = (
        "The two are not placed together. Nobody is asked why: a line manager, a relative and a friend count alike. "
        "Only the student faculty of the practice educator’s council reads it."
    )
    done = "The conflict is declared."

    def get_heading(self) -> str:
        """Name the student."""
        return f"Who must not teach {self.object}?"

    def act(self, record: Student, form: Any) -> None:
        """Declare it."""
        by: Any = self.request.user
        educator = form.cleaned_data["educator"]
        conflicts.declare(student=record, educator=educator, by=by, today=localdate())


class TakeBackConflict(ActionPage):
    """Forget a declared conflict."""

    model = DeclaredConflict
    permission = PERMISSION
    submit_label = "Take it back"
    what_happens = "The two can be placed together again."
    done = "The conflict is taken back."

    def get_queryset(self) -> QuerySet[DeclaredConflict]:
        """Return what the page shows in one query."""
        return super().get_queryset().select_related("student", "educator")

    def get_heading(self) -> str:
        """Name the two."""
        return f"Take back the conflict of {self.object}"

    def act(self, record: DeclaredConflict, form: Any) -> Student:
        """Take it back."""
        by: Any = self.request.user
        return conflicts.take_back(conflict=record, by=by)

    def get_cancel_url(self) -> str:
        """Go back to the student."""
        url: str = self.object.student.get_absolute_url()
        return url
