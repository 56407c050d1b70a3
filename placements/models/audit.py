"""The audit of a team before it hosts students, how long it is valid, and what is to be put right (QAPL)."""

from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.models import Team
from placements import kinds

PERMISSION = "placements.audit_team"


class TeamAuditQuerySet(models.QuerySet["TeamAudit"]):
    """Questions about audits."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the teams of the user's councils."""
        return self.filter(access.within(user, PERMISSION, "team__organisation"))

    def newest(self) -> Self:
        """Return the newest of each team: the one that says what the team may host."""
        latest = TeamAudit.objects.filter(team=OuterRef("team")).order_by("-audited_on", "-pk")
        return self.filter(pk=Subquery(latest.values("pk")[:1]))


@pghistory.track()
class TeamAudit(models.Model):
    """One audit of a team: found so on a day, valid until another."""

    class Grade(models.TextChoices):
        """How the team was found."""

        EXCELLENT = "excellent", "Excellent"
        SATISFACTORY = "satisfactory", "Satisfactory"
        IMPROVE = "improve", "Requires improvement"

    team = models.ForeignKey(Team, models.PROTECT, related_name="audits")
    audited_on = models.DateField()
    valid_until = models.DateField()
    grade = models.CharField(max_length=12, choices=Grade.choices)
    most_students = models.PositiveSmallIntegerField("most students at a time", default=2)
    suits = ArrayField(
        models.CharField(max_length=10, choices=kinds.CHOICES), verbose_name="suits these placements"
    )
    note = models.TextField("what was found", blank=True, max_length=2000)

    objects = TeamAuditQuerySet.as_manager()

    class Meta:
        """The newest first; valid from the day of the audit at least."""

        ordering = ["-audited_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("audited_on")),
                name="team_audit_is_valid_after_it",
                violation_error_message="An audit is valid from its own day at least.",
            ),
            models.CheckConstraint(
                condition=Q(suits__len__gte=1),
                name="team_audit_suits_a_kind",
                violation_error_message="Choose at least one kind of placement.",
            ),
            models.UniqueConstraint(
                fields=["team", "audited_on"],
                name="team_audit_is_once_a_day",
                violation_error_message="This team has an audit of that day already. Change that one.",
            ),
        ]

    def __str__(self) -> str:
        """Return the team and the day."""
        return f"{self.team}, audited on {self.audited_on}"

    def get_absolute_url(self) -> str:
        """Return the audit's page."""
        return reverse("placements:audit", args=[self.pk])

    @property
    def suits_in_words(self) -> list[str]:
        """Which kinds of placement it suits."""
        return [kinds.KINDS[key].label for key in self.suits if key in kinds.KINDS]

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council of the team."""
        return frozenset({self.team.organisation_id})


class AuditActionQuerySet(models.QuerySet["AuditAction"]):
    """Questions about what is put right."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the audits that ``user`` looks after."""
        return self.filter(audit__in=TeamAudit.objects.visible_to(user).values("pk"))


@pghistory.track()
class AuditAction(models.Model):
    """One thing that a team puts right after an audit."""

    audit = models.ForeignKey(TeamAudit, models.CASCADE, related_name="actions")
    what = models.CharField("what is put right", max_length=300)
    who = models.CharField("who sees to it", max_length=120)
    by_day = models.DateField("by")
    done_on = models.DateField(null=True, blank=True)

    objects = AuditActionQuerySet.as_manager()

    class Meta:
        """The most urgent first."""

        ordering = ["by_day", "pk"]

    def __str__(self) -> str:
        """Return what is to be done."""
        return self.what

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council of the team."""
        return self.audit.tenant_ids
