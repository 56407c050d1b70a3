"""Who was current at the year's end, by the policy of that day.

The record keeps what is true today; an earlier day is counted from the activities, awards and return plans.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least

from educators.currency import Policy, in_words
from educators.models import Activity, CurrencyPolicy, Educator, ReturnPlan
from educators.models.educator import first_kept_beyond, first_that_reaches
from kmtp.figures import PERCENT, Definition, Figure, Row, Table, percentage, share
from kmtp.partnership.models import Organisation

LABELS = {
    "current": "Current",
    "due": "Due to lapse",
    "returning": "Returning under a plan",
    "lapsed": "Lapsed",
}


@dataclass(frozen=True, slots=True)
class States:
    """How many stood how on a day, by which policy."""

    day: date
    policy: Policy
    people: dict[str, int]

    @property
    def all(self) -> int:
        """Everybody with an award."""
        return sum(self.people.values())

    @property
    def current(self) -> int:
        """Those who are current, due to lapse or not."""
        return self.people.get("current", 0) + self.people.get("due", 0)


def counted(days: tuple[date, ...], organisation: Organisation | None) -> list[States]:
    """Count the states on each day. One query for the policies, and one for each day."""
    versions = list(CurrencyPolicy.objects.order_by("-in_force_from"))
    rules = [next((one.rule for one in versions if one.in_force_from <= day), Policy()) for day in days]
    return [states(day, rule, organisation) for day, rule in zip(days, rules, strict=True)]


def states(day: date, policy: Policy, organisation: Organisation | None) -> States:
    """Count the register by state on ``day``."""
    people = Educator.objects.of(organisation).on_the_register_on(day).qualified_on(day).order_by()
    rows = people.annotate(counted_from=ground(day, policy)).annotate(standing=standing(day, policy))
    counts = rows.values_list("standing").annotate(number=Count("pk"))
    return States(day, policy, dict(counts))


def ground(day: date, policy: Policy) -> Greatest:
    """Return the day from which the window counts: PostgreSQL's GREATEST passes over what is empty."""
    awards = [
        Case(When(**{f"{name}__lte": day}, then=name), output_field=DateField())
        for name in ("stage_1_on", "full_award_on")
    ]
    work = Activity.objects.filter(educator=OuterRef("pk"), kind__in=policy.counts, started_on__lte=day)
    last = Max(Least(Coalesce("ended_on", Value(day)), Value(day)))
    practised = work.order_by().values("educator").annotate(last=last).values("last")
    plans = ReturnPlan.objects.filter(educator=OuterRef("pk"), state="completed", ended_on__lte=day)
    planned = plans.order_by().values("educator").annotate(last=Max("ended_on")).values("last")
    return Greatest(*awards, Subquery(practised), Subquery(planned))


def standing(day: date, policy: Policy) -> Case:
    """Return the state by the same days as the register's ``with_currency``."""
    not_over = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    plan = ReturnPlan.objects.filter(not_over, educator=OuterRef("pk"), starts_on__lte=day, ends_on__gte=day)
    lapsed = Q(counted_from__lt=first_that_reaches(day, policy.window_months))
    return Case(
        When(lapsed & Q(Exists(plan)), then=Value("returning")),
        When(lapsed, then=Value("lapsed")),
        When(counted_from__lt=first_kept_beyond(day, policy), then=Value("due")),
        default=Value("current"),
        output_field=CharField(),
    )


def figures(now: States, before: States) -> list[Figure]:
    """Return how many are current, and their share."""
    rule = f"Practice educators who on {in_words(now.day)} had {in_policy(now.policy)}."
    return [
        Figure(
            "current", "Current practice educators", now.current, Definition(rule), last_year=before.current
        ),
        Figure(
            "current_share",
            "Share who are current",
            percentage(now.current, now.all),
            Definition("Current practice educators divided by all practice educators."),
            PERCENT,
            percentage(before.current, before.all),
        ),
    ]


def in_policy(policy: Policy) -> str:
    """Return what kept somebody current, in words."""
    return f"{policy.roles}, their award or a completed return plan within {policy.window_months} months"


def table(now: States, before: States) -> Table:
    """Return every state, this year and last."""
    rows = [
        Row(
            (label, now.people.get(key, 0), share(now.people.get(key, 0), now.all), before.people.get(key, 0))
        )
        for key, label in LABELS.items()
    ]
    return Table(
        f"Currency on {in_words(now.day)}",
        ("State", "Practice educators", "Share", f"On {in_words(before.day)}"),
        (*rows, Row(("All", now.all, share(now.all, now.all), before.all), True)),
    )
