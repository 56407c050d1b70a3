"""The steps of a placement: what is due by when, whose it is, and the documents that go with it."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Person
from placements import kinds, lifecycle
from placements.models.placement import Placement
from placements.steps import SOON

PERMISSION = "placements.view_placement"


class StepKindQuerySet(models.QuerySet["StepKind"]):
    """Questions about the steps that placements have."""

    def visible_to(self, user: access.User) -> Self:
        """Return all of them to who may see placements: they are rules, and nobody's data."""
        return self.all() if access.grants(user, PERMISSION) else self.none()

    def for_placement(self, kind: str, university: int, day: date) -> Self:
        """Return those of a kind of placement that starts on ``day`` for a university's student."""
        in_force = self.filter(Q(in_force_until=None) | Q(in_force_until__gte=day), in_force_from__lte=day)
        return in_force.filter(Q(university=None) | Q(university=university), placement_kind=kind)


@pghistory.track()
class StepKind(models.Model):
    """A step that every placement of a kind has: named, anchored to its start, middle or end, and owned."""

    class Anchor(models.TextChoices):
        """From which day of the placement it counts."""

        START = "start", "The first day"
        MIDDLE = "middle", "The middle"
        END = "end", "The last day"

    class Owner(models.TextChoices):
        """Whose it is."""

        COORDINATOR = "coordinator", "Coordinator"
        EDUCATOR = "educator", "Practice educator"
        SUPERVISOR = "supervisor", "On-site supervisor"
        STUDENT = "student", "Student"
        UNIVERSITY = "university", "University"

    name = models.CharField(max_length=80)
    placement_kind = models.CharField(max_length=10, choices=kinds.CHOICES)
    university = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="step_kinds",
        help_text="Empty: for the students of every university.",
    )
    anchor = models.CharField("counted from", max_length=6, choices=Anchor.choices)
    offset_days = models.SmallIntegerField("days after (before: with a minus)", default=0)
    owner = models.CharField(max_length=11, choices=Owner.choices)
    asks_document = models.BooleanField("a document goes with it", default=False)
    note = models.CharField("what to do", max_length=300, blank=True)
    in_force_from = models.DateField("for placements that start from")
    in_force_until = models.DateField("for placements that start until", null=True, blank=True)

    objects = StepKindQuerySet.as_manager()

    class Meta:
        """In the order in which they fall due; none ends before it begins."""

        ordering = [
            models.Case(models.When(anchor="start", then=0), models.When(anchor="middle", then=1), default=2),
            "offset_days",
            "name",
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="step_kind_ends_after_it_begins",
                violation_error_message="The last day must be on or after the first.",
            ),
            models.UniqueConstraint(
                fields=["name", "placement_kind", "university", "in_force_from"],
                nulls_distinct=False,
                name="step_kind_is_unique",
                violation_error_message="There is a step of this name for this kind of placement already.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page that changes it."""
        return reverse("placements:step_kind", args=[self.pk])

    @property
    def counted_from(self) -> str:
        """When it is due, in words: "14 days after the first day"."""
        anchor = f"{self.get_anchor_display()[:1].lower()}{self.get_anchor_display()[1:]}"
        if not self.offset_days:
            return f"On {anchor}"
        noun = "day" if abs(self.offset_days) == 1 else "days"
        return f"{abs(self.offset_days)} {noun} {'after' if self.offset_days > 0 else 'before'} {anchor}"


class Falls(models.TextChoices):
    """When an open step is due, seen from a day."""

    OVERDUE = "overdue", "Overdue"
    SOON = "soon", "Due within a week"
    LATER = "later", "Due later"


class StepQuerySet(models.QuerySet["Step"]):
    """Questions about steps."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the placements that ``user`` may see, by the same paths as these, in one join."""
        return self.filter(
            access.within(
                user,
                "placements.view_placement",
                "placement__council",
                "placement__programme__university",
                own="placement__educator__person",
            )
        )

    def open(self) -> Self:
        """Return those neither done nor waived, of placements that hold."""
        return self.filter(done_on=None, waived_on=None, placement__state__in=lifecycle.HOLDING)

    def overdue(self, day: date) -> Self:
        """Return the open ones whose day has passed."""
        return self.open().filter(due_on__lt=day)

    def with_falls(self, day: date) -> Self:
        """Add ``falls``: whether an open step is overdue, due within a week of ``day`` or later."""
        return self.annotate(
            falls=Case(
                When(due_on__lt=day, then=Value(Falls.OVERDUE.value)),
                When(due_on__lte=day + SOON, then=Value(Falls.SOON.value)),
                default=Value(Falls.LATER.value),
                output_field=models.CharField(),
            )
        )


@pghistory.track()
class Step(models.Model):
    """One step of one placement: due, done or waived."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="steps")
    kind = models.ForeignKey(StepKind, models.PROTECT, related_name="steps")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    waived_on = models.DateField(null=True, blank=True)
    waived_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    waived_because = models.CharField("reason", max_length=300, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        """In the order of their days; each once, done or waived and not both, and waived for a reason."""

        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(done_on=None, waived_on=None), name="step_open_by_day"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["placement", "kind"], name="step_is_once_in_a_placement"),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(waived_on=None), name="step_is_done_or_waived"
            ),
            models.CheckConstraint(
                condition=Q(waived_on=None, waived_by=None, waived_because="")
                | (Q(waived_on__isnull=False, waived_by__isnull=False) & ~Q(waived_because="")),
                name="step_is_waived_for_a_reason",
                violation_error_message="Say why the step is waived.",
            ),
        ]

    def __str__(self) -> str:
        """Return what is due."""
        return self.kind.name

    def get_absolute_url(self) -> str:
        """Return the placement's page, where its steps stand."""
        return f"{self.placement.get_absolute_url()}#steps"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Those of the placement."""
        return self.placement.tenant_ids

    @property
    def owner_id(self) -> int | None:
        """The practice educator of the placement."""
        return self.placement.owner_id

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor waived."""
        return self.done_on is None and self.waived_on is None

    def is_overdue(self, day: date) -> bool:
        """Say whether its day has passed on ``day`` and it is still open."""
        return self.is_open and self.due_on < day


class DocumentQuerySet(models.QuerySet["Document"]):
    """Questions about documents."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the placements that ``user`` may see."""
        return self.filter(step__in=Step.objects.visible_to(user).values("pk"))


class Document(models.Model):
    """One version of a document at a step. The file lies outside the web root and is served by a view alone."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="documents")
    version = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="documents/%Y/")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField("bytes")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        """The newest version first; each once."""

        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["step", "version"], name="document_version_is_unique")]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Those of the placement."""
        return self.step.tenant_ids

    @property
    def owner_id(self) -> int | None:
        """The practice educator of the placement."""
        return self.step.owner_id
