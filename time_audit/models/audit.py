"""A time audit: what practice education takes, asked of a group of practice educators week by week."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from time_audit import lifecycle


class AuditQuerySet(models.QuerySet["Audit"]):
    """Questions about time audits."""

    def visible_to(self, user: access.User) -> Self:
        """Return the audits of the user's councils, and the joint ones, which every faculty may see."""
        own = access.within(user, "time_audit.view_audit", "council")
        is_faculty = bool(access.grants(user, "time_audit.view_audit"))
        return self.filter(own | Q(council__isnull=True)) if is_faculty else self.none()

    def starting_in(self, year: AcademicYear) -> Self:
        """Return those counted in ``year``: an audit belongs to the year in which it starts."""
        return self.filter(starts_on__range=(year.starts_on, year.ends_on)).exclude(state="draft")

    def running_on(self, day: date) -> Self:
        """Return those that take weeks and have started by ``day``."""
        return self.filter(state="running", starts_on__lte=day)

    def with_people(self) -> Self:
        """Add ``people``: how many placements take part."""
        from time_audit.models.participant import Participant

        part = Participant.objects.filter(audit=OuterRef("pk")).order_by().values("audit")
        number = Subquery(part.annotate(number=models.Count("pk")).values("number"))
        return self.annotate(people=Coalesce(number, 0))


@pghistory.track()
class Audit(models.Model):
    """One time audit, of a council or (without one) of the whole partnership."""

    title = models.CharField(max_length=120)
    council = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="time_audits"
    )
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    locks_after_weeks = models.PositiveSmallIntegerField("weeks until a week is locked", default=4)
    purpose = models.TextField(blank=True)
    published_note = models.TextField("note on the published figures", blank=True)
    state = models.CharField(max_length=8, choices=lifecycle.CHOICES, default="draft")

    objects = AuditQuerySet.as_manager()

    class Meta:
        """Dates in order; a week stays open for some weeks and not for ever."""

        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="audit_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first day.",
            ),
            models.CheckConstraint(
                condition=Q(locks_after_weeks__range=(1, 52)),
                name="audit_locks_within_a_year",
                violation_error_message="Enter between 1 and 52 weeks until a week is locked.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(lifecycle.STATES)),
                name="audit_state_is_known",
                violation_error_message="Choose one of the states of a time audit.",
            ),
            models.UniqueConstraint(
                fields=["council", "title", "starts_on"],
                nulls_distinct=False,
                name="audit_is_unique",
                violation_error_message="There is a time audit with this title and first day already.",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the audit's page."""
        return reverse("time_audit:detail", args=[self.pk])

    @property
    def facts(self) -> lifecycle.State:
        """What its state means."""
        return lifecycle.STATES[self.state]

    @property
    def changes(self) -> list[lifecycle.Change]:
        """The changes that its state allows."""
        return lifecycle.changes_from(self.state)

    @property
    def year(self) -> AcademicYear:
        """The academic year that counts it."""
        return AcademicYear.of(self.starts_on)

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council; every partner for a joint audit."""
        return frozenset({self.council_id}) if self.council_id else access.EVERYBODY
