"""What every import keeps: the file on its way, what is wrong with it, and what its columns are."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from kmtp.partnership.models import Organisation, Person
from kmtp.spreadsheet.columns import Layout

#: How long an import can be undone; what undoing needs is kept no longer.
UNDO_DAYS = 30
#: What the trail does not keep of an import: the file itself, and how far a worker is.
UNTRACKED = (
    *("content", "headings", "samples", "columns", "row_count", "bad_rows", "problem_count"),
    *("progress", "step", "claimed_at", "attempts", "note", "applied_by", "undo_until", "marks"),
)
ImportT = TypeVar("ImportT", bound="AnyImport")
WAITS = ("columns", "checking", "ready", "refused", "applying")
DONE = ("applied", "undone")


class ImportQuerySet(models.QuerySet[ImportT]):
    """Questions about imports; a room adds ``visible_to``."""

    def unfinished(self) -> Self:
        """Return those that nobody has applied or put away."""
        return self.filter(state__in=AnyImport.UNFINISHED)

    def for_a_worker(self) -> Self:
        """Return those that a worker is to go on with."""
        return self.filter(state__in=AnyImport.WORKING)

    def past_undoing(self, today: date) -> Self:
        """Return those that keep values for an undo that is no longer offered."""
        return self.filter(undo_until__lt=today)


def constraints(prefix: str, owner: Sequence[str]) -> list[models.BaseConstraint]:
    """Return what holds for every import, by names that begin with ``prefix``.

    A file waits once for its ``owner``; what is applied has a time; what is finished holds no file.
    """
    return [
        models.UniqueConstraint(
            fields=[*owner, "sha256"],
            condition=Q(state__in=WAITS),
            name=f"{prefix}_waits_once",
            violation_error_message="This file is already waiting to be applied.",
        ),
        models.CheckConstraint(
            condition=Q(state__in=DONE, applied_at__isnull=False)
            | (~Q(state__in=DONE) & Q(applied_at__isnull=True)),
            name=f"{prefix}_applied_has_a_time",
            violation_error_message="An import that was applied has the time at which it was.",
        ),
        models.CheckConstraint(
            condition=Q(state__in=WAITS) | Q(content__isnull=True, samples=[]),
            name=f"{prefix}_finished_holds_no_file",
            violation_error_message="An import that is finished keeps nobody's data.",
        ),
    ]


class AnyImport(models.Model):
    """One uploaded file: its rows wait here until somebody applies them or puts them away.

    A finished import keeps its counts and the fingerprint of its file, and no longer anybody's data. A room adds
    whose it is, and rows (``staged``), ``problems`` and ``touches`` that refer to it.
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

    #: The application whose pages it has.
    namespace: ClassVar[str]

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

    class Meta:
        """The newest first."""

        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the preview, or the page on which the columns are chosen."""
        page = "import_columns" if self.state == self.State.COLUMNS else "import"
        return reverse(f"{self.namespace}:{page}", args=[self.pk])

    @property
    def layout(self) -> Layout:
        """The columns that the file may have."""
        raise NotImplementedError

    @property
    def owner(self) -> Organisation:
        """Whose it is: for whose files of the same source the columns are remembered."""
        raise NotImplementedError

    @property
    def place(self) -> str:
        """Where it goes, as a sentence has it: "the register of Kent"."""
        return f"{self.layout.what} of {self.owner}"

    @property
    def is_working(self) -> bool:
        """Whether a worker has it."""
        return self.state in self.WORKING

    @property
    def is_unreadable(self) -> bool:
        """Whether a worker could not read it to its end; its note says why."""
        return self.state == self.State.REFUSED and not self.problem_count

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


class AnyProblem(models.Model):
    """One thing wrong with a file: the row as the spreadsheet numbers it, the column, and why."""

    row = models.PositiveIntegerField()
    column = models.CharField(max_length=80)
    value = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)

    class Meta:
        """In the order of the file."""

        abstract = True
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        """Return where it is."""
        return f"Row {self.row}, {self.column}"


class AnyMapping(models.Model):
    """What the columns of an organisation's file are: said once, remembered for files with the same headings."""

    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    columns = models.JSONField(default=list)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        """A room says for whom it is remembered."""

        abstract = True

    def __str__(self) -> str:
        """Return the name."""
        return self.name
