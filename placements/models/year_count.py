"""A year's placements counted, so that ten years of figures cost as little as one."""

from typing import Self

from django.db import models

from kmtp.partnership import access
from kmtp.partnership.fields import AcademicYearField
from kmtp.partnership.models import Organisation, ServiceArea
from placements import kinds, lifecycle
from placements.models.programme import Route
from placements.models.scheme import Scheme


class YearCountQuerySet(models.QuerySet["YearCount"]):
    """Questions about counts."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the user's councils and universities."""
        return self.filter(access.within(user, "placements.view_placement", "council", "university"))


class YearCount(models.Model):
    """How many placements started in a year, of one council, university, kind, route, service and state."""

    year = AcademicYearField("academic year")
    council = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    university = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=kinds.CHOICES)
    route = models.CharField(max_length=16, choices=Route.choices)
    scheme = models.ForeignKey(Scheme, models.CASCADE, null=True, related_name="+")
    service_area = models.ForeignKey(ServiceArea, models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=lifecycle.CHOICES)
    placements = models.PositiveIntegerField()
    days = models.PositiveIntegerField("placement days planned")

    objects = YearCountQuerySet.as_manager()

    class Meta:
        """Each cell once."""

        constraints = [
            models.UniqueConstraint(
                fields=["year", "council", "university", "kind", "route", "scheme", "service_area", "state"],
                nulls_distinct=False,
                name="year_count_is_one_for_each_cell",
            )
        ]

    def __str__(self) -> str:
        """Return how many."""
        return f"{self.year}: {self.placements}"
