"""A booking: one practice educator's place at a forum, or hers on the waiting list."""

from collections.abc import Collection
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from educators.models import Educator
from forums.models.forum import Forum
from kmtp.partnership import access
from kmtp.partnership.models import Person


class BookingQuerySet(models.QuerySet["Booking"]):
    """Questions about bookings."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the educators whose forums the user organises, and the user's own."""
        own = access.within(user, "forums.book_place", own="educator__person")
        return self.filter(access.within(user, "forums.change_forum", "educator__council") | own)

    def places(self) -> Self:
        """Return those that have a place."""
        return self.filter(state=Booking.State.BOOKED)

    def waiting(self) -> Self:
        """Return the waiting list, whoever came first first."""
        return self.filter(state=Booking.State.WAITING).order_by("booked_at", "pk")

    def current(self) -> Self:
        """Return those that were not cancelled."""
        return self.exclude(state=Booking.State.CANCELLED)

    def at(self, forums: Collection[int] | models.QuerySet) -> Self:
        """Return those at one of ``forums``."""
        return self.filter(forum__in=forums)


# Access needs may be about health: they are never copied into the trail.
@pghistory.track(exclude=["access_needs"])
class Booking(models.Model):
    """One row for each person and forum, which keeps its history when she cancels and comes back."""

    class State(models.TextChoices):
        """Whether there is a place."""

        BOOKED = "booked", "Place booked"
        WAITING = "waiting", "Waiting list"
        CANCELLED = "cancelled", "Cancelled"

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="bookings")
    educator = models.ForeignKey(
        Educator, models.PROTECT, related_name="forum_bookings", verbose_name="practice educator"
    )
    state = models.CharField("status", max_length=9, choices=State.choices, default=State.BOOKED)
    booked_at = models.DateTimeField(default=timezone.now)
    access_needs = models.TextField("access needs", blank=True, max_length=500)
    attended = models.BooleanField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="attendance confirmed by",
    )
    confirmed_at = models.DateTimeField("attendance confirmed at", null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        """Everybody books once, and only somebody with a place can attend."""

        ordering = ["educator__last_name", "educator__first_name", "pk"]
        indexes = [models.Index(fields=["forum", "state", "booked_at"], name="booking_in_turn")]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "educator"],
                name="booking_is_made_once",
                violation_error_message="This practice educator has a booking for this forum already.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["booked", "waiting", "cancelled"]),
                name="booking_state_is_known",
                violation_error_message="Choose one of the states of a booking.",
            ),
            models.CheckConstraint(
                condition=Q(attended__isnull=True) | Q(state="booked"),
                name="booking_attends_with_a_place",
                violation_error_message="Only somebody with a place can be on the register.",
            ),
            models.CheckConstraint(
                condition=Q(attended__isnull=True, confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(attended__isnull=False, confirmed_at__isnull=False),
                name="booking_attendance_is_confirmed",
                violation_error_message="Attendance needs the time at which it was confirmed.",
            ),
        ]

    def __str__(self) -> str:
        """Return who books what."""
        return f"{self.educator}, {self.forum}"

    def get_absolute_url(self) -> str:
        """Return the forum's page."""
        return self.forum.get_absolute_url()

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The educator's council."""
        return frozenset({self.educator.council_id})

    @property
    def owner_id(self) -> int | None:
        """The person whose booking it is."""
        return self.educator.person_id

    @property
    def is_place(self) -> bool:
        """Whether there is a place for her."""
        return self.state == Booking.State.BOOKED

    @property
    def is_waiting(self) -> bool:
        """Whether she waits for one."""
        return self.state == Booking.State.WAITING
