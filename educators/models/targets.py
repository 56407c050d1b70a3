"""What a council sets out to need of practice educators in a year."""

from datetime import date
from decimal import Decimal
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from educators import targets
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.fields import AcademicYearField
from kmtp.partnership.models import Organisation, ServiceArea

PERCENT = (0, 100)


class TargetQuerySet(models.QuerySet["Target"]):
    """Questions about targets."""

    def visible_to(self, user: access.User) -> Self:
        """Return the targets of the councils for which ``user`` sets them."""
        return self.filter(access.within(user, "educators.set_targets", "council"))

    def for_pages(self) -> Self:
        """Return them with their council, in one query."""
        return self.select_related("council")


@pghistory.track()
class Target(models.Model):
    """One council's target for one year: what it assumes, and how many it sets out to train."""

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="educator_targets")
    year = AcademicYearField("academic year")
    learners_each = models.DecimalField(
        "learners an educator takes in a year", max_digits=4, decimal_places=2, default=1
    )
    leavers = models.DecimalField("leave in a year, in per cent", max_digits=4, decimal_places=1, default=8)
    other_duties = models.DecimalField(
        "have other duties, in per cent", max_digits=4, decimal_places=1, default=15
    )
    completion = models.DecimalField(
        "complete their training, in per cent", max_digits=4, decimal_places=1, default=80
    )
    stage_1_places = models.PositiveSmallIntegerField("places for PEPS Stage 1", null=True, blank=True)
    stage_2_places = models.PositiveSmallIntegerField("places for PEPS Stage 2", null=True, blank=True)
    note = models.TextField(blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        """One for each council and year; shares are shares."""

        ordering = ["-year", "council__short_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year"],
                name="target_is_set_once",
                violation_error_message="This council has a target for this year already. Open that one.",
            ),
            models.CheckConstraint(
                condition=Q(learners_each__gt=0, learners_each__lte=20),
                name="target_learners_each_is_more_than_none",
                violation_error_message="Enter more than 0 and at most 20 learners for an educator in a year.",
            ),
            models.CheckConstraint(
                condition=Q(leavers__range=PERCENT, other_duties__range=PERCENT, completion__range=PERCENT),
                name="target_shares_are_percentages",
                violation_error_message="Enter every share as a percentage between 0 and 100.",
            ),
        ]

    def __str__(self) -> str:
        """Return the council and the year."""
        return f"Target of {self.council.short_name} for {self.year}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("educators:target", args=[self.pk])

    @property
    def assumed(self) -> targets.Assumptions:
        """The assumptions as the pure module reads them."""
        # A row that was made a moment ago still has its plain numbers.
        values = (self.learners_each, self.leavers, self.other_duties, self.completion)
        return targets.Assumptions(*(Decimal(value) for value in values))

    @property
    def places(self) -> dict[str, int | None]:
        """How many it sets out to train, by stage."""
        return {targets.STAGE_1: self.stage_1_places, targets.STAGE_2: self.stage_2_places}

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose target it is."""
        return frozenset({self.council_id})


def next_year(day: date) -> AcademicYear:
    """Return the year that a target is set for on ``day``: the one to come."""
    return AcademicYear.of(day).next


@pghistory.track()
class TargetLine(models.Model):
    """How many learners are expected in a service area who need an educator of a stage."""

    class Stage(models.TextChoices):
        """The stage that the placement needs."""

        STAGE_1 = "stage-1", "Stage 1 (first placements)"
        STAGE_2 = "stage-2", "Stage 2 (final placements)"

    class Source(models.TextChoices):
        """Where the number comes from."""

        TYPED = "typed", "Typed"
        HISTORY = "history", "From past placements"

    target = models.ForeignKey(Target, models.CASCADE, related_name="lines")
    service_area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=7, choices=Stage.choices)
    expected = models.PositiveSmallIntegerField("learners expected")
    source = models.CharField(max_length=7, choices=Source.choices, default=Source.TYPED)

    class Meta:
        """Said once for each service and stage."""

        ordering = ["service_area__name", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "service_area", "stage"],
                name="target_line_is_said_once",
                violation_error_message="The learners of this service and stage are given already.",
            ),
            models.CheckConstraint(
                condition=Q(expected__lte=1000),
                name="target_line_is_at_most_a_thousand",
                violation_error_message="Enter between 0 and 1000 learners.",
            ),
        ]

    def __str__(self) -> str:
        """Return the service and the number."""
        return f"{self.service_area}: {self.expected}"
