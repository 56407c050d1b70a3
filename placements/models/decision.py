"""Who decided on a placement, when, and for an override of a hard rule, why. A decision is always a person's."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from kmtp.partnership import access
from kmtp.partnership.models import Person
from placements.models.draft import Draft
from placements.models.placement import Placement

PERMISSION = "placements.view_decision"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about decisions."""

    def visible_to(self, user: access.User) -> Self:
        """Return those on the placements of the user's councils."""
        return self.filter(access.within(user, PERMISSION, "placement__council"))


@pghistory.track(pghistory.InsertEvent())
class Decision(models.Model):
    """One decision to place a student so, with the reasons that stood on the screen."""

    class Way(models.TextChoices):
        """How it came about."""

        BY_HAND = "hand", "Paired by hand"
        DRAFT = "draft", "Published from a draft"

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="decisions")
    way = models.CharField(max_length=5, choices=Way.choices)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    reasons = models.JSONField(default=list)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        """The newest first; one from a draft names it."""

        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way="draft", draft__isnull=False) | Q(way="hand", draft=None),
                name="decision_names_its_draft",
            )
        ]

    def __str__(self) -> str:
        """Return what was decided on, and how."""
        return f"{self.placement}: {self.get_way_display()}"


@pghistory.track(pghistory.InsertEvent())
class Override(models.Model):
    """A hard rule that was overridden, and why: the rule's number and what it said."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="overrides")
    rule = models.CharField(max_length=4)
    sentence = models.CharField("what the rule said", max_length=300)
    why = models.CharField("why it was overridden", max_length=300)

    class Meta:
        """In the order of the rules; each once, and never without a reason."""

        ordering = ["rule", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "rule"], name="override_is_of_a_rule_once"),
            models.CheckConstraint(
                condition=~Q(why=""),
                name="override_has_a_reason",
                violation_error_message="Say why the rule is overridden.",
            ),
        ]

    def __str__(self) -> str:
        """Return the rule."""
        return self.rule
