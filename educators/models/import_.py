"""A spreadsheet on its way into the register."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Person

#: How long an import can be undone; what undoing needs is kept no longer.
UNDO_DAYS = 30


class ImportQuerySet(models.QuerySet["Import"]):
    """Questions about imports."""

    def visible_to(self, user: access.User) -> Self:
        """Return the imports into the registers that ``user`` looks after, without their files."""
        return self.filter(access.within(user, "educators.import_educators", "council")).defer("content")

    def unfinished(self) -> Self:
        """Return those that nobody has applied or put away."""
        return self.filter(state__in=Import.UNFINISHED)

    def for_a_worker(self) -> Self:
        """Return those that a worker is to go on with."""
        return self.filter(state__in=Import.WORKING)

    def past_undoing(self, today: date) -> Self:
        """Return those that keep values for an undo that is no longer offered."""
        return self.filter(undo_until__lt=today)


@pghistory.track(
    exclude=[
        *("content", "headings", "samples", "columns", "row_count", "bad_rows", "problem_count"),
        *("progress", "step", "claimed_at", "attempts", "note", "applied_by", "undo_until", "marks"),
    ]
)
class Import(models.Model):
    """One uploaded file: its rows wait here until somebody applies them or puts them away.

    A finished import keeps its counts and the fingerprint of its file, and no longer anybody's data.
    """

    class State(models.TextChoices):
        """Where a file is on its way."""

        COLUMNS = "columns", "Columns to choose"
        CHECKING = "checking", "Being checked"
        READY = "ready", "Ready to apply"
        REFUSED = "refused", "To be mended"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        UNDONE = "undone", "Undone"
        PUT_AWAY = "put-away", "Put away"

    WORKING = (State.CHECKING, State.APPLYING)
    UNFINISHED = (State.COLUMNS, State.CHECKING, State.READY, State.REFUSED, State.APPLYING)

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file_name = models.CharField("file", max_length=120)
    sha256 = models.CharField("fingerprint of the file", max_length=64)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    content = models.BinaryField(null=True, help_text="The file itself, until it is applied or put away.")
    headings = models.JSONField(default=list, blank=True)
    samples = models.JSONField(default=list, blank=True, help_text="The first values of each column.")
    columns = models.JSONField(default=list, blank=True, help_text="What each column of the file is.")
    unused_columns = models.JSONField(default=list, blank=True)
    row_count = models.PositiveIntegerField("rows", default=0)
    bad_rows = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0, help_text="From 0 to 100.")
    step = models.CharField(max_length=80, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True, help_text="Why the last attempt did nothing.")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    undo_until = models.DateField(null=True, blank=True)
    marks = models.JSONField(default=dict, blank=True, help_text="How far the trail was when it was applied.")

    objects = ImportQuerySet.as_manager()

    class Meta:
        """A file waits once for each council; what is applied has a time; what is finished holds no file."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "sha256"],
                condition=Q(state__in=("columns", "checking", "ready", "refused", "applying")),
                name="import_waits_once",
                violation_error_message="This file is already waiting to be applied.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("applied", "undone"), applied_at__isnull=False)
                | (~Q(state__in=("applied", "undone")) & Q(applied_at__isnull=True)),
                name="import_applied_has_a_time",
                violation_error_message="An import that was applied has the time at which it was.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("columns", "checking", "ready", "refused", "applying"))
                | Q(content__isnull=True, samples=[]),
                name="import_finished_holds_no_file",
                violation_error_message="An import that is finished keeps nobody's data.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the preview, or the page on which the columns are chosen."""
        page = "import_columns" if self.state == self.State.COLUMNS else "import"
        return reverse(f"educators:{page}", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose register it is for."""
        return frozenset({self.council_id})

    @property
    def is_working(self) -> bool:
        """Whether a worker has it."""
        return self.state in self.WORKING

    @property
    def good_rows(self) -> int:
        """How many rows can be used."""
        return self.row_count - self.bad_rows

    def save_without_file(self) -> None:
        """Save everything but the file, which stays as it was uploaded and may be 12 MB."""
        kept = [field.name for field in self._meta.concrete_fields if not field.primary_key]
        self.save(update_fields=[name for name in kept if name != "content"])

    def can_be_undone_on(self, day: date) -> bool:
        """Whether undoing is still offered."""
        return self.state == self.State.APPLIED and self.undo_until is not None and day <= self.undo_until

    @staticmethod
    def last_day_of_undo(today: date) -> date:
        """Return until when what is applied today can be undone."""
        return today + timedelta(days=UNDO_DAYS)


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


class ImportProblem(models.Model):
    """One thing wrong with a file: the row as the spreadsheet numbers it, the column, and why."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="problems", db_index=False)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=80)
    value = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)

    class Meta:
        """In the order of the file."""

        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["source", "row"], name="problem_by_row")]

    def __str__(self) -> str:
        """Return where it is."""
        return f"Row {self.row}, {self.column}"


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


class ColumnMapping(models.Model):
    """What the columns of a council's file are: said once, remembered for files with the same headings."""

    council = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    columns = models.JSONField(default=list)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Remembered once for a council and its headings."""

        constraints = [
            models.UniqueConstraint(fields=["council", "fingerprint"], name="mapping_is_remembered_once")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
