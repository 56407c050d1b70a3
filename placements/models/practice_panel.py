"""A university's practice panel: which reports went to it, and what it decided on each."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from placements.models.placement import Placement

PERMISSION = "placements.view_practice_panel"


class PracticePanelQuerySet(models.QuerySet["PracticePanel"]):
    """Questions about practice panels."""

    def visible_to(self, user: access.User) -> Self:
        """Return a university's own; all of them for a student faculty, which then sees its own reports there."""
        if access.grants(user, "placements.pair_student"):
            return self.all()
        return self.filter(access.within(user, PERMISSION, "university"))


@pghistory.track()
class PracticePanel(models.Model):
    """One meeting of a university's panel."""

    university = models.ForeignKey(Organisation, models.PROTECT, related_name="practice_panels")
    meets_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    objects = PracticePanelQuerySet.as_manager()

    class Meta:
        """The newest first; one a day."""

        ordering = ["-meets_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["university", "meets_on"],
                name="practice_panel_is_one_a_day",
                violation_error_message="This university’s panel meets on that day already.",
            )
        ]

    def __str__(self) -> str:
        """Return whose, and when."""
        return f"Practice panel of {self.university.short_name}, {self.meets_on}"

    def get_absolute_url(self) -> str:
        """Return the panel's page."""
        return reverse("placements:practice_panel", args=[self.pk])

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The university, and every council: each sends the reports of its own placements."""
        councils = Organisation.objects.councils().values_list("pk", flat=True)
        return frozenset({self.university_id, *councils})


class PanelReportQuerySet(models.QuerySet["PanelReport"]):
    """Questions about reports at panels."""

    def visible_to(self, user: access.User) -> Self:
        """Return those on the placements that ``user`` may see, for who may see panels."""
        if not access.grants(user, PERMISSION):
            return self.none()
        return self.filter(placement__in=Placement.objects.visible_to(user).values("pk"))


@pghistory.track()
class PanelReport(models.Model):
    """One placement's final report at a panel: what the educator recommends, and what the panel decided."""

    class Recommendation(models.TextChoices):
        """What the practice educator recommends."""

        PASS = "pass", "Pass"
        FAIL = "fail", "Fail"

    class Outcome(models.TextChoices):
        """What the panel decided."""

        AGREED = "agreed", "Recommendation agreed"
        NOT_AGREED = "not-agreed", "Recommendation not agreed"
        MORE = "more", "More evidence asked for"
        DEFERRED = "deferred", "Deferred to the next panel"

    panel = models.ForeignKey(PracticePanel, models.PROTECT, related_name="reports")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="panel_reports")
    recommendation = models.CharField(max_length=4, choices=Recommendation.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    note = models.CharField("what the panel says", max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    objects = PanelReportQuerySet.as_manager()

    class Meta:
        """A report is before a panel once; an outcome has a day."""

        ordering = ["panel", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "placement"],
                name="panel_report_is_sent_once",
                violation_error_message="This placement’s report is before this panel already.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on=None) | (~Q(outcome="") & Q(decided_on__isnull=False)),
                name="panel_report_is_decided_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        """Return which placement."""
        return f"Report on {self.placement}"

    @property
    def colour(self) -> str:
        """The colour of the panel's decision."""
        return {"agreed": "green", "not-agreed": "red", "more": "orange"}.get(self.outcome, "grey")

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Those of the placement."""
        return self.placement.tenant_ids
