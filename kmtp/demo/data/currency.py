"""The demonstration's currency: two versions of the policy, plans of return, CPD, and registrations to check."""

import random
from datetime import date, timedelta
from decimal import Decimal

from educators import renewal
from educators.models import Cpd, CurrencyPolicy, Educator, ReturnPlan
from educators.models.educator import first_that_reaches
from educators.models.policy import policy_on
from kmtp.demo.data.world import World

TITLES = {
    "course": "Assessing a student who struggles",
    "reading": "Anti-racist practice education",
    "supervision": "Group supervision for practice educators",
}
STEPS = "Read the guidance of this year.\nObserve two supervision sessions.\nTake the next student with the mentor."


def load(world: World) -> None:
    """Make them."""
    chance = random.Random(f"currency {world.today}")
    policies()
    plans(world, chance)
    learning(world, chance)
    checks(world, chance)


def policies() -> None:
    """The policy of 2015 took longer; the one of 2022 asks for CPD."""
    CurrencyPolicy.objects.create(in_force_from=date(2015, 10, 1), window_months=36, retrain_months=72)
    CurrencyPolicy.objects.create(in_force_from=date(2022, 9, 1), window_months=24, cpd_hours=6)


def plans(world: World, chance: random.Random) -> None:
    """Give a few of those who lapsed a plan of return."""
    first_kept = first_that_reaches(world.today, policy_on(world.today).window_months)
    lapsed = Educator.objects.active_on(world.today).filter(
        stage_1_on__lt=first_kept, practised_until__lt=first_kept
    )
    start = world.today - timedelta(days=40)
    days = {
        "agreed_on": start - timedelta(days=7),
        "starts_on": start,
        "ends_on": start + timedelta(days=180),
    }
    made = [
        ReturnPlan(
            educator=one, review_on=start + timedelta(days=chance.choice((35, 90))), steps=STEPS, **days
        )
        for one in lapsed.order_by("pk")[:6]
    ]
    ReturnPlan.objects.bulk_create(made)


def learning(world: World, chance: random.Random) -> None:
    """A third wrote down some CPD of the last year."""
    people = list(Educator.objects.active_on(world.today).order_by("pk").values_list("pk", flat=True))
    made = []
    for key in chance.sample(people, len(people) // 3):
        kind = chance.choice(sorted(TITLES))
        on = world.today - timedelta(days=chance.randint(10, 360))
        hours = Decimal(chance.choice((2, 3, 6)))
        made.append(Cpd(educator_id=key, on=on, hours=hours, title=TITLES[kind], kind=kind))
    Cpd.objects.bulk_create(made)


def checks(world: World, chance: random.Random) -> None:
    """Most were looked up since the last 1 December; one in six is still to do, whatever the day."""
    people = Educator.objects.active_on(world.today)
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    left = chance.sample(keys, len(keys) // 6)
    people.exclude(pk__in=left).update(registration_checked_on=renewal.cycle_of(world.today))
