"""A place on a PEPS programme."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from educators.models.educator import Educator
from kmtp.partnership import access
from kmtp.partnership.fields import AcademicYearField
from kmtp.partnership.models import Organisation


class TrainingQuerySet(models.QuerySet["Training"]):
    """Questions about training."""

    def visible_to(self, user: access.User) -> Self:
        """Return the places of those on the user's register."""
        return self.filter(access.within(user, "educators.view_educator", "educator__council"))


@pghistory.track()
class Training(models.Model):
    """A council supports somebody through a PEPS stage in an academic year."""

    class Stage(models.TextChoices):
        """The stage trained for."""

        STAGE_1 = "stage-1", "PEPS Stage 1"
        STAGE_2 = "stage-2", "PEPS Stage 2"

    class State(models.TextChoices):
        """How it stands."""

        UNDER_WAY = "under-way", "Under way"
        COMPLETED = "completed", "Completed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    educator = models.ForeignKey(Educator, models.CASCADE, related_name="trainings")
    stage = models.CharField(max_length=7, choices=Stage.choices)
    year = AcademicYearField("academic year")
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    mentor = models.ForeignKey(Educator, models.PROTECT, null=True, blank=True, related_name="mentees")
    state = models.CharField(max_length=9, choices=State.choices, default=State.UNDER_WAY)
    ended_on = models.DateField(null=True, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        """One place for each stage and year; nobody mentors themselves."""

        ordering = ["-year", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["educator", "stage", "year"],
                name="training_is_given_once",
                violation_error_message="This place on the programme is already on the record.",
            ),
            models.CheckConstraint(
                condition=Q(mentor__isnull=True) | ~Q(mentor=models.F("educator")),
                name="training_mentor_is_somebody_else",
                violation_error_message="Choose a mentor who is somebody else.",
            ),
            models.CheckConstraint(
                condition=Q(state="under-way") | Q(ended_on__isnull=False),
                name="training_that_ended_has_a_day",
                violation_error_message="Enter the day the training ended.",
            ),
        ]

    def __str__(self) -> str:
        """Return the stage and the year."""
        return f"{self.get_stage_display()}, {self.year}"

    def get_absolute_url(self) -> str:
        """Return the educator's page, where the training stands."""
        return self.educator.get_absolute_url()

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council that supports it."""
        return self.educator.tenant_ids
