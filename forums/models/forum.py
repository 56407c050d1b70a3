"""A forum: a day on which practice educators learn together."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Self

import pghistory
from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from forums import lifecycle
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation

MOST_PLACES = 1000


class ForumQuerySet(models.QuerySet["Forum"]):
    """Questions about forums."""

    def visible_to(self, user: access.User) -> Self:
        """Return what the user organises, and what was announced to the user's council or to everybody."""
        return self.filter(_organised_by(user) | (Q(state__in=lifecycle.PUBLIC) & _announced_to(user)))

    def in_year(self, year: AcademicYear) -> Self:
        """Return those on a day of the academic year."""
        return self.filter(held_on__range=(year.starts_on, year.ends_on))

    def open_to(self, organisation: Organisation | None) -> Self:
        """Return a partner's forums: the joint ones and its own; all of them for ``None``."""
        if organisation is None:
            return self
        return self.filter(Q(council=organisation) | Q(council__isnull=True))

    def held(self) -> Self:
        """Return those that took place: somebody took the register."""
        return self.filter(state="held")

    def from_day(self, day: date) -> Self:
        """Return those on ``day`` or later."""
        return self.filter(held_on__gte=day)

    def ahead(self, day: date) -> Self:
        """Return those announced that are still to come on ``day``, the next one first."""
        return self.filter(state="announced").from_day(day).order_by("held_on", "starts_at", "pk")

    def for_the_list(self, user: access.User, day: date) -> Self:
        """Add what a list shows: places taken, the user's own booking, and whether a register is to be taken."""
        return self.select_related("council").with_places().with_own_booking(user).with_register(user, day)

    def with_places(self) -> Self:
        """Add ``taken`` and ``waiting``: how many have a place, and how many wait for one."""
        return self.annotate(taken=_number_of("booked"), waiting=_number_of("waiting"))

    def with_own_booking(self, user: access.User) -> Self:
        """Add ``own_state``: what became of the user's own booking, if there is one."""
        own = _bookings().filter(forum=OuterRef("pk"), educator__person=user.pk).exclude(state="cancelled")
        return self.annotate(own_state=Subquery(own.values("state")[:1]))

    def with_register(self, user: access.User, day: date) -> Self:
        """Add ``is_register_open``: whether the user has its register to take on ``day``."""
        to_take = When(_register_to_take(user, day), then=True)
        return self.annotate(is_register_open=Case(to_take, default=False, output_field=BooleanField()))

    def register_to_take(self, user: access.User, day: date) -> Self:
        """Return those before ``day`` at which the user has people to tick, or whose register nobody took."""
        return self.filter(_register_to_take(user, day))

    def to_remind(self, now: datetime, *, days: int) -> Self:
        """Return those announced that begin after ``now`` and at most ``days`` days ahead."""
        here = timezone.localtime(now)
        begun = Q(held_on=here.date(), starts_at__lte=here.time())
        last = here.date() + timedelta(days=days)
        return self.filter(state="announced", held_on__range=(here.date(), last)).exclude(begun)


def _bookings() -> models.QuerySet:
    # Asked for by name: a booking points to its forum, so its module comes after this one.
    return apps.get_model("forums", "Booking")._default_manager.all()


def _number_of(state: str) -> Coalesce:
    there = _bookings().filter(forum=OuterRef("pk"), state=state).order_by().values("forum")
    return Coalesce(Subquery(there.annotate(number=Count("pk")).values("number")), 0)


def _register_to_take(user: access.User, day: date) -> Q:
    there: Any = _bookings()
    blank = there.visible_to(user).places().filter(forum=OuterRef("pk"), attended__isnull=True)
    is_over = Q(state__in=lifecycle.GOING_AHEAD, held_on__lt=day)
    return is_over & (Q(state="announced") | Q(Exists(blank)))


def _organised_by(user: access.User) -> Q:
    own = access.within(user, "forums.change_forum", "council")
    return own | Q(council__isnull=True) if access.grants(user, "forums.change_forum") else own


def _announced_to(user: access.User) -> Q:
    held = access.grants(user, "forums.view_forum")
    if not held:
        return Q(pk__in=[])
    # A practice educator is invited by her council, though nothing else of it is hers to see.
    return Q(council__isnull=True) | Q(
        council__in=[grant.organisation for grant in held if grant.organisation]
    )


@pghistory.track()
class Forum(models.Model):
    """One forum, of a council or (without one) of the whole partnership."""

    class Audience(models.TextChoices):
        """Whom a forum is for."""

        EVERYONE = "everyone", "Everyone"
        EXPERIENCED = "experienced", "Experienced practice educators"
        TRAINEE = "trainee", "Trainee practice educators"

    title = models.CharField(max_length=120)
    theme = models.TextField("what it is about", blank=True, max_length=2000)
    council = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="forums", verbose_name="host"
    )
    audience = models.CharField("who it is for", max_length=11, choices=Audience.choices, default="everyone")
    held_on = models.DateField("day")
    starts_at = models.TimeField("start time")
    ends_at = models.TimeField("end time")
    venue = models.CharField(max_length=200, blank=True)
    joining_link = models.URLField("joining link", max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField("places", default=40)
    state = models.CharField("status", max_length=9, choices=lifecycle.CHOICES, default="draft")
    cancelled_because = models.CharField("reason", max_length=300, blank=True)
    notes = models.TextField("notes for organisers", blank=True, max_length=5000)
    sequence = models.PositiveSmallIntegerField("revision of the calendar entry", default=0, editable=False)

    objects = ForumQuerySet.as_manager()

    class Meta:
        """Times in order, a place to be, and a reason where one is owed."""

        ordering = ["-held_on", "starts_at", "pk"]
        indexes = [models.Index(fields=["state", "held_on"], name="forum_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="forum_ends_after_it_starts",
                violation_error_message="The end time must be after the start time.",
            ),
            models.CheckConstraint(
                condition=Q(capacity__range=(1, MOST_PLACES)),
                name="forum_has_places",
                violation_error_message=f"Enter between 1 and {MOST_PLACES:,} places.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(venue="") | ~Q(joining_link=""),
                name="forum_is_somewhere",
                violation_error_message="Enter the venue, the joining link or both.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(lifecycle.STATES)),
                name="forum_state_is_known",
                violation_error_message="Choose one of the states of a forum.",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["everyone", "experienced", "trainee"]),
                name="forum_audience_is_known",
                violation_error_message="Choose who the forum is for.",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") ^ Q(cancelled_because=""),
                name="forum_is_cancelled_with_a_reason",
                violation_error_message="Say why the forum is cancelled; only a cancelled forum has a reason.",
            ),
            models.UniqueConstraint(
                fields=["council", "title", "held_on"],
                nulls_distinct=False,
                name="forum_is_unique",
                violation_error_message="There is a forum with this title on this day already.",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the forum's page."""
        return reverse("forums:detail", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council; every partner for a joint forum."""
        return frozenset({self.council_id}) if self.council_id else access.EVERYBODY

    @property
    def owner_id(self) -> int:
        """Shared: whom it was announced to is said by ``visible_to``, through which every page loads."""
        return access.SHARED

    @property
    def host(self) -> str:
        """Who holds it, in words."""
        return self.council.short_name if self.council else "Joint"

    @property
    def facts(self) -> lifecycle.State:
        """What its state means."""
        return lifecycle.STATES[self.state]

    @property
    def starts(self) -> datetime:
        """When it begins."""
        return timezone.make_aware(datetime.combine(self.held_on, self.starts_at))

    @property
    def ends(self) -> datetime:
        """When it ends."""
        return timezone.make_aware(datetime.combine(self.held_on, self.ends_at))

    @property
    def hours(self) -> Decimal:
        """How long it lasts: the hours of CPD of whoever attends."""
        length = self.ends.astimezone(UTC) - self.starts.astimezone(UTC)
        return (Decimal(length.seconds) / 3600).quantize(Decimal("0.01"))

    @property
    def times(self) -> str:
        """From when to when, like "9:30 to 12:30"."""
        return f"{_clock(self.starts_at)} to {_clock(self.ends_at)}"

    @property
    def year(self) -> AcademicYear:
        """The academic year that counts it."""
        return AcademicYear.of(self.held_on)

    def takes_bookings_on(self, day: date) -> bool:
        """Say whether a place can be booked on ``day``."""
        return self.facts.takes_bookings and day <= self.held_on

    def invites(self, council_id: int) -> bool:
        """Say whether it is open to the practice educators of a council."""
        return self.council_id in (None, council_id)


def _clock(time: object) -> str:
    return f"{time:%H:%M}".removeprefix("0")
