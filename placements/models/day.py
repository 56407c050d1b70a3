"""The days of a placement: what the student logged, who confirmed it, and when the count was paused."""

from datetime import date
from decimal import Decimal
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from kmtp.mail.models import PersonalLink
from kmtp.partnership import access
from kmtp.partnership.models import Person
from placements.models.placement import Days, Placement


class DayQuerySet(models.QuerySet["Day"]):
    """Questions about days."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the placements that ``user`` may see."""
        return self.filter(placement__in=Placement.objects.visible_to(user).values("pk"))

    def confirmed(self) -> Self:
        """Return those that count."""
        return self.filter(state=Day.State.CONFIRMED)

    def waiting(self) -> Self:
        """Return those that somebody still has to confirm."""
        return self.filter(state=Day.State.LOGGED)


@pghistory.track()
class Day(models.Model):
    """One day that a student logged: a placement day, a skills day, or one that was missed."""

    class What(models.TextChoices):
        """What the day was."""

        PLACEMENT = "placement", "Placement day"
        SKILLS = "skills", "Skills day"
        SICK = "sick", "Off sick"
        ABSENT = "absent", "Absent for another reason"

    class State(models.TextChoices):
        """Whether it counts."""

        LOGGED = "logged", "To be confirmed"
        CONFIRMED = "confirmed", "Confirmed"
        RETURNED = "returned", "Returned to the student"

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="logged_days")
    on = models.DateField("day")
    what = models.CharField(max_length=9, choices=What.choices, default=What.PLACEMENT)
    amount = models.DecimalField("how much of the day", max_digits=2, decimal_places=1, default=1)
    note = models.CharField("what the student writes", max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.LOGGED)
    comment = models.CharField("what the confirmer writes", max_length=300, blank=True)
    logged_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DayQuerySet.as_manager()

    class Meta:
        """The newest first; a day is logged once; half or whole; returned with a comment."""

        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "on"],
                name="day_is_logged_once",
                violation_error_message="This day is logged already. Change that entry.",
            ),
            models.CheckConstraint(
                condition=Q(amount__in=(Decimal("0.5"), Decimal("1.0"))),
                name="day_is_half_or_whole",
                violation_error_message="Choose a whole day or half a day.",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""),
                name="day_is_returned_with_a_comment",
                violation_error_message="Say what the student should put right.",
            ),
            models.CheckConstraint(
                condition=Q(state="logged", settled_at=None)
                | (~Q(state="logged") & Q(settled_at__isnull=False)),
                name="day_is_settled_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        """Return which day."""
        return f"{self.placement}, {self.on}"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Those of the placement."""
        return self.placement.tenant_ids

    @property
    def owner_id(self) -> int | None:
        """The practice educator of the placement."""
        return self.placement.owner_id


@pghistory.track()
class Pause(models.Model):
    """The count of days stands still from one day to another, or until further notice."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="pauses")
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)
    why = models.CharField("reason", max_length=300)

    class Meta:
        """The newest first; two pauses never share a day."""

        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="pause_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first.",
            ),
            ExclusionConstraint(
                name="pause_is_one_at_a_time",
                expressions=[
                    (F("placement"), RangeOperators.EQUAL),
                    (
                        Days("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="The count is paused in that time already.",
            ),
        ]

    def __str__(self) -> str:
        """Return since when."""
        return f"{self.placement}, paused from {self.starts_on}"

    def covers(self, day: date) -> bool:
        """Say whether the count stands still on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class PlacementLink(models.Model):
    """The personal link by which somebody without an account opens one placement: to log days or confirm them."""

    class Role(models.TextChoices):
        """Who holds it."""

        STUDENT = "student", "Student"
        SUPERVISOR = "supervisor", "On-site supervisor"

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="links")
    role = models.CharField(max_length=10, choices=Role.choices)
    link = models.OneToOneField(PersonalLink, models.CASCADE, related_name="placement_link")

    class Meta:
        """One for each of the two."""

        constraints = [
            models.UniqueConstraint(fields=["placement", "role"], name="placement_link_is_one_for_each_role")
        ]

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.placement}, {self.get_role_display()}"
