"""How long a student travels, by the distance as the crow flies: the partnership's setting, from a day on."""

from datetime import date
from typing import Self

import pghistory
from django.db import models

from kmtp.partnership import access


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
        """The newest first."""

        ordering = ["-in_force_from"]

    def __str__(self) -> str:
        """Return since when."""
        return f"Travel from {self.in_force_from}"
