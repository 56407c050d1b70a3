"""An intake: one round of applications of a council, the questions of its panels, and its cohort."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from educators.models.training import Training
from kmtp.partnership import access
from kmtp.partnership.models import Organisation

#: Years qualified that a stage asks for: Stage 1 needs two, Stage 2 is advised after three.
YEARS = {Training.Stage.STAGE_1.value: 2, Training.Stage.STAGE_2.value: 2}
ELIGIBILITY = (
    "You are a social worker registered with Social Work England and qualified for at least two years; "
    "for Stage 2 we advise three."
)


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Questions about intakes."""

    def visible_to(self, user: access.User) -> Self:
        """Return the intakes of the user's councils."""
        return self.filter(access.within(user, "educators.run_recruitment", "council"))

    def open_on(self, day: date) -> Self:
        """Return those that take applications on ``day``."""
        return self.filter(opens_on__lte=day, closes_on__gte=day, closed_by_hand=False)

    def for_the_list(self) -> Self:
        """Bring along what a line shows."""
        sent = Count("applications", filter=~Q(applications__state="draft"))
        return self.select_related("council", "provider").annotate(received=sent)


@pghistory.track()
class Intake(models.Model):
    """A council takes applications for places on a PEPS programme between two days."""

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="intakes")
    name = models.CharField(max_length=80, help_text="Such as Autumn 2026.")
    stage = models.CharField(max_length=7, choices=Training.Stage.choices)
    opens_on = models.DateField("opens on")
    closes_on = models.DateField("closes on")
    interviews_from = models.DateField("interviews from", null=True, blank=True)
    interviews_to = models.DateField("interviews until", null=True, blank=True)
    places = models.PositiveSmallIntegerField(default=10)
    provider = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="programme provider"
    )
    starts_on = models.DateField("programme starts on")
    eligibility = models.TextField("who can apply", max_length=1000, default=ELIGIBILITY)
    closed_by_hand = models.BooleanField("closed", default=False, editable=False)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        """An intake opens before it closes, and its programme starts afterwards."""

        ordering = ["-opens_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name", "stage"],
                name="intake_is_named_once",
                violation_error_message="This council already has an intake of this name and stage.",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="intake_closes_after_it_opens",
                violation_error_message="The intake must close on or after the day it opens.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gt=F("closes_on")),
                name="intake_starts_after_it_closes",
                violation_error_message="The programme must start after the intake closes.",
            ),
            models.CheckConstraint(
                condition=Q(interviews_to__isnull=True) | Q(interviews_to__gte=F("interviews_from")),
                name="intake_interviews_end_after_they_begin",
                violation_error_message="The interviews must end on or after the day they begin.",
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, 500)),
                name="intake_has_places",
                violation_error_message="Enter between 1 and 500 places.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name and the stage."""
        return f"{self.name}, {self.get_stage_display()}"

    def get_absolute_url(self) -> str:
        """Return the intake's page."""
        return reverse("educators:intake", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return frozenset({self.council_id})

    def standing(self, day: date) -> tuple[str, str]:
        """Return whether it takes applications on ``day``, as a word and its colour."""
        if self.closed_by_hand or self.closes_on < day:
            return "Closed", "grey"
        return ("Open", "green") if self.opens_on <= day else ("To open", "yellow")

    def is_open_on(self, day: date) -> bool:
        """Say whether it takes applications on ``day``."""
        return self.standing(day)[0] == "Open"


@pghistory.track()
class Criterion(models.Model):
    """What a panel scores, and how much it weighs."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    words = models.CharField("criterion", max_length=200)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """In their order; a weight is between 1 and 5."""

        ordering = ["order", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, 5)),
                name="criterion_weighs_one_to_five",
                violation_error_message="Enter a weight between 1 and 5.",
            )
        ]

    def __str__(self) -> str:
        """Return its words."""
        return self.words
