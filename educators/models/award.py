"""An award in practice education."""

from datetime import date
from typing import ClassVar

import pghistory
from django.db import models

from educators.models.educator import Educator
from kmtp.partnership.models import Organisation


@pghistory.track(level=pghistory.Statement)
class Award(models.Model):
    """A PEPS stage reached, or an earlier award that counts for every level."""

    class Kind(models.TextChoices):
        """What was awarded."""

        STAGE_1 = "stage-1", "PEPS Stage 1"
        STAGE_2 = "stage-2", "PEPS Stage 2"
        PRACTICE_TEACHING = "practice-teaching", "GSCC Practice Teaching Award"
        HIGHER_SPECIALIST = "higher-specialist", "Higher Specialist Award"

    #: The awards that allow the final placement (PEPS 2022: legacy awards count for all levels).
    FULL: ClassVar[tuple[str, ...]] = (Kind.STAGE_2, Kind.PRACTICE_TEACHING, Kind.HIGHER_SPECIALIST)

    educator = models.ForeignKey(Educator, models.CASCADE, related_name="awards")
    kind = models.CharField("award", max_length=18, choices=Kind.choices)
    awarded_on = models.DateField()
    evidence_on = models.DateField("day the certificate was seen", null=True, blank=True)
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Each award is held once."""

        ordering = ["awarded_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["educator", "kind"],
                name="award_is_held_once",
                violation_error_message="This award is already on the record.",
            )
        ]

    def __str__(self) -> str:
        """Return the award and its year."""
        return f"{self.get_kind_display()}, {self.awarded_on:%Y}"

    @staticmethod
    def as_of(day: date) -> models.Q:
        """Return the condition that an award was held on ``day``."""
        return models.Q(awarded_on__lte=day)
