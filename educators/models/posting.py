"""Who was in which team when, and which team took over from one that closed."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from educators.models.educator import Educator
from kmtp.partnership import access
from kmtp.partnership.models import Team


class DateRange(Func):
    """PostgreSQL's range of days, both ends included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class PostingQuerySet(models.QuerySet["Posting"]):
    """Questions about postings."""

    def visible_to(self, user: access.User) -> Self:
        """Return the postings of the educators whom ``user`` may see."""
        return self.filter(educator__in=Educator.objects.visible_to(user))

    def past(self) -> Self:
        """Return those that have ended, with their teams, the latest first."""
        return self.filter(ended_on__isnull=False).select_related("team").order_by("-started_on")


class Posting(models.Model):
    """An educator's time in one team. A trigger on the register keeps it, whoever writes ``Educator.team``."""

    educator = models.ForeignKey(Educator, models.CASCADE, related_name="postings")
    team = models.ForeignKey(Team, models.PROTECT, related_name="postings")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        """Nobody is in two teams on one day.

        A trigger keeps the open posting after all that have ended: as an exclusion constraint over the open ones
        too, this cost a third of an import (migration 0017).
        """

        ordering = ["-started_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="posting_ends_after_it_starts",
                violation_error_message="The last day in the team must be on or after the first.",
            ),
            ExclusionConstraint(
                name="posting_is_in_one_team_at_a_time",
                # The person first: an index that begins with days, nearly all open to the end, is slow to fill.
                expressions=[
                    ("educator", RangeOperators.EQUAL),
                    (
                        DateRange("started_on", "ended_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_on__isnull=False),
                violation_error_message="A practice educator is in one team at a time.",
            ),
            models.UniqueConstraint(
                fields=["educator"],
                condition=Q(ended_on__isnull=True),
                name="posting_is_open_once",
                violation_error_message="A practice educator is in one team at a time.",
            ),
        ]

    def __str__(self) -> str:
        """Return the team."""
        return str(self.team)


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Questions about teams that closed."""

    def visible_to(self, user: access.User) -> Self:
        """Return those between teams that ``user`` may see."""
        return self.filter(access.within(user, "partnership.view_place", "team__organisation"))

    def due_on(self, day: date) -> Self:
        """Return those whose team has closed before ``day`` and still has educators on the register."""
        staying = Educator.objects.on_the_register_on(day).filter(team=models.OuterRef("team"))
        return self.filter(models.Exists(staying), team__valid_to__lt=day).order_by("team__valid_to")


class Succession(models.Model):
    """The team that takes over the educators of one that closes. Two teams may close into one."""

    team = models.OneToOneField(Team, models.PROTECT, related_name="succession")
    successor = models.ForeignKey(Team, models.PROTECT, related_name="took_over")

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        """No team follows itself."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(team=F("successor")),
                name="succession_is_of_another_team",
                violation_error_message="Choose another team as the successor.",
            )
        ]

    def __str__(self) -> str:
        """Return who follows whom."""
        return f"{self.successor} after {self.team}"
