"""What a team and its practice educators can take: so many students, of these kinds, between two days."""

from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from educators.models import AvailabilityAnswer, Educator
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Team
from placements import kinds, lifecycle

PERMISSION = "placements.view_offer"
#: As many students as one practice educator may say that she can take.
MOST_PLACES = 6


class State(models.TextChoices):
    """Whether an offer can still take somebody."""

    FREE = "free", "Has places"
    FULL = "full", "All places taken"
    PAST = "past", "Past"
    WITHDRAWN = "withdrawn", "Withdrawn"


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions about offers. They are never listed in public, and no university reads them."""

    def visible_to(self, user: access.User) -> Self:
        """Return what the teams of the user's councils offer."""
        return self.filter(access.within(user, PERMISSION, "council"))

    def of(self, council: Organisation | None) -> Self:
        """Return those of ``council``; of the whole partnership for ``None``."""
        return self if council is None else self.filter(council=council)

    def standing(self) -> Self:
        """Return those that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def covering(self, starts_on: date, ends_on: date) -> Self:
        """Return those with a day between the two dates."""
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)

    def with_free(self) -> Self:
        """Add ``used``, how many placements came of it that were not withdrawn, and the ``free`` places left."""
        from placements.models.placement import Placement

        made = Placement.objects.filter(offer=OuterRef("pk"), state__in=lifecycle.COUNTED)
        number = made.order_by().values("offer").annotate(number=Count("pk")).values("number")
        used = self.annotate(used=Coalesce(Subquery(number), 0))
        return used.annotate(free=Greatest(F("places") - F("used"), 0))

    def with_state(self, today: date) -> Self:
        """Add ``state``, and ``rank`` by which those that have places come first."""
        state = Case(
            When(withdrawn_on__isnull=False, then=Value(State.WITHDRAWN.value)),
            When(ends_on__lt=today, then=Value(State.PAST.value)),
            When(free=0, then=Value(State.FULL.value)),
            default=Value(State.FREE.value),
            output_field=models.CharField(),
        )
        ranked = self.with_free().annotate(state=state)
        return ranked.annotate(rank=Case(When(state=State.FREE, then=Value(0)), default=Value(1)))

    def free_first(self) -> Self:
        """Sort, after ``with_state``, those that have places first, by their start."""
        return self.order_by("rank", "starts_on", "team__name", "pk")

    def for_lists(self) -> Self:
        """Return the rows as lists show them, in one query."""
        return self.select_related(
            "council", "team__service_area", "team__locality", "educator", "supervisor"
        )


@pghistory.track()
class Offer(models.Model):
    """An offer. Without a practice educator, the team hosts the student of any who works off site."""

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="offers")
    team = models.ForeignKey(Team, models.PROTECT, related_name="offers")
    educator = models.ForeignKey(
        Educator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name="practice educator",
    )
    supervisor = models.ForeignKey(
        Educator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised_offers",
        verbose_name="on-site supervisor",
    )
    kinds = ArrayField(models.CharField(max_length=10, choices=kinds.CHOICES))
    places = models.PositiveSmallIntegerField("how many students", default=1)
    days_per_week = models.DecimalField("most days a week", max_digits=2, decimal_places=1, default=5)
    starts_on = models.DateField("from")
    ends_on = models.DateField("until")
    needs_driver = models.BooleanField("the student must drive", default=False)
    has_step_free_access = models.BooleanField("the workplace has step-free access", default=False)
    note = models.CharField(max_length=300, blank=True)
    answer = models.OneToOneField(
        AvailabilityAnswer, models.PROTECT, null=True, blank=True, editable=False, related_name="offer"
    )
    offered_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField("reason", max_length=200, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        """What must never be false of an offer, whoever writes it."""

        ordering = ["starts_on", "team__name", "pk"]
        indexes = [
            models.Index(fields=["council", "starts_on"], name="offer_by_council"),
            models.Index(fields=["council", "ends_on"], name="offer_by_council_and_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="offer_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first.",
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, MOST_PLACES)),
                name="offer_has_one_to_six_places",
                violation_error_message=f"Enter between 1 and {MOST_PLACES} students.",
            ),
            models.CheckConstraint(
                condition=Q(days_per_week__gte=1, days_per_week__lte=5),
                name="offer_has_one_to_five_days_a_week",
                violation_error_message="Enter between 1 and 5 days a week.",
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gte=1),
                name="offer_is_of_a_kind",
                violation_error_message="Choose at least one kind of placement.",
            ),
            models.CheckConstraint(
                condition=Q(educator=None) | Q(supervisor=None) | ~Q(educator=F("supervisor")),
                name="offer_has_two_different_people",
                violation_error_message="The on-site supervisor must be somebody else.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""),
                name="offer_is_withdrawn_for_a_reason",
                violation_error_message="Say why the offer is withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        """Return the team, and who teaches."""
        return f"{self.team}: {self.educator}" if self.educator else f"{self.team}"

    def get_absolute_url(self) -> str:
        """Return the offer's page."""
        return reverse("placements:offer", args=[self.pk])

    @property
    def kinds_in_words(self) -> str:
        """What can be taken, in words."""
        return "; ".join(kinds.KINDS[kind].label for kind in self.kinds)

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose team it is."""
        return frozenset({self.council_id})
