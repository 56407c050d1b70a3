"""A placement: a student, a team, a practice educator, and the days between two dates."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from educators.models import Educator
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, Team
from placements import kinds, lifecycle
from placements.days import Progress
from placements.models.offer import Offer
from placements.models.programme import PRACTICE_ROUTES, Programme
from placements.models.request import Request
from placements.models.scheme import Scheme
from placements.models.student import Student


class Days(Func):
    """The days of a placement as a range, its last day included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Questions about placements."""

    def visible_to(self, user: access.User) -> Self:
        """Return a council's own, a university's own students', and a practice educator's own."""
        return self.filter(
            access.within(
                user,
                "placements.view_placement",
                "council",
                "programme__university",
                own="educator__person",
            )
        )

    def of(self, council: Organisation | None) -> Self:
        """Return those of ``council``; of the whole partnership for ``None``."""
        return self if council is None else self.filter(council=council)

    def starting_in(self, year: AcademicYear) -> Self:
        """Return those counted in ``year``: a placement belongs to the year in which it starts."""
        return self.filter(starts_on__range=(year.starts_on, year.ends_on), state__in=lifecycle.COUNTED)

    def practice(self) -> Self:
        """Return a council's practice placements: BA and MA students on 70 or 100 days, outside every scheme."""
        assessed = self.exclude(kind=kinds.READINESS.key)
        return assessed.filter(programme__route__in=PRACTICE_ROUTES, scheme__isnull=True)

    def holding(self) -> Self:
        """Return those that take up a student and an educator."""
        return self.filter(state__in=lifecycle.HOLDING)

    def overlapping(self, starts_on: date, ends_on: date) -> Self:
        """Return those with a day between the two dates."""
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)

    def to_start(self, day: date) -> Self:
        """Return those that should have started by ``day`` and have not."""
        return self.filter(to_start(day))

    def to_end(self, day: date) -> Self:
        """Return those whose end has passed on ``day`` without an outcome."""
        return self.filter(to_end(day))

    def educator_gone(self, day: date) -> Self:
        """Return those that hold although their practice educator left the register or is on a break."""
        gone = Q(educator__left_on__lte=day) | Q(educator__on_break_from__lte=day)
        return self.holding().filter(gone)

    def with_days(self) -> Self:
        """Add ``confirmed_days`` and ``confirmed_skills``: how many placement and skills days are confirmed."""
        return self.annotate(confirmed_days=_confirmed("placement"), confirmed_skills=_confirmed("skills"))

    def for_lists(self) -> Self:
        """Return the rows as lists and records show them, in one query."""
        return self.select_related(
            "student__programme__university", "council", "team__service_area", "educator", "scheme"
        )


@pghistory.track(exclude=["programme"])
class Placement(models.Model):
    """One student's placement with a team."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="placements")
    #: The student's, kept here by a trigger, so that counting by route and university joins no students: they grow
    #: by the year. Nobody else writes it.
    programme = models.ForeignKey(
        Programme, models.PROTECT, editable=False, blank=True, related_name="placements"
    )
    request = models.ForeignKey(Request, models.PROTECT, null=True, blank=True, related_name="placements")
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="placements")
    team = models.ForeignKey(Team, models.PROTECT, related_name="placements")
    educator = models.ForeignKey(
        Educator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name="practice educator",
    )
    supervisor = models.ForeignKey(
        Educator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised_placements",
        verbose_name="on-site supervisor",
    )
    kind = models.CharField(max_length=10, choices=kinds.CHOICES)
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, blank=True, related_name="placements")
    days = models.PositiveSmallIntegerField("placement days")
    days_per_week = models.DecimalField("days a week", max_digits=2, decimal_places=1, default=4)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=12, choices=lifecycle.CHOICES, default="provisional")
    reason = models.CharField(max_length=13, choices=lifecycle.REASON_CHOICES, blank=True)
    state_reason = models.CharField("in words", max_length=300, blank=True)
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="placements")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        """What must never be false of a placement, whoever writes it."""

        ordering = ["-starts_on", "pk"]
        indexes = [
            models.Index(fields=["council", "starts_on", "kind", "state"], name="placement_by_year"),
            models.Index(fields=["starts_on", "kind", "state"], name="placement_by_start"),
            models.Index(fields=["council", "ends_on"], name="placement_by_end"),
            models.Index(fields=["educator", "-ends_on"], name="placement_by_educator"),
            models.Index(
                fields=["council", "state", "starts_on", "ends_on"],
                condition=Q(state__in=lifecycle.HOLDING),
                name="placement_held_by_council",
            ),
            models.Index(
                fields=["educator"],
                condition=Q(state__in=lifecycle.HOLDING),
                name="placement_held_by_educator",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="placement_ends_after_it_starts",
                violation_error_message="The end must be on or after the start.",
            ),
            models.CheckConstraint(
                condition=Q(kind=kinds.READINESS.key) | Q(educator__isnull=False),
                name="placement_has_an_educator",
                violation_error_message="Choose a practice educator: only readiness shadowing goes without one.",
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, 200)),
                name="placement_has_days",
                violation_error_message="Enter between 1 and 200 placement days.",
            ),
            ExclusionConstraint(
                name="placement_student_is_in_one_place",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (
                        Days("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=lifecycle.HOLDING),
                violation_error_message="This student has another placement in that time.",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=~Q(state="withdrawn"),
                name="placement_answers_a_request_once",
                violation_error_message="This request has a placement already.",
            ),
        ]

    def __str__(self) -> str:
        """Return the student's reference and the kind."""
        return f"{self.student}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Return the placement's page."""
        return reverse("placements:detail", args=[self.pk])

    @property
    def facts(self) -> kinds.Kind:
        """What its kind asks for."""
        return kinds.KINDS[self.kind]

    @property
    def is_over(self) -> bool:
        """Whether it ended or was withdrawn, so that nothing about it changes any more."""
        return self.state not in lifecycle.HOLDING

    def educator_gone_on(self, day: date) -> str:
        """Say that the practice educator left or is on a break while it holds; nothing when all is well."""
        if self.is_over or self.educator is None:
            return ""
        if self.educator.left_on and self.educator.left_on <= day:
            return "Left the register"
        is_away = self.educator.on_break_from and self.educator.on_break_from <= day
        return "On a break" if is_away else ""

    @property
    def days_words(self) -> str:
        """How far it is in days, after ``with_days``; nothing before it starts, nor where nobody ever logged."""
        done: Decimal = self.confirmed_days  # type: ignore[attr-defined]  # the query adds it
        is_under_way = self.state in (*lifecycle.RUNNING, "paused")
        return Progress(self.days, done).words if done or is_under_way else ""

    @property
    def year(self) -> AcademicYear:
        """The academic year that counts it."""
        return AcademicYear.of(self.starts_on)

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council and the university."""
        return frozenset({self.council_id, self.student.programme.university_id})

    @property
    def owner_id(self) -> int | None:
        """The person who is its practice educator."""
        return self.educator.person_id if self.educator else None


def to_start(day: date) -> Q:
    """Return the condition that a placement should have started by ``day`` and has not."""
    return Q(state__in=("provisional", "confirmed"), starts_on__lte=day)


def to_end(day: date) -> Q:
    """Return the condition that a placement's end has passed on ``day`` without an outcome."""
    return Q(state__in=(*lifecycle.RUNNING, "paused"), ends_on__lt=day)


def _confirmed(what: str) -> Any:
    """Return the sum of a placement's confirmed days of one kind, nought for none."""
    from placements.models.day import Day

    rows = Day.objects.confirmed().filter(placement=OuterRef("pk"), what=what).order_by().values("placement")
    sums = Subquery(rows.annotate(sum=Sum("amount")).values("sum"))
    return Coalesce(sums, Decimal(0), output_field=models.DecimalField())
