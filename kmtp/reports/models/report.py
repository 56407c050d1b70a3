"""One annual report: whose, for which year, which revision, and how far its building is."""

from pathlib import Path
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.fields import AcademicYearField
from kmtp.partnership.models import Organisation, Person


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def visible_to(self, user: access.User) -> Self:
        """Return the reports of the user's councils, and those of the whole partnership."""
        if not access.grants(user, "reports.view_report"):
            return self.none()
        return self.filter(
            access.within(user, "reports.view_report", "organisation") | Q(organisation__isnull=True)
        )

    def unfinished(self) -> Self:
        """Return those that somebody waits for."""
        return self.filter(state__in=Report.UNFINISHED)


@pghistory.track(exclude=["progress", "step", "claimed_at", "attempts", "content_hash", "body", "figures"])
class Report(models.Model):
    """A report of a council, or of the partnership when it has no organisation. Its figures are frozen."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        BUILDING = "building", "Being built"
        READY = "ready", "Ready"
        FAILED = "failed", "Not built"

    UNFINISHED = (State.WAITING, State.BUILDING)

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    year = AcademicYearField("academic year")
    revision = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="From 0 to 100.")
    step = models.CharField(max_length=80, default="Waiting for its turn")
    problem = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    built_at = models.DateTimeField(null=True, blank=True)
    body = models.TextField(
        blank=True, help_text="The chapters as they were counted, the same for page and PDF."
    )
    figures = models.JSONField(default=list, help_text="Every figure with its definition, for the workbook.")
    content_hash = models.CharField(max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        """A revision exists once, and only one is in the making at a time."""

        ordering = ["-year", "organisation__name", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "revision"],
                nulls_distinct=False,
                name="report_revision_is_unique",
            ),
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(state__in=("waiting", "building")),
                nulls_distinct=False,
                name="report_is_built_one_at_a_time",
                violation_error_message="This report is being built already.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(built_at__isnull=False) & ~Q(content_hash="")),
                name="report_that_is_ready_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return f"Practice education in {self.place}, {self.year}"

    def get_absolute_url(self) -> str:
        """Return the report's page."""
        return reverse("reports:detail", args=[self.pk])

    @property
    def title(self) -> str:
        """The title, for lists."""
        return str(self)

    @property
    def place(self) -> str:
        """Whose report it is, in words."""
        return self.organisation.name if self.organisation else "the partnership"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council; the whole partnership's report is everybody's who may open reports."""
        return frozenset({self.organisation_id}) if self.organisation_id else access.EVERYBODY

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody waits for it."""
        return self.state in self.UNFINISHED

    @property
    def is_ready(self) -> bool:
        """Whether it can be read and downloaded."""
        return self.state == self.State.READY

    @property
    def file(self) -> Path:
        """Where its PDF stands."""
        return Path(settings.MEDIA_ROOT) / "reports" / f"report-{self.pk}.pdf"

    @property
    def filename(self) -> str:
        """The name under which it is downloaded."""
        whose = self.organisation.slug if self.organisation else "partnership"
        return f"practice-education-{whose}-{self.year.slug}-revision-{self.revision}"
