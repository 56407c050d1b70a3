"""The rule by which somebody stays current, from a day on."""

from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from educators import currency
from educators.models.activity import Activity
from kmtp.partnership import access
from kmtp.partnership.access import EVERYBODY, SHARED


class CurrencyPolicyQuerySet(models.QuerySet["CurrencyPolicy"]):
    """Questions about policies."""

    def visible_to(self, user: access.User) -> Self:
        """Return all of them: the partnership has one policy, and every role of it may read that."""
        return self.all() if access.grants(user) else self.none()

    def in_force_on(self, day: date) -> "CurrencyPolicy | None":
        """Return the policy of ``day``; nothing when none was set by then."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from").first()


def kinds_that_count() -> list[str]:
    """Return the kinds of activity that count unless somebody says otherwise."""
    return sorted(currency.Policy().counts)


@pghistory.track()
class CurrencyPolicy(models.Model):
    """One version of the policy. The next one takes over on its day; an earlier one stays for the years it ruled."""

    class Meaning(models.TextChoices):
        """What a lapse means for the next student."""

        MENTOR = "mentor", "May take the next student with a mentor"
        INACTIVE = "inactive", "Is not proposed until a return plan is completed"

    in_force_from = models.DateField(
        unique=True, error_messages={"unique": "Another policy takes effect on this day. Change that one."}
    )
    window_months = models.PositiveSmallIntegerField("window in months", default=24)
    counts = ArrayField(
        models.CharField(max_length=10, choices=Activity.Kind.choices),
        verbose_name="what counts",
        default=kinds_that_count,
    )
    cpd_hours = models.DecimalField(
        "CPD needed in a year, in hours", max_digits=4, decimal_places=1, default=0
    )
    warn_months = models.PositiveSmallIntegerField("warn so many months before", default=6)
    retrain_months = models.PositiveSmallIntegerField("train again after so many months", default=60)
    a_lapse_means = models.CharField(
        "a lapse means", max_length=8, choices=Meaning.choices, default=Meaning.MENTOR
    )
    consequence = models.TextField(
        default="A refresher, and the next student with a mentor, bring it back.",
        help_text="What a practice educator who lapsed reads.",
    )

    objects = CurrencyPolicyQuerySet.as_manager()

    class Meta:
        """The newest first."""

        ordering = ["-in_force_from"]
        verbose_name_plural = "currency policies"
        constraints = [
            models.CheckConstraint(
                condition=Q(window_months__range=(1, 120)),
                name="policy_window_is_one_month_to_ten_years",
                violation_error_message="Enter a window between 1 and 120 months.",
            ),
            models.CheckConstraint(
                condition=~Q(counts=[]),
                name="policy_counts_something",
                violation_error_message="Choose at least one kind of activity that counts.",
            ),
            models.CheckConstraint(
                condition=Q(warn_months__lte=models.F("window_months")),
                name="policy_warns_within_its_window",
                violation_error_message="Warn at most as many months before as the window is long.",
            ),
            models.CheckConstraint(
                condition=Q(retrain_months__gte=models.F("window_months")),
                name="policy_retrains_after_its_window",
                violation_error_message="Training again comes no sooner than the window ends.",
            ),
        ]

    def __str__(self) -> str:
        """Return what it is and from when."""
        return f"Currency policy from {currency.in_words(self.in_force_from)}"

    def get_absolute_url(self) -> str:
        """Return the page of the policies."""
        return reverse("educators:policy")

    @property
    def rule(self) -> currency.Policy:
        """The policy as the pure module reads it."""
        return currency.Policy(
            window_months=self.window_months,
            counts=frozenset(self.counts),
            cpd_hours=self.cpd_hours,
            warn_months=self.warn_months,
            retrain_months=self.retrain_months,
            a_lapse_means=self.a_lapse_means,
            consequence=self.consequence,
        )

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Everybody: the partnership has one policy."""
        return EVERYBODY

    @property
    def owner_id(self) -> int:
        """Everybody."""
        return SHARED


def policy_on(day: date) -> currency.Policy:
    """Return the rule of ``day``; the common reading of PEPS when nobody has set one. One query."""
    found = CurrencyPolicy.objects.in_force_on(day)
    return found.rule if found else currency.Policy()
