"""A team: reorganised often, so it has dates and a predecessor."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from kmtp.partnership import access
from kmtp.partnership.models.organisation import Organisation
from kmtp.partnership.models.person import Person
from kmtp.partnership.models.place import Locality, ServiceArea


class TeamQuerySet(models.QuerySet["Team"]):
    """Questions about teams."""

    def visible_to(self, user: access.User) -> Self:
        """Return the teams of the organisations whose places ``user`` may see."""
        return self.filter(access.within(user, "partnership.view_place", "organisation"))

    def open_on(self, day: date) -> Self:
        """Return the teams that exist on ``day``."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)


@pghistory.track()
class Team(models.Model):
    """A team of a council between two dates."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    service_area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="teams")
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="teams")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    postcode = models.CharField(max_length=8, blank=True, help_text="Where the team works, like ME4 4TR.")
    manager = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="managed_teams",
        verbose_name="team manager",
    )
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")

    objects = TeamQuerySet.as_manager()

    class Meta:
        """A team ends after it starts; two teams of one name do not start on one day."""

        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "valid_from"],
                name="team_is_unique",
                violation_error_message="This council already has a team of this name from that day.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="team_ends_after_it_starts",
                violation_error_message="The team must end on or after the day it starts.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return frozenset({self.organisation_id})
