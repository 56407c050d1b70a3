"""The way back to practice for somebody who lapsed."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from educators import currency
from educators.models.educator import Educator
from kmtp.partnership import access


class ReturnPlanQuerySet(models.QuerySet["ReturnPlan"]):
    """Questions about return plans."""

    def visible_to(self, user: access.User) -> Self:
        """Return the plans of those on the user's register."""
        return self.filter(access.within(user, "educators.view_educator", "educator__council"))

    def open(self) -> Self:
        """Return those that are under way."""
        return self.filter(state=ReturnPlan.State.OPEN)

    def running_on(self, day: date) -> Self:
        """Return the open ones whose days hold ``day``."""
        return self.open().filter(starts_on__lte=day, ends_on__gte=day)

    def to_review(self, day: date) -> Self:
        """Return the open ones whose day of review has come."""
        return self.open().filter(review_on__lte=day)


@pghistory.track()
class ReturnPlan(models.Model):
    """What is agreed so that somebody who lapsed may practise again. Completing it counts as practice on that day."""

    class State(models.TextChoices):
        """How it stands."""

        OPEN = "open", "Under way"
        COMPLETED = "completed", "Completed"
        ENDED = "ended", "Ended early"

    educator = models.ForeignKey(Educator, models.CASCADE, related_name="return_plans")
    agreed_on = models.DateField()
    starts_on = models.DateField("first day")
    review_on = models.DateField("day of the review")
    ends_on = models.DateField("last day")
    mentor = models.ForeignKey(Educator, models.PROTECT, null=True, blank=True, related_name="return_mentees")
    steps = models.TextField(max_length=2000)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = ReturnPlanQuerySet.as_manager()

    class Meta:
        """One open plan for each; the days stand in their order; nobody mentors themselves."""

        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["educator"],
                condition=Q(state="open"),
                name="return_plan_is_open_once",
                violation_error_message="A return plan is open already. Complete or end that one first.",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("starts_on")) & Q(review_on__lte=F("ends_on")),
                name="return_plan_days_stand_in_order",
                violation_error_message="The review must be between the first and the last day of the plan.",
            ),
            models.CheckConstraint(
                condition=Q(mentor__isnull=True) | ~Q(mentor=F("educator")),
                name="return_plan_mentor_is_somebody_else",
                violation_error_message="Choose a mentor who is somebody else.",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_on__isnull=True)
                | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="return_plan_has_an_end_when_it_is_over",
                violation_error_message="Enter the day the plan ended.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | ~Q(reason=""),
                name="return_plan_that_ended_says_why",
                violation_error_message="Say why the plan ended.",
            ),
        ]

    def __str__(self) -> str:
        """Return whose plan it is."""
        return f"Return plan of {self.educator}"

    def get_absolute_url(self) -> str:
        """Return the educator's page, where the plan stands."""
        return self.educator.get_absolute_url()

    def tag_on(self, day: date) -> tuple[str, str]:
        """Return how it stands on ``day``, in words and as a colour."""
        if self.state == self.State.OPEN and day < self.starts_on:
            return "To come", "blue"
        if self.state == self.State.OPEN and day > self.ends_on:
            return "Past its last day", "red"
        return str(self.State(self.state).label), COLOURS[self.State(self.state)]

    @property
    def facts(self) -> currency.Plan:
        """The plan as the pure module reads it; nothing of one that ended early."""
        done = self.ended_on if self.state == self.State.COMPLETED else None
        return currency.Plan(self.starts_on, self.ends_on, done)

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose register it is."""
        return self.educator.tenant_ids


COLOURS = {
    ReturnPlan.State.OPEN: "purple",
    ReturnPlan.State.COMPLETED: "green",
    ReturnPlan.State.ENDED: "grey",
}
