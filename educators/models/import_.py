"""A spreadsheet on its way into the register."""

from collections.abc import Iterator
from typing import Any, Self

import pghistory
from django.db import models

from educators.spreadsheet import REGISTER
from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.spreadsheet.columns import Layout
from kmtp.spreadsheet.models import UNTRACKED, AnyImport, AnyMapping, AnyProblem, constraints
from kmtp.spreadsheet.models import ImportQuerySet as AnyImportQuerySet


class ImportQuerySet(AnyImportQuerySet["Import"]):
    """Questions about imports into registers."""

    def visible_to(self, user: access.User) -> Self:
        """Return the imports into the registers that ``user`` looks after, without their files."""
        return self.filter(access.within(user, "educators.import_educators", "council")).defer("content")


@pghistory.track(exclude=[*UNTRACKED])
class Import(AnyImport):
    """One uploaded register of a council."""

    namespace = "educators"

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta(AnyImport.Meta):
        """A file waits once for each council."""

        constraints = constraints("import", ["council"])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose register it is for."""
        return frozenset({self.council_id})

    @property
    def layout(self) -> Layout:
        """The columns of a register."""
        return REGISTER

    @property
    def owner(self) -> Organisation:
        """The council."""
        return self.council


class StagedRow(models.Model):
    """One good row of a file, and what applying it will do. Nothing is said by a column that is empty."""

    class Outcome(models.TextChoices):
        """What will become of the row."""

        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        UNCHANGED = "same", "Unchanged"
        REFUSED = "refused", "Refused"

    source = models.ForeignKey(Import, models.CASCADE, related_name="staged", db_index=False)
    number = models.PositiveIntegerField()
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    swe_number = models.CharField(max_length=8, null=True)  # noqa: DJ001 -- nothing said is not "empty"
    email = models.CharField(max_length=254, null=True)  # noqa: DJ001
    phone = models.CharField(max_length=30, null=True)  # noqa: DJ001
    registered_until = models.DateField(null=True)
    team = models.CharField(max_length=120, null=True)  # noqa: DJ001
    team_key = models.BigIntegerField(null=True)
    post = models.CharField(max_length=80, null=True)  # noqa: DJ001
    postcode = models.CharField(max_length=8, null=True)  # noqa: DJ001
    is_independent = models.BooleanField(null=True)
    base = models.CharField(max_length=8, null=True)  # noqa: DJ001
    contracted_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    capacity = models.PositiveSmallIntegerField(null=True)
    joined_on = models.DateField(null=True)
    stage_1 = models.DateField(null=True)
    stage_2 = models.DateField(null=True)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, default=Outcome.NEW)
    educator_key = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)

    class Meta:
        """In the order of the file."""

        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="staged_row_is_once")]

    def __str__(self) -> str:
        """Return the number of the row."""
        return f"Row {self.number}"

    @property
    def name(self) -> str:
        """First name, then last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def said(self) -> Iterator[tuple[str, Any]]:
        """What the row says, by column."""
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if value is not None:
                yield field.name, value


class ImportProblem(AnyProblem):
    """One thing wrong with a register."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="problems", db_index=False)

    class Meta(AnyProblem.Meta):
        """In the order of the file."""

        indexes = [models.Index(fields=["source", "row"], name="problem_by_row")]


class ImportTouch(models.Model):
    """One person whom an import added or changed, and what she was before: what undoing needs."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="touches")
    number = models.PositiveIntegerField(help_text="The row of the file.")
    educator_key = models.BigIntegerField()
    is_new = models.BooleanField()
    changes = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Return whether it was added or changed."""
        return "Added" if self.is_new else "Changed"


class ColumnMapping(AnyMapping):
    """What the columns of a council's file are."""

    council = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

    class Meta(AnyMapping.Meta):
        """Remembered once for a council and its headings."""

        constraints = [
            models.UniqueConstraint(fields=["council", "fingerprint"], name="mapping_is_remembered_once")
        ]
