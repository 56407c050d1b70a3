"""One evaluation of a placement: asked of the student and the practice educator, blind until both answered."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse

from evaluations import instruments
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from placements import lifecycle
from placements.models import Placement


class Moment(models.TextChoices):
    """When in the placement it is asked."""

    MIDPOINT = "midpoint", "Midpoint"
    END = "end", "End of the placement"


class State(models.TextChoices):
    """How far it has come; worked out from the responses and the day, never stored."""

    SENT = "sent", "Sent"
    ONE_IN = "one-in", "One in"
    ALL_IN = "both-in", "Both in"
    CLOSED = "closed", "Closed"


STATE_COLOURS = {State.SENT: "blue", State.ONE_IN: "yellow", State.ALL_IN: "green", State.CLOSED: "grey"}


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Questions about evaluations."""

    def visible_to(self, user: access.User) -> Self:
        """Return a council's own, a university's own students', and those of an educator's own placements."""
        own = access.within(user, "evaluations.answer_evaluation", own="placement__educator__person")
        reach = access.within(
            user,
            "evaluations.view_evaluation",
            "placement__council",
            "placement__programme__university",
        )
        return self.filter(reach | own if _narrow(reach) else reach)

    def of(self, council: Organisation | None) -> Self:
        """Return those of ``council``; of the whole partnership for ``None``."""
        return self if council is None else self.filter(placement__council=council)

    def of_year(self, year: AcademicYear) -> Self:
        """Return those of the placements that ``year`` counts: the placements that start in it."""
        return self.filter(
            placement__starts_on__range=(year.starts_on, year.ends_on),
            placement__state__in=lifecycle.COUNTED,
        )

    def open_on(self, day: date) -> Self:
        """Return those that can be answered on ``day``."""
        return self.filter(revealed_at__isnull=True, opens_on__lte=day, closes_on__gte=day)

    def revealed_on(self, day: date) -> Self:
        """Return those that may be read: everybody has answered, or the time to answer is over."""
        return self.filter(Q(revealed_at__isnull=False) | Q(closes_on__lt=day))

    def with_state(self, day: date) -> Self:
        """Add ``is_any_in``, ``is_all_in`` and ``state`` as of ``day``; subqueries, so that rows stay single."""
        from evaluations.models.response import Response

        responses = Response.objects.filter(evaluation=OuterRef("pk"))
        asked = self.annotate(
            is_any_in=Exists(responses.filter(submitted_at__isnull=False)),
            is_all_in=~Exists(responses.filter(submitted_at__isnull=True)),
        )
        return asked.annotate(
            state=Case(
                When(is_all_in=True, then=Value(State.ALL_IN.value)),
                When(closes_on__lt=day, then=Value(State.CLOSED.value)),
                When(is_any_in=True, then=Value(State.ONE_IN.value)),
                default=Value(State.SENT.value),
                output_field=models.CharField(),
            )
        )

    def with_both_sides(self) -> Self:
        """Return those to which both the student and the practice educator sent answers."""
        from evaluations.models.response import Audience, Response

        sent = Response.objects.filter(evaluation=OuterRef("pk"), submitted_at__isnull=False)
        return self.filter(
            Exists(sent.filter(audience=Audience.STUDENT)), Exists(sent.filter(audience=Audience.EDUCATOR))
        )

    def for_lists(self, day: date) -> Self:
        """Return the rows as lists show them, in one query."""
        return self.with_state(day).select_related(
            "placement__student__programme__university",
            "placement__educator",
            "placement__team",
            "placement__council",
        )


def _narrow(reach: Q) -> bool:
    """Say whether a condition narrows at all: an empty one already reaches everything."""
    return bool(reach)


@pghistory.track()
class Evaluation(models.Model):
    """One questionnaire of one version, about one placement, between two days."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="evaluations")
    moment = models.CharField(max_length=8, choices=Moment.choices, default=Moment.END)
    instrument = models.CharField("version of the questionnaire", max_length=12, default=instruments.LATEST)
    opens_on = models.DateField("sent on")
    closes_on = models.DateField("open until")
    revealed_at = models.DateTimeField(
        null=True, blank=True, help_text="When both answers could first be read; nothing changes after it."
    )

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        """A placement is evaluated once at each moment, in a window that ends after it begins."""

        ordering = ["-opens_on", "-pk"]
        indexes = [models.Index(fields=["closes_on"], name="evaluation_open", condition=Q(revealed_at=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "moment"],
                name="evaluation_is_sent_once",
                violation_error_message="This placement already has an evaluation of this kind.",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="evaluation_closes_after_it_opens",
                violation_error_message="The last day to answer must be on or after the day it was sent.",
            ),
        ]

    def __str__(self) -> str:
        """Return the student's reference and the moment; it names nobody."""
        return f"{self.placement.student}: {self.get_moment_display().lower()}"

    def get_absolute_url(self) -> str:
        """Return the page with both sides."""
        return reverse("evaluations:detail", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council and the university."""
        return self.placement.tenant_ids

    @property
    def owner_id(self) -> int | None:
        """The person who is the practice educator."""
        return self.placement.owner_id

    @property
    def questions(self) -> instruments.Instrument:
        """The questionnaire, in the words of its version."""
        return instruments.REGISTRY[self.instrument]

    def is_open_on(self, day: date) -> bool:
        """Say whether it can still be answered."""
        return self.revealed_at is None and self.opens_on <= day <= self.closes_on

    def is_revealed_on(self, day: date) -> bool:
        """Say whether the answers may be read; until then each side is blind to the other."""
        return self.revealed_at is not None or self.closes_on < day

    @property
    def has_outcome(self) -> bool:
        """Say whether the placement's outcome is recorded, after which its educator may read the answers."""
        return self.placement.state not in lifecycle.HOLDING
