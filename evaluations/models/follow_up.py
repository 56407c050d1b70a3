"""Something in an answer that the coordinator must look into."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from evaluations.models.evaluation import Evaluation
from evaluations.models.response import Audience
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Person


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Questions about follow-ups."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the councils whose evaluations ``user`` sends: coordinators and leads, nobody else."""
        reach = access.within(user, "evaluations.send_evaluation", "evaluation__placement__council")
        return self.filter(reach)

    def of(self, council: Organisation | None) -> Self:
        """Return those of ``council``; of the whole partnership for ``None``."""
        return self if council is None else self.filter(evaluation__placement__council=council)

    def open(self) -> Self:
        """Return those that nobody has closed."""
        return self.filter(state=FollowUp.State.OPEN)


@pghistory.track()
class FollowUp(models.Model):
    """One alert to the coordinator, open until somebody writes what was done."""

    class Rule(models.TextChoices):
        """What raised it."""

        HARM = "edi.harm", "Discrimination was reported"
        SAFETY = "ind.safety", "Safety was not explained in week one"
        OBSERVATIONS = "obs.count", "Too few direct observations"

    class State(models.TextChoices):
        """Whether it needs somebody."""

        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="follow_ups")
    audience = models.CharField("told by", max_length=8, choices=Audience.choices)
    rule = models.CharField("reason", max_length=12, choices=Rule.choices)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField("what was done", blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        """One for each rule and side; closed ones say what was done."""

        ordering = ["-state", "opened_at"]
        indexes = [models.Index(fields=["evaluation"], name="follow_up_open", condition=Q(state="open"))]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "audience", "rule"],
                name="follow_up_is_opened_once",
                violation_error_message="This is already being followed up.",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(note="")),
                name="follow_up_is_closed_with_a_note",
                violation_error_message="Write what was done before you close this.",
            ),
        ]

    def __str__(self) -> str:
        """Return the reason and the student's reference."""
        return f"{self.get_rule_display()}: {self.evaluation.placement.student}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("evaluations:follow_up", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council alone: the university does not see follow-ups."""
        return frozenset({self.evaluation.placement.council_id})
