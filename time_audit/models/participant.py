"""A practice educator who takes part in a time audit, with one placement."""

from decimal import Decimal
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from educators.models import Educator
from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from placements.models import Placement
from time_audit.models.audit import Audit
from time_audit.weeks import Span


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Questions about who takes part."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the user's councils, and the user's own part."""
        own = access.within(user, "time_audit.log_time", own="educator__person")
        return self.filter(access.within(user, "time_audit.view_audit", "placement__council") | own)

    def of(self, organisation: Organisation | None) -> Self:
        """Return those at a council or with a university's students; everybody for ``None``."""
        if organisation is None:
            return self
        if organisation.kind == Organisation.Kind.UNIVERSITY:
            return self.filter(placement__programme__university=organisation)
        return self.filter(placement__council=organisation)

    def own_of(self, user: access.User) -> Self:
        """Return those that are the user's own part."""
        return self.filter(access.within(user, "time_audit.log_time", own="educator__person"))


@pghistory.track()
class Participant(models.Model):
    """One practice educator and one placement in one audit; her hours stand here as they were then."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="participants")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="time_audits")
    educator = models.ForeignKey(
        Educator, models.PROTECT, related_name="time_audits", verbose_name="practice educator"
    )
    contracted_hours = models.DecimalField(
        "contracted hours a week", max_digits=4, decimal_places=1, null=True, blank=True
    )
    relief_hours = models.DecimalField(
        "agreed relief, hours a week", max_digits=4, decimal_places=1, default=Decimal(0)
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        """A placement is audited once; hours are those of a week."""

        ordering = ["educator__last_name", "educator__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "placement"],
                name="participant_takes_part_once",
                violation_error_message="This placement is in the time audit already.",
            ),
            models.CheckConstraint(
                condition=Q(contracted_hours__isnull=True) | Q(contracted_hours__range=(0, 60)),
                name="participant_hours_are_those_of_a_week",
                violation_error_message="Enter between 0 and 60 contracted hours a week.",
            ),
            models.CheckConstraint(
                condition=Q(relief_hours__gte=0)
                & (Q(contracted_hours__isnull=True) | Q(relief_hours__lte=F("contracted_hours"))),
                name="participant_relief_is_within_the_hours",
                violation_error_message="The agreed relief cannot be more than the contracted hours.",
            ),
        ]

    def __str__(self) -> str:
        """Return who takes part."""
        return f"{self.educator}, {self.audit}"

    @property
    def span(self) -> Span:
        """The weeks that are asked of her: those of the audit in which the placement runs."""
        first = max(self.audit.starts_on, self.placement.starts_on)
        last = min(self.audit.ends_on, self.placement.ends_on)
        return Span(first, last, self.audit.locks_after_weeks)

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council."""
        return frozenset({self.placement.council_id})

    @property
    def owner_id(self) -> int | None:
        """The person whose own part it is."""
        return self.educator.person_id
