"""A university's social work programme."""

from typing import Self

from django.db import models

from kmtp.partnership import access
from kmtp.partnership.models import Organisation


class Route(models.TextChoices):
    """The ways into social work."""

    BA = "ba", "BA"
    MA = "ma", "MA"
    STEP_UP = "step-up", "Step Up to Social Work"
    THINK_AHEAD = "think-ahead", "Think Ahead"
    FRONTLINE = "frontline", "Approach Social Work (Frontline)"
    APPRENTICESHIP = "apprenticeship", "Degree apprenticeship"
    OPEN_UNIVERSITY = "open-university", "Open University, in-house"


#: The routes whose placements a council counts as its practice placements; the others are counted beside them.
PRACTICE_ROUTES = (Route.BA, Route.MA)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Questions about programmes."""

    def visible_to(self, user: access.User) -> Self:
        """Return a university's own programmes; all of them for a student faculty."""
        if access.grants(user, "placements.pair_student"):
            return self.all()
        return self.filter(access.within(user, "placements.view_student", "university"))


class Programme(models.Model):
    """One programme, by one route."""

    university = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=120)
    route = models.CharField(max_length=16, choices=Route.choices)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        """A university's programmes have different names."""

        ordering = ["university__short_name", "name"]
        constraints = [models.UniqueConstraint(fields=["university", "name"], name="programme_is_unique")]

    def __str__(self) -> str:
        """Return the name and the university."""
        return f"{self.name}, {self.university.short_name}"
