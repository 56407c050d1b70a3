"""A partner: a council, a university or an agency of independent practice educators."""

from typing import Self

import pghistory
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from kmtp.partnership import access


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Questions about organisations."""

    def visible_to(self, user: access.User) -> Self:
        """Return those that ``user`` works for; all of them for the partnership's own people."""
        return self.filter(access.within(user, None, "pk"))

    def councils(self) -> Self:
        """Return the councils."""
        return self.filter(kind=Organisation.Kind.COUNCIL)

    def universities(self) -> Self:
        """Return the universities."""
        return self.filter(kind=Organisation.Kind.UNIVERSITY)


@pghistory.track()
class Organisation(models.Model):
    """One partner. A council is the tenant of its educators and placements, a university of its students."""

    class Kind(models.TextChoices):
        """What an organisation is in the partnership."""

        COUNCIL = "council", "Council"
        UNIVERSITY = "university", "University"
        AGENCY = "agency", "Independent agency"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, help_text="As in “Kent”, for lists and charts.")
    slug = models.SlugField(max_length=40, unique=True)
    theme = models.PositiveSmallIntegerField(default=1, help_text="The colour of its pages, 1 to 8.")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        """Names are unique whatever their case."""

        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_is_unique",
                violation_error_message="An organisation with this name is already a partner.",
            ),
            models.CheckConstraint(
                condition=models.Q(theme__range=(1, 8)),
                name="organisation_theme_is_one_of_eight",
                violation_error_message="Choose a colour from 1 to 8.",
            ),
        ]

    def __str__(self) -> str:
        """Return the full name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page on which its names are corrected."""
        return reverse("accounts:organisation", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The organisation itself."""
        return frozenset({self.pk})
