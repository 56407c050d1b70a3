"""A spreadsheet on its way into the register."""

from collections.abc import Iterable
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from educators.spreadsheet import Problem, Row
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Person


class ImportQuerySet(models.QuerySet["Import"]):
    """Questions about imports."""

    def visible_to(self, user: access.User) -> Self:
        """Return the imports into the registers that ``user`` looks after."""
        return self.filter(access.within(user, "educators.import_educators", "council"))

    def unfinished(self) -> Self:
        """Return those that nobody has applied or put away."""
        return self.filter(state__in=(Import.State.READY, Import.State.REFUSED))


@pghistory.track(exclude=["rows", "problems"])
class Import(models.Model):
    """One uploaded file: its rows wait here until somebody applies them or puts them away.

    A finished import keeps its counts and the fingerprint of its file, and no longer anybody's data.
    """

    class State(models.TextChoices):
        """Where a file is on its way."""

        READY = "ready", "Ready to apply"
        REFUSED = "refused", "To be mended"
        APPLIED = "applied", "Applied"
        PUT_AWAY = "put-away", "Put away"

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file_name = models.CharField("file", max_length=120)
    sha256 = models.CharField("fingerprint of the file", max_length=64)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    rows = models.JSONField(default=list, blank=True)
    problems = models.JSONField(default=list, blank=True)
    unused_columns = models.JSONField(default=list, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        """A file waits once for each council; what is applied has a time; what is finished holds no rows."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "sha256"],
                condition=Q(state__in=("ready", "refused")),
                name="import_waits_once",
                violation_error_message="This file is already waiting to be applied.",
            ),
            models.CheckConstraint(
                condition=Q(state="applied", applied_at__isnull=False)
                | (~Q(state="applied") & Q(applied_at__isnull=True)),
                name="import_applied_has_a_time",
                violation_error_message="An import that was applied has the time at which it was.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("ready", "refused")) | Q(rows=[], problems=[]),
                name="import_finished_holds_no_rows",
                violation_error_message="An import that is finished keeps nobody's data.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the preview."""
        return reverse("educators:import", args=[self.pk])

    @property
    def checked_rows(self) -> Iterable[Row]:
        """The rows that were found good."""
        return (Row.unpacked(packed) for packed in self.rows)

    @property
    def found_problems(self) -> list[Problem]:
        """What is wrong with the file."""
        return [Problem(**packed) for packed in self.problems]

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose register it is for."""
        return frozenset({self.council_id})
