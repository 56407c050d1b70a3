"""How long a student travels, by the distance as the crow flies: the partnership's setting, from a day on."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from kmtp.partnership import access
from placements.matching.travel import StraightLine


class TravelPolicyQuerySet(models.QuerySet["TravelPolicy"]):
    """Questions about policies."""

    def visible_to(self, user: access.User) -> Self:
        """Return all of them to who allocates: the partnership has one."""
        return self.all() if access.grants(user, "placements.draft_allocation") else self.none()

    def in_force_on(self, day: date) -> "TravelPolicy | None":
        """Return the policy of ``day``; nothing when none was set by then."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from").first()


@pghistory.track()
class TravelPolicy(models.Model):
    """Minutes are a fixed start and so many for each kilometre, for who drives and for who does not."""

    in_force_from = models.DateField(
        unique=True, error_messages={"unique": "Another setting takes effect on this day. Change that one."}
    )
    driver_start = models.PositiveSmallIntegerField("a driver’s minutes to set out", default=10)
    driver_per_km = models.DecimalField(
        "a driver’s minutes for each kilometre", max_digits=4, decimal_places=2, default="1.6"
    )
    other_start = models.PositiveSmallIntegerField("minutes to set out by bus, train or foot", default=20)
    other_per_km = models.DecimalField(
        "minutes for each kilometre by bus, train or foot", max_digits=4, decimal_places=2, default="3.0"
    )
    most_minutes = models.PositiveSmallIntegerField("most minutes one way", default=90)

    objects = TravelPolicyQuerySet.as_manager()

    class Meta:
        """The newest first; everybody gets on, and a limit is no longer than half a day."""

        ordering = ["-in_force_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(driver_per_km__gt=0, other_per_km__gt=0),
                name="travel_takes_time",
                violation_error_message="Enter more than 0 minutes for each kilometre.",
            ),
            models.CheckConstraint(
                condition=Q(most_minutes__range=(1, 360)),
                name="travel_limit_is_a_minute_to_six_hours",
                violation_error_message="Enter a longest journey between 1 and 360 minutes.",
            ),
            models.CheckConstraint(
                condition=Q(driver_start__lte=F("most_minutes"), other_start__lte=F("most_minutes")),
                name="travel_sets_out_within_its_limit",
                violation_error_message="Setting out cannot take longer than the longest journey.",
            ),
        ]

    def __str__(self) -> str:
        """Return since when."""
        return f"Travel from {self.in_force_from:%-d %b %Y}"

    @property
    def line(self) -> StraightLine:
        """What the matching reckons with."""
        return StraightLine(
            driver_start=self.driver_start,
            driver_per_km=float(self.driver_per_km),
            other_start=self.other_start,
            other_per_km=float(self.other_per_km),
            most_minutes=self.most_minutes,
        )
