"""A practice educator on a council's register."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest
from django.urls import reverse

from educators import currency
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Person, Team

#: Social Work England's number: "SW" and up to six digits, the first not a nought.
SWE_NUMBER = r"^SW[1-9]\d{0,5}$"


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def first_that_reaches(day: date, months: int) -> date:
    """Return the first day from which so many months last until ``day``."""
    start = currency.months_after(day, -months) - timedelta(days=4)
    return next(one for one in days_from(start) if currency.months_after(one, months) >= day)


def first_kept_beyond(day: date, policy: currency.Policy) -> date:
    """Return the first day from which the window lasts longer than the warning looks ahead."""
    warned = currency.months_after(day, policy.warn_months)
    return first_that_reaches(warned + timedelta(days=1), policy.window_months)


def not_awarded_by(day: date) -> Q:
    """Return the condition that nobody had awarded anything by ``day``."""
    no_stage_1 = Q(stage_1_on__gt=day) | Q(stage_1_on__isnull=True)
    return no_stage_1 & (Q(full_award_on__gt=day) | Q(full_award_on__isnull=True))


def days_from(start: date) -> Iterator[date]:
    """Return one day after another; nobody needs more than a fortnight."""
    return (start + timedelta(days=n) for n in range(14))


class Currency(models.TextChoices):
    """How somebody stands by the policy of the day."""

    CURRENT = "current", "Current"
    DUE = "due", "Due to lapse"
    LAPSED = "lapsed", "Lapsed"
    RETURNING = "returning", "Returning under a plan"
    TRAINEE = "trainee", "In training"


class Stage(models.TextChoices):
    """What an educator is qualified to by PEPS. A legacy award counts as Stage 2."""

    TRAINEE = "trainee", "Trainee"
    STAGE_1 = "stage-1", "Stage 1"
    STAGE_2 = "stage-2", "Stage 2"


class Status(models.TextChoices):
    """Whether an educator can be asked."""

    ACTIVE = "active", "Active"
    ON_BREAK = "on-break", "On a break"
    LEFT = "left", "Left"


class EducatorQuerySet(models.QuerySet["Educator"]):
    """Questions about the register."""

    def visible_to(self, user: access.User) -> Self:
        """Return the register of the user's councils, and the user's own record."""
        own = access.within(user, "educators.view_own_record", own="person")
        return self.filter(access.within(user, "educators.view_educator", "council") | own)

    def of(self, council: Organisation | None) -> Self:
        """Return the register of ``council``; of the whole partnership for ``None``."""
        return self if council is None else self.filter(council=council)

    def on_the_register_on(self, day: date) -> Self:
        """Return those who had joined by ``day`` and had not left, on a break or not."""
        return self.filter(joined_on__lte=day).exclude(left_on__lte=day)

    def active_on(self, day: date) -> Self:
        """Return those on the register on ``day`` and not on a break."""
        return self.on_the_register_on(day).exclude(on_break_from__lte=day)

    def with_stage(self, day: date) -> Self:
        """Add ``stage``: what each was qualified to on ``day``."""
        return self.annotate(
            stage=Case(
                When(full_award_on__lte=day, then=Value(Stage.STAGE_2.value)),
                When(stage_1_on__lte=day, then=Value(Stage.STAGE_1.value)),
                default=Value(Stage.TRAINEE.value),
                output_field=models.CharField(),
            )
        )

    def qualified_on(self, day: date) -> Self:
        """Return those with an award on ``day``: the number a council gives for its practice educators."""
        return self.with_stage(day).exclude(stage=Stage.TRAINEE)

    def at_stage_2_on(self, day: date) -> Self:
        """Return those qualified to Stage 2 on ``day``."""
        return self.with_stage(day).filter(stage=Stage.STAGE_2)

    def with_status(self, day: date) -> Self:
        """Add ``status`` as of ``day``."""
        return self.annotate(
            status=Case(
                When(left_on__lte=day, then=Value(Status.LEFT.value)),
                When(on_break_from__lte=day, then=Value(Status.ON_BREAK.value)),
                default=Value(Status.ACTIVE.value),
                output_field=models.CharField(),
            )
        )

    def with_currency(self, day: date, policy: currency.Policy) -> Self:
        """Add ``counted_from``, the day from which the window counts, and ``currency``, as of ``day``.

        The days between which the states lie are worked out once, so that the query only compares.
        """
        # Not LEAST, which in PostgreSQL passes over an empty value and would give everybody today.
        practised = Case(When(practised_until__gt=day, then=Value(day)), default="practised_until")
        counted = self.annotate(counted_from=Greatest("stage_1_on", "full_award_on", practised))
        lapsed = Q(counted_from__lt=first_that_reaches(day, policy.window_months))
        state = Case(
            When(not_awarded_by(day), then=Value(Currency.TRAINEE.value)),
            When(lapsed & self.with_plan(day), then=Value(Currency.RETURNING.value)),
            When(lapsed, then=Value(Currency.LAPSED.value)),
            When(counted_from__lt=first_kept_beyond(day, policy), then=Value(Currency.DUE.value)),
            default=Value(Currency.CURRENT.value),
            output_field=models.CharField(),
        )
        return counted.annotate(currency=state)

    def with_plan(self, day: date) -> Q:
        """Return the condition that a return plan is running on ``day``."""
        plans = Educator.return_plans.rel.related_model.objects  # type: ignore[attr-defined]
        running = plans.filter(state="open", starts_on__lte=day, ends_on__gte=day)
        return Q(pk__in=running.order_by().values("educator"))

    def registration_to_check(self, day: date) -> Self:
        """Return those whose registration has passed on ``day`` or is not known."""
        return self.filter(Q(registered_until__lt=day) | Q(registered_until__isnull=True))

    def without_email(self) -> Self:
        """Return those to whom no letter can be sent."""
        return self.filter(email="")

    def long_in_training(self, day: date) -> Self:
        """Return those who joined two years ago or longer and have no award on ``day``."""
        return self.with_stage(day).filter(joined_on__lte=years_before(day, 2), stage=Stage.TRAINEE)

    def for_the_register(self, day: date, policy: "currency.Policy | None" = None) -> Self:
        """Return the rows as the register lists them: stage, status, team and council in one query."""
        from educators.models.policy import policy_on  # noqa: PLC0415 -- the policy knows activities, these know us

        policy = policy or policy_on(day)
        related = self.select_related("team__locality", "council").defer("words")
        rows = related.with_stage(day).with_status(day).with_currency(day, policy)
        return rows.annotate(window=Value(policy.window_months))


# One event trigger for a whole statement: for each row, an import of thousands takes ever longer.
@pghistory.track(
    exclude=["stage_1_on", "full_award_on", "practised_until", "active_as", "words", "district"],
    level=pghistory.Statement,
)
class Educator(models.Model):
    """Somebody who teaches and assesses students for a council, employed or independent.

    The name stands here and not on an account: most people on a register never sign in.
    """

    class Base(models.TextChoices):
        """Where the educator works with the student."""

        ON_SITE = "on-site", "On site"
        OFF_SITE = "off-site", "Off site"
        EITHER = "either", "On site or off site"

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="educators")
    person = models.OneToOneField(
        Person, models.SET_NULL, null=True, blank=True, related_name="educator", verbose_name="sign-in"
    )
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField("telephone number", max_length=30, blank=True)
    swe_number = models.CharField(
        "Social Work England number",
        max_length=8,
        blank=True,
        validators=[RegexValidator(SWE_NUMBER, "Enter the Social Work England number, like SW123456.")],
    )
    registered_until = models.DateField(null=True, blank=True)
    registration_checked_on = models.DateField(null=True, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="educators")
    post = models.CharField("post", max_length=80, blank=True)
    postcode = models.CharField(
        max_length=8, blank=True, help_text="Where they work, when that is not where the team works."
    )
    is_independent = models.BooleanField("independent", default=False)
    provided_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="provided by"
    )
    base = models.CharField("works", max_length=8, choices=Base.choices, default=Base.ON_SITE)
    contracted_hours = models.DecimalField(
        "contracted hours a week", max_digits=4, decimal_places=1, null=True, blank=True
    )
    capacity = models.PositiveSmallIntegerField("students at a time", default=1)
    joined_on = models.DateField("joined the register on")
    on_break_from = models.DateField("on a break from", null=True, blank=True)
    left_on = models.DateField("left on", null=True, blank=True)
    status_reason = models.CharField("reason", max_length=200, blank=True)
    confirmed_on = models.DateField("record confirmed on", null=True, blank=True)
    # What awards and activities amount to, kept by ``educators.actions.standing`` so that a list of 20,000 people
    # sorts, filters and counts without reading every award and activity again. Nobody types them.
    stage_1_on = models.DateField(null=True, editable=False)
    full_award_on = models.DateField(null=True, editable=False)
    practised_until = models.DateField(null=True, editable=False)
    # The kinds of activity of the present academic year: a bit for each, in the order of ``Activity.Kind``.
    active_as = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    # What the record is found by (names, numbers, address and team, without accents and capitals), and the code
    # of the district of its postcode or its team's: triggers keep both (migrations 0005 and 0016), whoever writes.
    words = models.TextField(default="", db_default="", editable=False)
    district = models.CharField(max_length=9, default="", db_default="", editable=False)

    objects = EducatorQuerySet.as_manager()

    class Meta:
        """What must never be false of a register."""

        ordering = ["last_name", "first_name", "pk"]
        indexes = [
            models.Index(fields=["council", "last_name", "first_name", "id"], name="educator_by_name"),
            models.Index(fields=["last_name", "first_name", "id"], name="educator_by_name_anywhere"),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="educator_by_words"),
            models.Index(
                fields=["left_on", "on_break_from"],
                condition=Q(left_on__isnull=False) | Q(on_break_from__isnull=False),
                name="educator_gone",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "swe_number"],
                condition=~Q(swe_number=""),
                name="educator_swe_number_is_unique",
                violation_error_message="This Social Work England number is already on your register.",
            ),
            models.CheckConstraint(
                condition=Q(swe_number="") | Q(swe_number__regex=SWE_NUMBER),
                name="educator_swe_number_is_well_formed",
                violation_error_message="Enter the Social Work England number, like SW123456.",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="educator_leaves_after_joining",
                violation_error_message="The day of leaving must be on or after the day of joining.",
            ),
            models.CheckConstraint(
                condition=Q(on_break_from__isnull=True) | Q(on_break_from__gte=F("joined_on")),
                name="educator_break_starts_after_joining",
                violation_error_message="The break must start on or after the day of joining.",
            ),
            models.CheckConstraint(
                condition=Q(capacity__lte=6),
                name="educator_capacity_is_at_most_six",
                violation_error_message="Enter between 0 and 6 students at a time.",
            ),
            models.CheckConstraint(
                condition=Q(is_independent=True) | Q(provided_by__isnull=True),
                name="educator_is_provided_only_when_independent",
                violation_error_message="Only an independent practice educator is provided by another organisation.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the record's page."""
        return reverse("educators:detail", args=[self.pk])

    @property
    def name(self) -> str:
        """First name, then last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def employment(self) -> str:
        """Whether she is independent, in a word; nothing for somebody employed."""
        return "Independent" if self.is_independent else ""

    @property
    def current_until(self) -> date | None:
        """Until when she is or was current, on a row of ``for_the_register``; nothing for a trainee."""
        row: Any = self
        qualified = row.currency != Currency.TRAINEE
        return currency.months_after(row.counted_from, row.window) if qualified else None

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The council whose register it is."""
        return frozenset({self.council_id})

    @property
    def owner_id(self) -> int | None:
        """The person whose own record it is."""
        return self.person_id
