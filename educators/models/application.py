"""An application to become a practice educator."""

from datetime import date
from typing import Self

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from educators import recruitment
from educators.models.cohort import Cohort
from educators.models.educator import SWE_NUMBER, Educator
from educators.models.intake import Intake
from educators.models.panel import Panel
from educators.models.training import Training
from kmtp.mail.models import PersonalLink
from kmtp.partnership import access
from kmtp.partnership.models import Team


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Questions about applications."""

    def visible_to(self, user: access.User) -> Self:
        """Return what was sent to the user's councils; a draft is its writer's own."""
        here = access.within(user, "educators.run_recruitment", "intake__council")
        return self.filter(here).exclude(state="draft")

    def in_state(self, *states: str) -> Self:
        """Return those in one of these states."""
        return self.filter(state__in=states)

    def since_before(self, day: date) -> Self:
        """Return those that have stood where they stand since before ``day``."""
        return self.filter(state_since__lt=day)

    def for_the_list(self) -> Self:
        """Bring along what a line shows."""
        return self.select_related("intake__council", "team__service_area")


@pghistory.track()
class Application(models.Model):
    """Somebody asks for a place on a programme. She needs no account: her link opens it."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="applications")
    link = models.OneToOneField(PersonalLink, models.PROTECT, related_name="+")
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    email = models.EmailField("work e-mail address")
    team_name = models.CharField("team", max_length=120)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    swe_number = models.CharField(
        "Social Work England number",
        max_length=8,
        blank=True,
        validators=[RegexValidator(SWE_NUMBER, "Enter the Social Work England number, like SW123456.")],
    )
    qualified_on = models.DateField("qualified as a social worker on", null=True, blank=True)
    post = models.CharField("post", max_length=80, blank=True)
    why = models.TextField("why you want to be a practice educator", max_length=4000, blank=True)
    experience = models.TextField("experience of helping others to learn", max_length=4000, blank=True)
    needs = models.TextField("learning needs and support", max_length=2000, blank=True)
    manager_name = models.CharField("line manager’s name", max_length=120, blank=True)
    manager_email = models.EmailField("line manager’s work e-mail address", blank=True)
    manager_link = models.OneToOneField(PersonalLink, models.PROTECT, null=True, related_name="+")
    manager_asked_on = models.DateField("day on which the line manager was asked", null=True)
    manager_reminders = models.PositiveSmallIntegerField("reminders to the line manager", default=0)
    manager_words = models.TextField("what the line manager says", max_length=2000, blank=True)
    state = models.CharField(max_length=16, choices=recruitment.CHOICES, default="draft")
    state_since = models.DateField("in this state since")
    submitted_on = models.DateField("submitted on", null=True)
    reason = models.CharField(max_length=12, choices=recruitment.REASONS, blank=True)
    reason_words = models.TextField("more words on the reason", max_length=500, blank=True)
    panel = models.ForeignKey(Panel, models.SET_NULL, null=True, related_name="applications")
    interview_at = models.TimeField("time of the interview", null=True)
    answer_by = models.DateField("answer the offer by", null=True)
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, related_name="applications")
    educator = models.ForeignKey(Educator, models.SET_NULL, null=True, related_name="applications")
    training = models.ForeignKey(Training, models.SET_NULL, null=True, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        """An ending that somebody chose has its reason; a manager is somebody else."""

        ordering = ["last_name", "first_name", "pk"]
        indexes = [models.Index(fields=["intake", "state"], name="application_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(swe_number="") | Q(swe_number__regex=SWE_NUMBER),
                name="application_swe_number_is_well_formed",
                violation_error_message="Enter the Social Work England number, like SW123456.",
            ),
            models.CheckConstraint(
                condition=Q(manager_email="") | ~Q(manager_email__iexact=models.F("email")),
                name="application_manager_is_somebody_else",
                violation_error_message="Enter the address of your line manager, not your own.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[change.target for change in recruitment.CHANGES.values() if change.asks_why]
                )
                | ~Q(reason=""),
                name="application_that_ended_has_a_reason",
                violation_error_message="Choose a reason.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_on__isnull=False) | Q(state="withdrawn"),
                name="application_was_sent_on_a_day",
                violation_error_message="Submit the application first.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return f"{self.first_name} {self.last_name}"

    def get_absolute_url(self) -> str:
        """Return the application's page."""
        return reverse("educators:application", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return self.intake.tenant_ids

    @property
    def works_in(self) -> str:
        """The team: ours once it is linked, before that as the applicant wrote it."""
        return str(self.team or self.team_name)

    @property
    def facts(self) -> recruitment.State:
        """What the table says of its state."""
        return recruitment.STATES[self.state]
