"""What an educator does to keep learning."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q, Sum
from django.utils.timezone import localdate

from educators.models.educator import Educator
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear

#: How long an educator may correct her own entry.
OWN_CORRECTION = timedelta(days=30)


class CpdQuerySet(models.QuerySet["Cpd"]):
    """Questions about continuing professional development."""

    def visible_to(self, user: access.User) -> Self:
        """Return that of the user's register, and the user's own."""
        own = access.within(user, "educators.view_own_record", own="educator__person")
        return self.filter(access.within(user, "educators.view_educator", "educator__council") | own)

    def in_year(self, year: AcademicYear) -> Self:
        """Return what was done in the academic year."""
        return self.filter(on__range=(year.starts_on, year.ends_on))

    def hours(self) -> Decimal:
        """Return the sum of the hours. One query."""
        found: Decimal | None = self.order_by().aggregate(sum=Sum("hours"))["sum"]
        return found or Decimal(0)


@pghistory.track()
class Cpd(models.Model):
    """One piece of learning, with its hours."""

    class Kind(models.TextChoices):
        """What it was."""

        FORUM = "forum", "Forum"
        COURSE = "course", "Course or workshop"
        READING = "reading", "Reading or research"
        SUPERVISION = "supervision", "Supervision of practice education"
        OTHER = "other", "Something else"

    educator = models.ForeignKey(Educator, models.CASCADE, related_name="cpd")
    on = models.DateField("day")
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    title = models.CharField("what it was about", max_length=120)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    provider = models.CharField("who gave it", max_length=80, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CpdQuerySet.as_manager()

    class Meta:
        """The newest first; a day has so many hours; the same is written once."""

        ordering = ["-on"]
        verbose_name = "CPD"
        verbose_name_plural = "CPD"
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=100),
                name="cpd_has_hours",
                violation_error_message="Enter between 0.5 and 100 hours.",
            ),
            models.UniqueConstraint(
                fields=["educator", "on", "title"],
                name="cpd_is_written_once",
                violation_error_message="This is already on the record.",
            ),
        ]

    def __str__(self) -> str:
        """Return what it was about."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the educator's page, where it stands."""
        return self.educator.get_absolute_url()

    def may_be_corrected_on(self, day: date) -> bool:
        """Say whether she herself may still correct what she wrote."""
        return day <= localdate(self.recorded_at) + OWN_CORRECTION

    @property
    def is_open_to_her(self) -> bool:
        """Whether she herself may still correct it today."""
        return self.may_be_corrected_on(localdate())

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose register it is."""
        return self.educator.tenant_ids

    @property
    def owner_id(self) -> int | None:
        """The person whose own it is."""
        return self.educator.owner_id
