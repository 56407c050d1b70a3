"""What one side says: the response of the student or of the practice educator, and its answers."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from evaluations import instruments
from evaluations.models.evaluation import Evaluation
from kmtp.mail.models import PersonalLink
from kmtp.partnership import access


class Audience(models.TextChoices):
    """Who is asked."""

    STUDENT = instruments.STUDENT, "Student"
    EDUCATOR = instruments.EDUCATOR, "Practice educator"


class ResponseQuerySet(models.QuerySet["Response"]):
    """Questions about responses."""

    def visible_to(self, user: access.User) -> Self:
        """Return those that are the person's own to give; nobody opens another's by signing in."""
        own = access.within(
            user, "evaluations.answer_evaluation", own="evaluation__placement__educator__person"
        )
        return self.filter(own, audience=Audience.EDUCATOR)

    def submitted(self) -> Self:
        """Return those that came in."""
        return self.filter(submitted_at__isnull=False)

    def missing_on(self, day: date) -> Self:
        """Return those that did not come in and still can."""
        return self.filter(
            submitted_at__isnull=True,
            evaluation__revealed_at__isnull=True,
            evaluation__opens_on__lte=day,
            evaluation__closes_on__gte=day,
        )


@pghistory.track()
class Response(models.Model):
    """The answers of one side, saved page by page until they are sent."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="responses")
    audience = models.CharField("asked", max_length=8, choices=Audience.choices)
    link = models.OneToOneField(
        PersonalLink, models.SET_NULL, null=True, blank=True, related_name="evaluation_response"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        """Each side answers once."""

        ordering = ["evaluation", "-audience"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "audience"],
                name="response_is_given_once",
                violation_error_message="This evaluation was already asked of this person.",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True)
                | Q(started_at__isnull=False, submitted_at__gte=F("started_at")),
                name="response_is_sent_after_it_was_started",
                violation_error_message="A response is sent after it was started.",
            ),
        ]

    def __str__(self) -> str:
        """Return whose side of what; it names nobody."""
        return f"{self.get_audience_display()}, {self.evaluation}"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council and the university."""
        return self.evaluation.tenant_ids

    @property
    def owner_id(self) -> int | None:
        """The person who gives it by signing in: the practice educator, never for the student's side."""
        return self.evaluation.owner_id if self.audience == Audience.EDUCATOR else None


class Answer(models.Model):
    """One answer. The words of its question are those of the evaluation's version of the questionnaire."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40)
    number = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    choice = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        """Each question is answered once, in one way."""

        indexes = [models.Index(fields=["key", "choice", "number"], name="answer_by_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "key"],
                name="answer_is_given_once",
                violation_error_message="This question was already answered.",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False, choice="", text="")
                | (Q(number__isnull=True, text="") & ~Q(choice=""))
                | (Q(number__isnull=True, choice="") & ~Q(text="")),
                name="answer_is_one_thing",
                violation_error_message="Answer with a number, a choice or words: one of them.",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=0),
                name="answer_is_not_below_nought",
                violation_error_message="Enter 0 or more.",
            ),
        ]

    def __str__(self) -> str:
        """Return the key, never what was said."""
        return self.key

    @property
    def value(self) -> instruments.Value:
        """What was said, as the pure modules read it."""
        return self.number if self.number is not None else self.choice or self.text
