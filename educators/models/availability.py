"""The yearly question who can take a student, and what each practice educator answered."""

from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from educators import offering
from educators.models.educator import Educator
from kmtp.mail.models import PersonalLink
from kmtp.partnership import access
from kmtp.partnership.fields import AcademicYearField
from kmtp.partnership.models import Organisation

PERMISSION = "educators.call_availability"


def remind_days() -> list[int]:
    """Return the days after asking on which a reminder goes out unless somebody says otherwise."""
    return [7, 14]


class AvailabilityCallQuerySet(models.QuerySet["AvailabilityCall"]):
    """Questions about calls."""

    def visible_to(self, user: access.User) -> Self:
        """Return the calls of the registers that ``user`` looks after."""
        return self.filter(access.within(user, PERMISSION, "council"))

    def running(self) -> Self:
        """Return those that take answers."""
        return self.filter(state=AvailabilityCall.State.OPEN)


@pghistory.track()
class AvailabilityCall(models.Model):
    """A council asks its practice educators what they can offer in an academic year."""

    class State(models.TextChoices):
        """Where it is on its way."""

        DRAFT = "draft", "Not sent yet"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = AcademicYearField("academic year")
    opens_on = models.DateField()
    closes_on = models.DateField()
    remind_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(90)]),
        verbose_name="remind after so many days",
        default=remind_days,
        blank=True,
    )
    message = models.TextField(blank=True, max_length=1000)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)

    objects = AvailabilityCallQuerySet.as_manager()

    class Meta:
        """One call for a council and year, one open at a time; it closes after it opens."""

        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year"],
                name="availability_call_is_made_once",
                violation_error_message="This council has a call for this academic year already.",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(state="open"),
                name="availability_call_is_the_only_open_one",
                violation_error_message="Another call of this council is open. Close that one first.",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on")),
                name="availability_call_closes_after_it_opens",
                violation_error_message="The last day for answers must be after the day the letters go out.",
            ),
        ]

    def __str__(self) -> str:
        """Return what is asked about."""
        return f"Availability in {self.year}"

    def get_absolute_url(self) -> str:
        """Return the page of the call."""
        return reverse("educators:call", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council that asks."""
        return frozenset({self.council_id})


class AvailabilityAnswerQuerySet(models.QuerySet["AvailabilityAnswer"]):
    """Questions about answers.

    Planning reads ``offered``: one click there turns an answer into an offer of so many students, of these kinds,
    from a day on. An answer that was made an offer keeps standing here as what she said.
    """

    def visible_to(self, user: access.User) -> Self:
        """Return the answers to the calls of the user's councils, and the user's own."""
        own = access.within(user, "educators.view_own_record", own="educator__person")
        return self.filter(access.within(user, PERMISSION, "call__council") | own)

    def answered(self) -> Self:
        """Return those that were answered."""
        return self.exclude(answered_at=None)

    def waiting(self) -> Self:
        """Return those who have not answered a call that is open."""
        return self.filter(answered_at=None, call__state=AvailabilityCall.State.OPEN)

    def offered(self) -> Self:
        """Return those who can take somebody, or perhaps: what planning turns into offers."""
        return self.filter(says__in=("yes", "maybe"))


@pghistory.track(exclude=["reminders", "link"])
class AvailabilityAnswer(models.Model):
    """One person who was asked, and what she said; until then, that she was asked."""

    call = models.ForeignKey(AvailabilityCall, models.CASCADE, related_name="answers")
    educator = models.ForeignKey(Educator, models.CASCADE, related_name="availability")
    link = models.OneToOneField(
        PersonalLink, models.SET_NULL, null=True, blank=True, related_name="availability_answer"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    says = models.CharField("answer", max_length=5, choices=list(offering.SAYS.items()), blank=True)
    how_many = models.PositiveSmallIntegerField("how many students", null=True, blank=True)
    kinds = ArrayField(
        models.CharField(max_length=10, choices=list(offering.KINDS.items())), default=list, blank=True
    )
    from_day = models.DateField("from", null=True, blank=True)
    days_a_week = models.DecimalField(max_digits=2, decimal_places=1, null=True, blank=True)
    reason = models.CharField(max_length=8, choices=list(offering.REASONS.items()), blank=True)
    note = models.CharField(max_length=300, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    stopped_reminders = models.BooleanField("asked for no more reminders", default=False)

    objects = AvailabilityAnswerQuerySet.as_manager()

    class Meta:
        """Everybody is asked once in a call; an answer has a time; numbers are those of one person."""

        ordering = ["educator__last_name", "educator__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "educator"],
                name="availability_is_asked_once",
                violation_error_message="This practice educator is asked in this call already.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, says="") | (Q(answered_at__isnull=False) & ~Q(says="")),
                name="availability_answer_has_a_time",
                violation_error_message="An answer has the time at which it was given.",
            ),
            models.CheckConstraint(
                condition=Q(how_many__isnull=True) | Q(how_many__range=(1, offering.MOST_STUDENTS)),
                name="availability_is_one_to_six_students",
                violation_error_message="Enter between 1 and 6 students.",
            ),
            models.CheckConstraint(
                condition=Q(days_a_week__isnull=True) | Q(days_a_week__gt=0, days_a_week__lte=5),
                name="availability_is_up_to_five_days",
                violation_error_message="Enter between half a day and 5 days a week.",
            ),
        ]

    def __str__(self) -> str:
        """Return who was asked, about when."""
        return f"{self.educator}, {self.call.year}"

    @property
    def kinds_in_words(self) -> str:
        """What she can take, in words."""
        return "; ".join(offering.KINDS.get(kind, kind) for kind in self.kinds)

    @property
    def said(self) -> str:
        """The answer in a word; that there is none yet."""
        return offering.SAYS.get(self.says, "Not answered")

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council that asks."""
        return frozenset({self.call.council_id})

    @property
    def owner_id(self) -> int | None:
        """The person whose own answer it is."""
        return self.educator.person_id
