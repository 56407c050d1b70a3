"""A student, in two layers: what matching needs, and what only those who teach her may know."""

from datetime import date
from typing import Any, Self

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.access import Role
from kmtp.partnership.models import Organisation, Person, ServiceArea, Team
from placements.models.programme import Programme

OUTWARD_POSTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]?$"


class Whereabouts(models.TextChoices):
    """Where a student stands on the way to a placement."""

    PLACED = "placed", "Has a placement"
    WAITING = "waiting", "Waiting for a placement"
    TO_SEND = "to-send", "Nobody asked yet"
    BEFORE = "before", "Placed before"


WHEREABOUTS_COLOURS = {
    Whereabouts.PLACED: "green",
    Whereabouts.WAITING: "yellow",
    Whereabouts.TO_SEND: "orange",
    Whereabouts.BEFORE: "grey",
}


class StudentQuerySet(models.QuerySet["Student"]):
    """Questions about students."""

    def visible_to(self, user: access.User) -> Self:
        """Return a university's own students, and those of whom a council was asked or who are placed with it."""
        if access.organisations(user, "placements.view_student") is None:
            return self.all()
        own = access.within(user, "placements.view_student", "programme__university")
        return self.filter(models.Q(pk__in=_asked_of(user)) | own)

    def since_last_year(self, day: date) -> Self:
        """Return those of last year or later, seen from ``day``: what a list shows at first."""
        return self.filter(since(AcademicYear.of(day).previous.starts_on))


@pghistory.track(exclude=["added_on", "latest_on", "whereabouts"])
class Student(models.Model):
    """The matching view: no name, no health, only what a placement has to fit."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="students")
    reference = models.CharField(
        max_length=20, help_text="The university's own reference, such as CCCU-0421."
    )
    outward_postcode = models.CharField(
        "first half of the postcode",
        max_length=4,
        blank=True,
        validators=[RegexValidator(OUTWARD_POSTCODE, "Enter the first half of a postcode, like ME4.")],
    )
    is_driver = models.BooleanField("drives", default=False)
    learning_needs = models.TextField("what the student needs to learn", blank=True)
    first_setting = models.CharField(
        "setting of the first placement", max_length=14, choices=ServiceArea.Group.choices, blank=True
    )
    first_was_statutory = models.BooleanField(
        "the first placement was in a statutory setting", null=True, blank=True
    )
    needs_step_free_access = models.BooleanField("needs step-free access", default=False)
    own_team = models.ForeignKey(
        Team,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="team that employs the student",
        help_text="For an apprentice: the placement is with another team.",
    )
    is_ready_for_practice = models.BooleanField("passed readiness for direct practice", default=False)
    retain_until = models.DateField("profile is kept until", null=True, blank=True)
    #: The trail has this day as its own, so it is not tracked.
    added_on = models.DateField(default=localdate, editable=False)
    #: The latest day that is known of her: when she was added, when she should start, when a placement ends; and where
    #: she stands. Kept by a trigger, so that lists ask it of no other table. Nobody else writes them.
    latest_on = models.DateField(default=localdate, editable=False)
    whereabouts = models.CharField(
        "placement", max_length=8, choices=Whereabouts.choices, default=Whereabouts.TO_SEND, editable=False
    )

    objects = StudentQuerySet.as_manager()

    class Meta:
        """A university's references are different."""

        ordering = ["reference"]
        indexes = [
            # With what facets count, so that counting reads the index alone.
            models.Index(
                fields=["latest_on"],
                include=["id", "programme", "whereabouts", "is_ready_for_practice"],
                name="student_by_latest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"],
                name="student_reference_is_unique",
                violation_error_message="This programme already has a student with this reference.",
            )
        ]

    def __str__(self) -> str:
        """Return the reference, which names nobody."""
        return self.reference

    def get_absolute_url(self) -> str:
        """Return the record's page."""
        return reverse("placements:student_detail", args=[self.pk])

    def is_taught_by(self, user: access.User) -> bool:
        """Say whether ``user`` works for the student's university, and so always sees both layers."""
        of = self.programme.university_id
        return any(one.role == Role.PARTNER and one.organisation == of for one in access.grants(user))

    @property
    def whereabouts_tag(self) -> tuple[str, str]:
        """Where the student stands, in words and as a colour."""
        where = Whereabouts(self.whereabouts)
        return str(where.label), WHEREABOUTS_COLOURS[where]

    @property
    def university(self) -> Organisation:
        """The university."""
        return self.programme.university

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The university and the councils that were asked or that place the student."""
        asked = self.requests.values_list("council_id")
        placed = self.placements.values_list("council_id")
        return frozenset({self.programme.university_id}) | {pk for (pk,) in asked.union(placed)}


@pghistory.track()
class ConfidentialProfile(models.Model):
    """Name, checks and adjustments: opened after provisional allocation, and each opening is recorded."""

    student = models.OneToOneField(Student, models.CASCADE, related_name="profile")
    name = models.CharField(max_length=120)
    email = models.EmailField("e-mail address")
    adjustments = models.TextField("agreed adjustments", blank=True)
    dbs_cleared_on = models.DateField("DBS cleared on", null=True, blank=True)
    health_cleared_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        """Return whose it is, without a name."""
        return f"Profile of {self.student}"


class ProfileOpening(models.Model):
    """Somebody read a confidential profile. The university sees who and when."""

    profile = models.ForeignKey(ConfidentialProfile, models.CASCADE, related_name="openings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ["-opened_at"]

    def __str__(self) -> str:
        """Return who and when."""
        return f"{self.by} on {self.opened_at:%d %b %Y}"


def since(day: date) -> models.Q:
    """Return the condition that a student was added, asked for or in a placement on ``day`` or later."""
    return models.Q(latest_on__gte=day)


def _asked_of(user: access.User) -> models.QuerySet[Any, Any]:
    """Return the students of whom the user's councils were asked, and those they place; each by its own index."""
    from placements.models.placement import Placement
    from placements.models.request import Request

    here = access.within(user, "placements.view_student", "council")
    asked, placed = (
        model.objects.filter(here).order_by().values("student") for model in (Request, Placement)
    )
    return asked.union(placed)
