"""A panel that interviews applicants, its members, and their scores."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from educators.models.intake import Criterion, Intake
from kmtp.mail.models import PersonalLink
from kmtp.partnership import access
from kmtp.partnership.models import Organisation


class PanelQuerySet(models.QuerySet["Panel"]):
    """Questions about panels."""

    def visible_to(self, user: access.User) -> Self:
        """Return the panels of the user's councils."""
        return self.filter(access.within(user, "educators.run_recruitment", "intake__council"))

    def without_a_provider(self) -> Self:
        """Return those still on without a member from the programme's provider."""
        from_there = PanelMember.objects.filter(
            panel=OuterRef("pk"), organisation=OuterRef("intake__provider")
        )
        return self.filter(~Exists(from_there), cancelled_on__isnull=True)

    def between(self, first: date, last: date) -> Self:
        """Return those held between two days."""
        return self.filter(held_on__range=(first, last))


@pghistory.track()
class Panel(models.Model):
    """Some people interview the shortlisted of an intake on a day."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="panels")
    held_on = models.DateField("day")
    starts_at = models.TimeField("starts at")
    place = models.CharField(max_length=200, help_text="A room, or the link to an online meeting.")
    invited_at = models.DateTimeField("invited", null=True, editable=False)
    # The names of the members, so that the panel's own history says who came and who went.
    names = models.TextField("members", blank=True, editable=False)
    cancelled_on = models.DateField("cancelled on", null=True, editable=False)
    cancelled_because = models.CharField("reason", max_length=300, blank=True, editable=False)

    objects = PanelQuerySet.as_manager()

    class Meta:
        """By day; one that is cancelled has its reason."""

        ordering = ["held_on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True, cancelled_because="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_because="")),
                name="panel_that_is_cancelled_has_a_reason",
                violation_error_message="Say why the panel is cancelled.",
            )
        ]

    def __str__(self) -> str:
        """Return the day."""
        return f"Panel of {self.held_on.day} {self.held_on:%b %Y}"

    def get_absolute_url(self) -> str:
        """Return the panel's page."""
        return reverse("educators:panel", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return self.intake.tenant_ids


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    """Questions about members of panels."""

    def visible_to(self, user: access.User) -> Self:
        """Return the members of the panels of the user's councils."""
        return self.filter(access.within(user, "educators.run_recruitment", "panel__intake__council"))


@pghistory.track()
class PanelMember(models.Model):
    """Somebody on a panel, who scores by a personal link and needs no account."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="members")
    name = models.CharField(max_length=120)
    email = models.EmailField("e-mail address")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=80, blank=True, help_text="Such as chair, or programme lead.")
    link = models.OneToOneField(PersonalLink, models.PROTECT, null=True, editable=False, related_name="+")

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        """Once on a panel."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "email"],
                name="panel_member_is_on_it_once",
                violation_error_message="This person is on the panel already.",
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the panel's page."""
        return self.panel.get_absolute_url()

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council that runs the panel."""
        return self.panel.tenant_ids


@pghistory.track()
class Assessment(models.Model):
    """What one member thinks of one application; nothing but the conflict when there is one."""

    member = models.ForeignKey(PanelMember, models.CASCADE, related_name="assessments")
    application = models.ForeignKey("educators.Application", models.CASCADE, related_name="assessments")
    has_conflict = models.BooleanField("I have a conflict of interest", default=False)
    notes = models.TextField(max_length=4000, blank=True)

    class Meta:
        """One for each member and application."""

        constraints = [
            models.UniqueConstraint(fields=["member", "application"], name="assessment_is_given_once")
        ]

    def __str__(self) -> str:
        """Return who and whom."""
        return f"{self.member}: {self.application}"


@pghistory.track()
class Score(models.Model):
    """The points of one criterion."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        """One for each criterion, between 0 and 4."""

        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_is_given_once"),
            models.CheckConstraint(
                condition=Q(points__range=(0, 4)),
                name="score_is_nought_to_four",
                violation_error_message="Choose between 0 and 4 points.",
            ),
        ]

    def __str__(self) -> str:
        """Return the points."""
        return str(self.points)
