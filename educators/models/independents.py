"""The target for the share of independents, from a day on."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from educators import target
from educators.currency import in_words
from kmtp.partnership import access
from kmtp.partnership.access import EVERYBODY, SHARED


class IndependentTargetQuerySet(models.QuerySet["IndependentTarget"]):
    """Questions about the target for independents."""

    def visible_to(self, user: access.User) -> Self:
        """Return all of them: the partnership has one, and whoever reads the policy may read it."""
        return self.all() if access.grants(user, "educators.view_policy") else self.none()


@pghistory.track()
class IndependentTarget(models.Model):
    """One version of the target. The next takes over on its day; an earlier one stays for the years it ruled."""

    class Direction(models.TextChoices):
        """On which side of the value the target lies."""

        AT_MOST = "at most", "At most"
        AT_LEAST = "at least", "At least"

    in_force_from = models.DateField(
        unique=True, error_messages={"unique": "Another target takes effect on this day. Choose another day."}
    )
    percent = models.PositiveSmallIntegerField("share of independents, in per cent", default=20)
    direction = models.CharField(max_length=8, choices=Direction.choices, default=Direction.AT_MOST)

    objects = IndependentTargetQuerySet.as_manager()

    class Meta:
        """The newest first."""

        ordering = ["-in_force_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="independent_target_is_a_percentage",
                violation_error_message="Enter a share between 0 and 100 per cent.",
            )
        ]

    def __str__(self) -> str:
        """Return what it is and from when."""
        return f"Target for independents from {in_words(self.in_force_from)}: {self.rule.words}"

    def get_absolute_url(self) -> str:
        """Return the page of the targets."""
        return reverse("educators:targets")

    @property
    def rule(self) -> target.Target:
        """The target as the pure module reads it."""
        return target.Target(self.percent, target.Direction(self.direction))

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Everybody: the partnership has one target."""
        return EVERYBODY

    @property
    def owner_id(self) -> int:
        """Everybody."""
        return SHARED


def targets_for_independents() -> list[IndependentTarget]:
    """Return every version, the newest first. One query."""
    return list(IndependentTarget.objects.all())


def independents_on(day: date, versions: list[IndependentTarget] | None = None) -> target.Target:
    """Return the target in force on ``day``; the reading that fits the case study when nobody set one."""
    known = targets_for_independents() if versions is None else versions
    return next((one.rule for one in known if one.in_force_from <= day), target.DEFAULT)
