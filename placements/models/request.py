"""A university asks a council for a placement."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, ServiceArea
from placements import kinds
from placements.models.programme import Programme
from placements.models.student import Student


class Standing(models.TextChoices):
    """How far a request has come."""

    WAITING = "waiting", "Waiting"
    PLACED = "placed", "Placed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RequestQuerySet(models.QuerySet["Request"]):
    """Questions about requests."""

    def visible_to(self, user: access.User) -> Self:
        """Return what a council was asked, and what a university asked."""
        return self.filter(access.within(user, "placements.view_request", "council", "programme__university"))

    def waiting(self) -> Self:
        """Return those that still need a placement."""
        return self.filter(is_placed=False, withdrawn_on__isnull=True)

    def with_standing(self) -> Self:
        """Add ``standing``, and ``rank`` by which those that wait come first."""
        standing = Case(
            When(withdrawn_on__isnull=False, then=Value(Standing.WITHDRAWN.value)),
            When(is_placed=True, then=Value(Standing.PLACED.value)),
            default=Value(Standing.WAITING.value),
            output_field=models.CharField(),
        )
        rank = Case(When(withdrawn_on=None, is_placed=False, then=Value(0)), default=Value(1))
        return self.annotate(standing=standing, rank=rank)

    def for_lists(self) -> Self:
        """Return the rows as lists show them: those that wait first, by their start. One query."""
        related = self.select_related("student__programme__university", "council")
        return related.with_standing().order_by("rank", "starts_on", "pk")

    def since_last_year(self, day: date) -> Self:
        """Return those that should start in last year or later, seen from ``day``: what a list shows at first."""
        return self.filter(starts_on__gte=AcademicYear.of(day).previous.starts_on)

    def starting_by(self, day: date) -> Self:
        """Return those that should start on or before ``day``."""
        return self.filter(starts_on__lte=day)


@pghistory.track(exclude=["programme", "is_placed"])
class Request(models.Model):
    """One placement asked for: who, which kind, from when."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="requests")
    #: The student's, kept here by a trigger as in a placement.
    programme = models.ForeignKey(
        Programme, models.PROTECT, editable=False, blank=True, related_name="requests"
    )
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=kinds.CHOICES)
    starts_on = models.DateField("should start on")
    ends_on = models.DateField("should end by")
    days_per_week = models.DecimalField("days a week", max_digits=2, decimal_places=1, default=4)
    wishes = models.CharField(
        "service wished for", max_length=14, choices=ServiceArea.Group.choices, blank=True
    )
    asked_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    #: Whether a placement answers it that was not withdrawn; kept by a trigger on placements, so that those that
    #: wait are found by an index of them alone, however many years lie behind. Nobody else writes it.
    is_placed = models.BooleanField(default=False, editable=False)
    withdrawn_because = models.CharField("reason", max_length=200, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        """Dates in order; a student asks a council once for a kind and start, unless it was withdrawn."""

        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(fields=["council", "starts_on"], name="request_by_council"),
            models.Index(fields=["starts_on"], name="request_by_start"),
            models.Index(
                fields=["council", "starts_on"],
                condition=Q(is_placed=False, withdrawn_on=None),
                name="request_waits",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="request_ends_after_it_starts",
                violation_error_message="The end must be on or after the start.",
            ),
            models.CheckConstraint(
                condition=Q(days_per_week__gte=1, days_per_week__lte=5),
                name="request_has_one_to_five_days_a_week",
                violation_error_message="Enter between 1 and 5 days a week.",
            ),
            models.UniqueConstraint(
                fields=["student", "council", "kind", "starts_on"],
                condition=Q(withdrawn_on__isnull=True),
                name="request_is_made_once",
                violation_error_message="This council was already asked for this placement.",
            ),
        ]

    def __str__(self) -> str:
        """Return the student's reference and the kind."""
        return f"{self.student}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Return the request's page."""
        return reverse("placements:request_detail", args=[self.pk])

    @property
    def facts(self) -> kinds.Kind:
        """What its kind asks for."""
        return kinds.KINDS[self.kind]

    @property
    def year(self) -> AcademicYear:
        """The academic year in which it should start."""
        return AcademicYear.of(self.starts_on)

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council and the university."""
        return frozenset({self.council_id, self.student.programme.university_id})
