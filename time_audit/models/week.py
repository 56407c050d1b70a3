"""A week that a practice educator returns, and the time in it."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kmtp.partnership import access
from time_audit import categories, hours
from time_audit.models.participant import Participant


class WeekQuerySet(models.QuerySet["Week"]):
    """Questions about weeks."""

    def visible_to(self, user: access.User) -> Self:
        """Return the weeks of those that ``user`` may know of."""
        return self.filter(participant__in=Participant.objects.visible_to(user))

    def returned(self) -> Self:
        """Return those that were sent in: a week with nothing in it counts, a blank one does not."""
        return self.filter(submitted_at__isnull=False)


@pghistory.track()
class Week(models.Model):
    """One participant's week. Without ``submitted_at`` it is blank: opened again, but not returned."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="weeks")
    week_starts_on = models.DateField("week from")
    is_nothing = models.BooleanField("nothing this week", default=False)
    submitted_at = models.DateTimeField("returned at", null=True, blank=True)
    reopened_until = models.DateField("open again until", null=True, blank=True)

    objects = WeekQuerySet.as_manager()

    class Meta:
        """One log for each participant and week; weeks start on Monday."""

        ordering = ["-week_starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "week_starts_on"],
                name="week_is_returned_once",
                violation_error_message="This week is on the record already. Open it and change it.",
            ),
            models.CheckConstraint(
                condition=Q(week_starts_on__iso_week_day=1),
                name="week_starts_on_a_monday",
                violation_error_message="A week starts on a Monday.",
            ),
            models.CheckConstraint(
                condition=Q(is_nothing=False) | Q(submitted_at__isnull=False),
                name="week_with_nothing_was_returned",
                violation_error_message="A week with nothing in it is a week that was returned.",
            ),
        ]

    def __str__(self) -> str:
        """Return which week."""
        return f"Week from {self.week_starts_on:%d %b %Y}"

    def get_absolute_url(self) -> str:
        """Return the week's page."""
        return week_url(self.participant_id, self.week_starts_on)

    @property
    def is_returned(self) -> bool:
        """Whether it was sent in."""
        return self.submitted_at is not None

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return self.participant.tenant_ids

    @property
    def owner_id(self) -> int | None:
        """The person whose week it is."""
        return self.participant.owner_id


@pghistory.track()
class Entry(models.Model):
    """The minutes of one kind of work in one week, in the daytime and out of hours."""

    week = models.ForeignKey(Week, models.CASCADE, related_name="entries")
    category = models.CharField("kind of work", max_length=12, choices=categories.CHOICES)
    daytime = models.PositiveSmallIntegerField("minutes in the daytime", default=0)
    out_of_hours = models.PositiveSmallIntegerField("minutes out of hours", default=0)
    note = models.CharField("what it was", max_length=200, blank=True)

    class Meta:
        """One row for each kind; time is more than none and at most a hundred hours."""

        ordering = ["pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["week", "category"],
                name="entry_is_made_once",
                violation_error_message="This kind of work has a row in this week already.",
            ),
            models.CheckConstraint(
                condition=Q(category__in=list(categories.CATEGORIES)),
                name="entry_category_is_known",
                violation_error_message="Choose one of the kinds of work.",
            ),
            models.CheckConstraint(
                condition=Q(daytime__gt=0) | Q(out_of_hours__gt=0),
                name="entry_has_time",
                violation_error_message="Enter the time, or leave the row out.",
            ),
            models.CheckConstraint(
                condition=Q(daytime__lte=hours.MOST_MINUTES - F("out_of_hours")),
                name="entry_is_at_most_a_hundred_hours",
                violation_error_message="A week holds at most 100 hours of this work.",
            ),
        ]

    def __str__(self) -> str:
        """Return the kind and the time."""
        return f"{self.get_category_display()}: {hours.in_words(self.daytime + self.out_of_hours)}"


def week_url(participant: int, monday: date) -> str:
    """Return the page of a week, whether anything was returned for it or not."""
    return reverse("time_audit:week", args=[participant, monday])
