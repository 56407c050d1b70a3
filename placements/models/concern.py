"""A concern about a placement: read by those involved alone, with its log, its plan and what came of it."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.models import Person
from placements.models.placement import Placement

PERMISSION = "placements.view_concern"


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Questions about concerns."""

    def visible_to(self, user: access.User) -> Self:
        """Return those in which ``user`` is involved now, of placements that her role still reaches."""
        reach = access.within(
            user,
            PERMISSION,
            "placement__council",
            "placement__student__programme__university",
            own="placement__educator__person",
        )
        involved = Involved.objects.filter(person=user.pk, ended_on=None)
        return self.filter(reach, pk__in=involved.values("concern"))

    def open(self) -> Self:
        """Return those without an outcome."""
        return self.filter(closed_on=None)


@pghistory.track()
class Concern(models.Model):
    """What somebody is worried about, and the outcome, which is not the educator's recommendation."""

    class About(models.TextChoices):
        """What it is about: the reason codes of the field."""

        STUDENT = "student", "The student’s practice"
        PLACEMENT = "placement", "The placement itself"
        CAPACITY = "capacity", "The team’s capacity"
        ABSENCE = "absence", "The practice educator’s absence"
        SAFEGUARDING = "safeguarding", "Safeguarding"

    class Outcome(models.TextChoices):
        """What came of it."""

        RESOLVED = "resolved", "Resolved: the placement goes on"
        EXTENDED = "extended", "The placement is extended"
        SECOND_OPINION = "second", "A second opinion was asked for"
        ENDED = "ended", "The placement ended"
        FITNESS = "fitness", "Referred to fitness to practise"

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="concerns")
    about = models.CharField(max_length=12, choices=About.choices)
    summary = models.CharField("what the concern is", max_length=500)
    raised_on = models.DateField()
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    meet_by = models.DateField("meeting by")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    outcome_words = models.CharField("what was decided", max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        """The newest first; closed with an outcome."""

        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="concern_is_closed_with_an_outcome",
                violation_error_message="Say what came of the concern.",
            )
        ]

    def __str__(self) -> str:
        """Return what it is about, and of which placement; no names."""
        return f"{self.get_about_display()}: {self.placement}"

    def get_absolute_url(self) -> str:
        """Return the concern's page."""
        return reverse("placements:concern", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Those of the placement."""
        return self.placement.tenant_ids

    @property
    def owner_id(self) -> int | None:
        """The practice educator of the placement."""
        return self.placement.owner_id


@pghistory.track()
class Involved(models.Model):
    """Somebody who may read a concern, since when and until when."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="involved")
    person = models.ForeignKey(Person, models.PROTECT, related_name="concerns")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """Each person once at a time."""

        ordering = ["started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "person"],
                condition=Q(ended_on=None),
                name="involved_once_at_a_time",
                violation_error_message="This person is involved already.",
            )
        ]

    def __str__(self) -> str:
        """Return who."""
        return str(self.person)


@pghistory.track(pghistory.InsertEvent())
class ConcernEntry(models.Model):
    """One entry of the dated log: what happened on a day, written by whom. Entries are never changed."""

    class Kind(models.TextChoices):
        """What happened."""

        NOTE = "note", "Note"
        TALK = "talk", "Conversation"
        MEETING = "meeting", "Concerns meeting"
        REVIEW = "review", "Review of the plan"

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    on = models.DateField("day")
    words = models.TextField("what happened", max_length=4000)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        """In the order of the days."""

        ordering = ["on", "pk"]

    def __str__(self) -> str:
        """Return what, and when."""
        return f"{self.get_kind_display()}, {self.on}"


@pghistory.track()
class ConcernAction(models.Model):
    """One line of the action plan: what, who, and when it is looked at again."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="actions")
    what = models.CharField("what is done", max_length=300)
    who = models.CharField("who does it", max_length=120)
    review_on = models.DateField("looked at again on")
    done_on = models.DateField(null=True, blank=True)
    came_of_it = models.CharField("what came of it", max_length=300, blank=True)

    class Meta:
        """The most urgent first."""

        ordering = ["review_on", "pk"]

    def __str__(self) -> str:
        """Return what is to be done."""
        return self.what

    def is_due(self, day: date) -> bool:
        """Say whether it is to be looked at again on ``day``."""
        return self.done_on is None and self.review_on <= day
