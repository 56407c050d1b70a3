"""A session: one point of a forum's programme."""

import pghistory
from django.db import models
from django.db.models import Q

from forums.models.forum import Forum
from kmtp.partnership.models import Organisation


@pghistory.track()
class Session(models.Model):
    """What is done in a part of a forum, and by whom it is led."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="sessions")
    order = models.PositiveSmallIntegerField("place in the programme")
    title = models.CharField(max_length=160)
    facilitator = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="facilitator from"
    )

    class Meta:
        """Sessions follow one another from the first on."""

        ordering = ["forum", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "order"],
                name="session_has_its_own_place",
                # Checked at the end of the transaction, so that two sessions can change places.
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Another session has this place in the programme.",
            ),
            models.CheckConstraint(
                condition=Q(order__gte=1),
                name="session_places_start_at_one",
                violation_error_message="Number the sessions from 1.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="session_has_a_title",
                violation_error_message="Enter the title of the session.",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def led_by(self) -> str:
        """Who leads it and where from, in words."""
        home = self.organisation.short_name if self.organisation else ""
        return ", ".join(word for word in (self.facilitator, home) if word)
