"""A draft of an allocation: who could be placed where, and why; nothing holds until somebody publishes it."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from educators.models import Educator
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Person, Team
from placements.matching.problem import Option
from placements.models.offer import Offer
from placements.models.placement import Placement
from placements.models.request import Request

PERMISSION = "placements.draft_allocation"


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about drafts."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the user's councils; those of the whole partnership for who serves all of it."""
        if access.organisations(user, PERMISSION) is None:
            return self
        return self.filter(access.within(user, PERMISSION, "council"))

    def running(self) -> Self:
        """Return those that a worker has, or will have soon."""
        return self.filter(state__in=("waiting", "running"))


class Draft(models.Model):
    """One run of the matching: what went in, how good it is, and what became of it."""

    class State(models.TextChoices):
        """Where it is on its way."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Being worked out"
        READY = "ready", "Ready"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Could not be worked out"
        PUBLISHED = "published", "Published"

    council = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        help_text="Empty: for all councils of the partnership.",
    )
    name = models.CharField(max_length=80)
    starts_from = models.DateField("students who start from")
    starts_until = models.DateField("students who start until")
    weights = models.JSONField(default=dict)
    keeps = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="disturb this draft least",
    )
    after = models.ForeignKey(
        Placement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repairs",
        verbose_name="fills the place of",
        help_text="A placement that was withdrawn: provisional placements may move when one more is placed by it.",
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField("done, in per cent", default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField("why it could not be worked out", max_length=300, blank=True)
    # What the proposal is worth, and how far at most from the best there is: see placements.matching.
    input_hash = models.CharField(max_length=64, blank=True)
    engine = models.CharField(max_length=40, blank=True)
    value = models.BigIntegerField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    gap = models.FloatField(null=True, blank=True)
    is_proved = models.BooleanField(default=False)
    seconds = models.FloatField(null=True, blank=True)
    figures = models.JSONField("rates, shortages and the first-come baseline", default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        """The newest first; a published one says by whom and when."""

        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_until__gte=F("starts_from")),
                name="draft_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first.",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False, published_by__isnull=False)
                | (~Q(state="published") & Q(published_at=None, published_by=None)),
                name="draft_is_published_by_somebody",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="draft_is_at_most_all_done"),
        ]

    def __str__(self) -> str:
        """Return the name that somebody gave it."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the workspace of the draft."""
        return reverse("placements:draft", args=[self.pk])

    @property
    def is_running(self) -> bool:
        """Whether a worker has it, or will have it soon."""
        return self.state in ("waiting", "running")

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council; none but the partnership's own people for a draft of all councils."""
        return frozenset({self.council_id} if self.council_id else ())


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Questions about what a draft proposes."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the drafts that ``user`` may see."""
        return self.filter(draft__in=Draft.objects.visible_to(user).values("pk"))

    def placed(self) -> Self:
        """Return those with a place."""
        return self.filter(team__isnull=False)

    def beside(self, option: Option, pairing: "Pairing") -> Self:
        """Return the others of the draft who take up what ``option`` needs in the time of ``pairing``."""
        offer, educator, supervisor = option.key
        needs = Q(offer=offer)
        needs |= Q(educator=educator) if educator else Q(pk__in=[])
        needs |= Q(supervisor=supervisor) if supervisor else Q(pk__in=[])
        needs |= Q(team=option.team.key) if option.team.host.most_students is not None else Q(pk__in=[])
        asked = pairing.request
        days = Q(request__starts_on__lte=asked.ends_on, request__ends_on__gte=asked.starts_on)
        return self.filter(needs, days, draft=pairing.draft_id).exclude(pk=pairing.pk)

    def for_lists(self) -> Self:
        """Return the rows as the workspace shows them, in one query; who has no place comes first."""
        related = self.select_related(
            "request__student__programme__university",
            "team__service_area",
            "educator",
            "supervisor",
            "offer",
            "moves__team",
            "moves__educator",
        )
        unplaced_first = models.Case(models.When(team=None, then=0), default=1)
        return related.order_by(unplaced_first, "request__starts_on", "pk")


class Pairing(models.Model):
    """What a draft proposes for one student: a place and its reasons, or the reasons why there is none."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="pairings")
    request = models.ForeignKey(Request, models.CASCADE, related_name="pairings")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, related_name="pairings")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    educator = models.ForeignKey(Educator, models.PROTECT, null=True, related_name="+")
    supervisor = models.ForeignKey(Educator, models.PROTECT, null=True, related_name="+")
    is_pinned = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField("minutes of travel", null=True)
    cost = models.PositiveIntegerField(default=0)
    #: [[name, amount, sentence], …] of each term that counted.
    terms = models.JSONField(default=list)
    #: The next best option and what it costs more; for somebody unplaced the funnel and the nearest miss.
    more = models.JSONField(default=dict)
    placement = models.OneToOneField(
        Placement, models.SET_NULL, null=True, blank=True, related_name="pairing"
    )
    moves = models.ForeignKey(
        Placement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the provisional placement that this takes the place of",
    )

    objects = PairingQuerySet.as_manager()

    class Meta:
        """A draft speaks of a student once."""

        ordering = ["request__starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "request"], name="pairing_is_once_in_a_draft"),
            models.CheckConstraint(
                condition=Q(offer=None, team=None, educator=None, supervisor=None)
                | Q(offer__isnull=False, team__isnull=False),
                name="pairing_is_whole_or_empty",
            ),
        ]

    def __str__(self) -> str:
        """Return who, and where."""
        return f"{self.request}: {self.team or 'no place'}"


class RulingQuerySet(models.QuerySet["Ruling"]):
    """Questions about what was ruled by hand."""

    def visible_to(self, user: access.User) -> Self:
        """Return those about the requests to the user's councils."""
        return self.filter(access.within(user, PERMISSION, "request__council"))


@pghistory.track()
class Ruling(models.Model):
    """Somebody ruled by hand that a student goes to an offer, or must not; every later draft keeps to it."""

    class Says(models.TextChoices):
        """What was ruled."""

        PIN = "pin", "Pinned here"
        BAR = "bar", "Not here"

    request = models.ForeignKey(Request, models.CASCADE, related_name="rulings")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="rulings")
    says = models.CharField(max_length=3, choices=Says.choices)
    why = models.CharField("reason", max_length=300)
    ruled_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField()

    objects = RulingQuerySet.as_manager()

    class Meta:
        """One ruling on a student and an offer; a student is pinned to one place."""

        ordering = ["ruled_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "offer"],
                name="ruling_is_made_once",
                violation_error_message="There is a ruling on this student and offer already. Change that one.",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(says="pin"),
                name="ruling_pins_to_one_place",
                violation_error_message="This student is pinned to another place already. Take that back first.",
            ),
        ]

    def __str__(self) -> str:
        """Return what was ruled, of whom."""
        return f"{self.request}: {self.get_says_display()}"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council that was asked."""
        return frozenset({self.request.council_id})
