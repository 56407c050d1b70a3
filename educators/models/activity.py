"""What an educator does with the award."""

from decimal import Decimal
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from educators.models.educator import Educator
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about activities."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the people on the user's register."""
        return self.filter(access.within(user, "educators.view_educator", "educator__council"))

    def in_year(self, year: AcademicYear) -> Self:
        """Return those with a day in the academic year."""
        ends = Q(ended_on__isnull=True) | Q(ended_on__gte=year.starts_on)
        return self.filter(ends, started_on__lte=year.ends_on)

    def alike(self, work: "Activity") -> Self:
        """Return the same kind of work of the same person from the same day."""
        return self.filter(educator=work.educator_id, kind=work.kind, started_on=work.started_on)

    def educators(self) -> "models.QuerySet[Activity, dict[str, int]]":
        """Return the keys of the people whose they are."""
        return self.order_by().values("educator")


@pghistory.track()
class Activity(models.Model):
    """One piece of practice learning work between two dates."""

    class Kind(models.TextChoices):
        """The roles of the field (domain: PEPS roles)."""

        STUDENT = "student", "Practice educator of a student"
        MENTOR = "mentor", "PEPS mentor and assessor"
        ASYE = "asye", "ASYE assessor"
        AMHP = "amhp", "Practice educator for AMHP"
        BIA = "bia", "Practice educator for BIA"
        SUPERVISOR = "supervisor", "On-site supervisor"

    educator = models.ForeignKey(Educator, models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    weight = models.DecimalField("weight on capacity", max_digits=3, decimal_places=2, default=Decimal(1))
    source = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text="What keeps it in step, such as a placement; empty when a person wrote it.",
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        """It ends after it starts; a person writes the same work once, and a placement has one of its own."""

        ordering = ["-started_on"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="activity_ends_after_it_starts",
                violation_error_message="The activity must end on or after the day it starts.",
            ),
            models.UniqueConstraint(
                fields=["educator", "kind", "started_on", "source"],
                name="activity_is_written_once",
                violation_error_message="This activity is already on the record.",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="activity_has_a_source_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        """Return the kind and the start."""
        return f"{self.get_kind_display()} from {self.started_on:%d %b %Y}"

    def get_absolute_url(self) -> str:
        """Return the educator's page, where it stands."""
        return self.educator.get_absolute_url()

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose register it is."""
        return self.educator.tenant_ids
