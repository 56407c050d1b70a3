"""What a university pays for a placement day, and who pays nothing: settings with dates."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from placements.models.programme import Route

PERMISSION = "placements.view_fee"


class FeeRateQuerySet(models.QuerySet["FeeRate"]):
    """Questions about rates."""

    def visible_to(self, user: access.User) -> Self:
        """Return those for all, and those of the user's universities; all of them to a student faculty."""
        if access.grants(user, "placements.pair_student"):
            return self.all()
        own = access.within(user, PERMISSION, "university")
        return self.filter(own | Q(university=None)) if access.grants(user, PERMISSION) else self.none()


@pghistory.track()
class FeeRate(models.Model):
    """Pounds for a placement day, from a day on; one for a university takes the place of the one for all."""

    in_force_from = models.DateField()
    university = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fee_rates",
        help_text="Empty: for every university.",
    )
    pounds = models.DecimalField("pounds for a placement day", max_digits=6, decimal_places=2)

    objects = FeeRateQuerySet.as_manager()

    class Meta:
        """The newest first; one for a university and day."""

        ordering = ["-in_force_from", "university__short_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["in_force_from", "university"],
                nulls_distinct=False,
                name="fee_rate_is_one_from_a_day",
                violation_error_message="There is a rate from this day already. Change that one.",
            ),
            models.CheckConstraint(
                condition=Q(pounds__gte=0),
                name="fee_rate_is_not_negative",
                violation_error_message="Enter 0 or more pounds.",
            ),
        ]

    def __str__(self) -> str:
        """Return how much, for whom."""
        return f"£{self.pounds} for {self.university or 'every university'}"


class FeeExemptionQuerySet(models.QuerySet["FeeExemption"]):
    """Questions about exemptions."""

    def visible_to(self, user: access.User) -> Self:
        """Return all of them to who may see fees: they are rules, and nobody's data."""
        return self.all() if access.grants(user, PERMISSION) else self.none()

    def in_force_on(self, day: date) -> Self:
        """Return those that hold on ``day``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


@pghistory.track()
class FeeExemption(models.Model):
    """A route for which no fee is paid: apprentices usually, whose employer is the provider."""

    route = models.CharField(max_length=16, choices=Route.choices)
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)
    why = models.CharField("reason", max_length=200)

    objects = FeeExemptionQuerySet.as_manager()

    class Meta:
        """The newest first; it ends after it starts."""

        ordering = ["-starts_on", "route"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="fee_exemption_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first.",
            ),
            models.UniqueConstraint(
                fields=["route", "starts_on"],
                name="fee_exemption_is_one_from_a_day",
                violation_error_message="This route is exempt from that day already.",
            ),
        ]

    def __str__(self) -> str:
        """Return which route."""
        return self.get_route_display()
