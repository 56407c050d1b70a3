"""A cohort: those of an intake who go through the programme together."""

import pghistory
from django.db import models
from django.db.models import F, Q

from educators.models.intake import Intake
from kmtp.partnership.models import Organisation


@pghistory.track()
class Cohort(models.Model):
    """One run of the programme for the people of one intake; made when the first of them accepts."""

    intake = models.OneToOneField(Intake, models.PROTECT, related_name="cohort")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        """It ends after it starts."""

        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_it_starts",
                violation_error_message="The cohort must end on or after the day it starts.",
            )
        ]

    def __str__(self) -> str:
        """Return the intake's name."""
        return str(self.intake)

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return self.intake.tenant_ids
