"""A list of students on its way in: both layers of their profiles, and what is asked for them."""

from typing import Any, Self

import pghistory
from django.db import models

from kmtp.partnership import access
from kmtp.partnership.access import Role
from kmtp.partnership.models import Organisation
from kmtp.spreadsheet.columns import Layout
from kmtp.spreadsheet.models import UNTRACKED, AnyImport, AnyMapping, AnyProblem, ImportQuerySet, constraints
from placements.spreadsheet import OF_COUNCIL, OF_UNIVERSITY

IMPORT = "placements.import_students"


class StudentImportQuerySet(ImportQuerySet["StudentImport"]):
    """Questions about imports of students."""

    def visible_to(self, user: access.User) -> Self:
        """Return what a university sent to those who work for it, and what a council sent to its faculty.

        A university’s file holds the confidential layer, so the partnership’s lead does not look into it.
        """
        own = [one.organisation for one in access.grants(user, IMPORT) if one.role == Role.PARTNER]
        of_a_council = models.Q(sender__kind=Organisation.Kind.COUNCIL) & access.within(
            user, IMPORT, "sender"
        )
        return self.filter(of_a_council | models.Q(sender__in=own)).defer("content")


@pghistory.track(exclude=[*UNTRACKED])
class StudentImport(AnyImport):
    """One uploaded list of a university’s students: sent by the university, or by a council in its name."""

    namespace = "placements"

    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    university = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = StudentImportQuerySet.as_manager()

    class Meta(AnyImport.Meta):
        """A file waits once for each sender and university."""

        constraints = constraints("student_import", ["sender", "university"])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Whoever sent it."""
        return frozenset({self.sender_id})

    @property
    def is_of_university(self) -> bool:
        """Whether the university itself sent it, and so may say what is confidential."""
        return self.sender_id == self.university_id

    @property
    def layout(self) -> Layout:
        """The columns that the sender may fill in."""
        return OF_UNIVERSITY if self.is_of_university else OF_COUNCIL

    @property
    def owner(self) -> Organisation:
        """The university whose students they are."""
        return self.university


class StagedStudent(models.Model):
    """One good row of a file, and what applying it will do."""

    class Outcome(models.TextChoices):
        """What will become of the student."""

        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        UNCHANGED = "same", "Unchanged"

    source = models.ForeignKey(StudentImport, models.CASCADE, related_name="staged", db_index=False)
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=20)
    values = models.JSONField(default=dict)
    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    student_key = models.BigIntegerField(null=True)
    request_key = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)

    class Meta:
        """In the order of the file."""

        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="staged_student_is_once")]

    def __str__(self) -> str:
        """Return the number of the row."""
        return f"Row {self.number}"

    @property
    def name(self) -> str:
        """The reference, which names nobody."""
        return self.reference

    @property
    def does(self) -> tuple[Any, ...]:
        """What applying the row will do, for comparing."""
        return self.outcome, self.student_key, self.request_key, self.changes


class StudentProblem(AnyProblem):
    """One thing wrong with a list of students."""

    source = models.ForeignKey(StudentImport, models.CASCADE, related_name="problems", db_index=False)

    class Meta(AnyProblem.Meta):
        """In the order of the file."""

        indexes = [models.Index(fields=["source", "row"], name="student_problem_by_row")]


class StudentTouch(models.Model):
    """One record that an import added or changed. What it was before stands in the trail, and nowhere else."""

    class What(models.TextChoices):
        """Which record."""

        STUDENT = "student", "Student"
        PROFILE = "profile", "Confidential profile"
        REQUEST = "request", "Request"

    source = models.ForeignKey(StudentImport, models.CASCADE, related_name="touches")
    number = models.PositiveIntegerField(help_text="The row of the file.")
    what = models.CharField(max_length=7, choices=What.choices)
    key = models.BigIntegerField()
    is_new = models.BooleanField()

    def __str__(self) -> str:
        """Return whether it was added or changed."""
        return f"{self.get_what_display()} {'added' if self.is_new else 'changed'}"


class StudentColumns(AnyMapping):
    """What the columns of a sender’s file are."""

    sender = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

    class Meta(AnyMapping.Meta):
        """Remembered once for a sender and its headings."""

        constraints = [
            models.UniqueConstraint(
                fields=["sender", "fingerprint"], name="student_columns_are_remembered_once"
            )
        ]
