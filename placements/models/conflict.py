"""A declared conflict: a student and somebody on the register who must not teach her."""

from typing import Self

import pghistory
from django.db import models

from educators.models import Educator
from kmtp.partnership import access
from kmtp.partnership.models import Person
from placements.models.student import Student


class DeclaredConflictQuerySet(models.QuerySet["DeclaredConflict"]):
    """Questions about declared conflicts."""

    def visible_to(self, user: access.User) -> Self:
        """Return those with the educators of the user's councils: who the educator is stays with them."""
        return self.filter(access.within(user, "placements.pair_student", "educator__council"))

    def for_lists(self) -> Self:
        """Return the rows as a student's page shows them, in one query."""
        return self.select_related("educator")


@pghistory.track()
class DeclaredConflict(models.Model):
    """Line manager, relative or friend: kept without saying which, for the rule asks only whether (H7)."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="conflicts")
    educator = models.ForeignKey(Educator, models.CASCADE, related_name="conflicts")
    declared_on = models.DateField()
    declared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = DeclaredConflictQuerySet.as_manager()

    class Meta:
        """Declared once."""

        ordering = ["declared_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "educator"],
                name="conflict_is_declared_once",
                violation_error_message="This conflict is declared already.",
            )
        ]

    def __str__(self) -> str:
        """Return between whom."""
        return f"{self.student} and {self.educator}"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council of the educator."""
        return frozenset({self.educator.council_id})
