"""Where a team works and what it does: localities and service areas, each council's own."""

from typing import Self

from django.db import models

from kmtp.partnership import access
from kmtp.partnership.models.organisation import Organisation


class PlaceQuerySet(models.QuerySet):
    """Questions about localities and service areas."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the organisations whose places ``user`` may see."""
        return self.filter(access.within(user, "partnership.view_place", "organisation"))


class Locality(models.Model):
    """A district or area of a council, such as Thanet."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="localities")
    name = models.CharField(max_length=80)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        """A council's localities have different names."""

        ordering = ["name"]
        verbose_name_plural = "localities"
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="locality_is_unique")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return frozenset({self.organisation_id})


class ServiceArea(models.Model):
    """What a group of teams does, such as Children in Care. The group decides what contrasts with what."""

    class Group(models.TextChoices):
        """The broad kind of work, by which a second placement contrasts with the first."""

        CHILDREN = "children", "Children and families"
        ADULTS = "adults", "Adults"
        MENTAL_HEALTH = "mental-health", "Mental health"
        OTHER = "other", "Other"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="service_areas")
    name = models.CharField(max_length=80)
    group = models.CharField(max_length=14, choices=Group.choices)
    is_statutory = models.BooleanField(default=True, help_text="High-risk decisions and legal interventions.")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        """A council's service areas have different names."""

        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="service_area_is_unique")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return frozenset({self.organisation_id})
