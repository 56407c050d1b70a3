"""The yearly question whether a record is still right."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from educators.models.educator import Educator
from kmtp.mail.models import PersonalLink
from kmtp.partnership import access


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Questions about confirmations."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the registers that ``user`` looks after."""
        return self.filter(access.within(user, "educators.change_educator", "educator__council"))

    def unanswered(self) -> Self:
        """Return those who have not looked yet."""
        return self.filter(state=Confirmation.State.ASKED)

    def to_decide(self) -> Self:
        """Return the corrections that wait for a coordinator."""
        return self.filter(state=Confirmation.State.WAITING)


@pghistory.track(exclude=["reminders", "link"])
class Confirmation(models.Model):
    """One practice educator was asked to look at her record; what she said, and what became of it."""

    class State(models.TextChoices):
        """Where it is on its way."""

        ASKED = "asked", "Not answered"
        CONFIRMED = "confirmed", "Confirmed"
        WAITING = "waiting", "Corrections waiting"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Not accepted"

    educator = models.ForeignKey(Educator, models.CASCADE, related_name="confirmations")
    link = models.OneToOneField(
        PersonalLink, models.SET_NULL, null=True, blank=True, related_name="confirmation"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    corrections = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    stopped_reminders = models.BooleanField("asked for no more reminders", default=False)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        """One question or correction waits for each person; what was answered has a time."""

        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["educator"],
                condition=Q(state__in=("asked", "waiting")),
                name="confirmation_waits_once",
                violation_error_message="This practice educator is asked about the record already.",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="confirmation_answer_has_a_time",
                violation_error_message="A record that was looked at has the time at which it was.",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="confirmation_refusal_has_a_reason",
                violation_error_message="Say why the correction is not accepted.",
            ),
        ]

    def __str__(self) -> str:
        """Return whose record it is."""
        return f"Corrections of {self.educator}"

    def get_absolute_url(self) -> str:
        """Return the page where a correction is decided."""
        return reverse("educators:correction", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose register it is."""
        return self.educator.tenant_ids
