"""A concern about a placement: read by those involved alone, with its log, its plan and what came of it."""

from datetime import date
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Least
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.models import Person
from placements.models.day import Pause
from placements.models.placement import Placement

PERMISSION = "placements.view_concern"


class Due(models.TextChoices):
    """What comes next in an open concern."""

    MEETING = "meeting", "Concerns meeting"
    REVIEW = "review", "Review of the plan"


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Questions about concerns."""

    def visible_to(self, user: access.User) -> Self:
        """Return those in which ``user`` is involved now, of placements that her role still reaches."""
        reach = access.within(
            user,
            PERMISSION,
            "placement__council",
            "placement__programme__university",
            own="placement__educator__person",
        )
        involved = Involved.objects.filter(person=user.pk, ended_on=None)
        return self.filter(reach, pk__in=involved.values("concern"))

    def open(self) -> Self:
        """Return those without an outcome."""
        return self.filter(closed_on=None)

    def with_due(self) -> Self:
        """Add ``due_on``, the day that comes next, and ``due_is``: a meeting that was not held, or a review."""
        met = ConcernEntry.objects.filter(concern=OuterRef("pk"), kind=ConcernEntry.Kind.MEETING)
        reviews = ConcernAction.objects.filter(concern=OuterRef("pk"), done_on=None).order_by("review_on")
        meeting = Case(When(~Exists(met), then=F("meet_by")), output_field=models.DateField())
        found = self.annotate(meeting_on=meeting, review_on=Subquery(reviews.values("review_on")[:1]))
        due_on = Case(When(closed_on=None, then=Least("meeting_on", "review_on")))
        due_is = Case(
            When(closed_on__isnull=False, then=Value("")),
            When(meeting_on=F("due_on"), then=Value(Due.MEETING.value)),
            When(due_on__isnull=False, then=Value(Due.REVIEW.value)),
            default=Value(""),
            output_field=models.CharField(),
        )
        return found.annotate(due_on=due_on).annotate(due_is=due_is)

    def due_by(self, day: date) -> Self:
        """Return the open ones whose meeting or review is due by ``day``."""
        return self.open().with_due().filter(due_on__lte=day)


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
    #: The pause of the count that it asked for. The pause does not know the concern, for others read the pause.
    pause = models.OneToOneField(
        Pause, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

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


class PartQuerySet(models.QuerySet[Any]):
    """Questions about what belongs to a concern."""

    def visible_to(self, user: access.User) -> Self:
        """Return what belongs to the concerns that ``user`` may read."""
        return self.filter(concern__in=Concern.objects.visible_to(user).values("pk"))


class Part(models.Model):
    """Something that belongs to a concern, and is as restricted as it is."""

    objects = PartQuerySet.as_manager()
    concern: Any

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Those of the concern."""
        found: frozenset[int] = self.concern.tenant_ids
        return found

    @property
    def owner_id(self) -> int | None:
        """The practice educator of the placement."""
        found: int | None = self.concern.owner_id
        return found


@pghistory.track()
class Involved(Part):
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
class ConcernEntry(Part):
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
class ConcernAction(Part):
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
