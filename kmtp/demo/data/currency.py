"""The demonstration's currency: two versions of the policy, past practice, plans of return, CPD, registrations."""

import random
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q

from educators import renewal
from educators.actions import standing
from educators.currency import months_after
from educators.models import Activity, Cpd, CurrencyPolicy, Educator, ReturnPlan
from educators.models.educator import Currency, EducatorQuerySet
from educators.models.policy import policy_on
from kmtp.demo.data import names
from kmtp.demo.data.world import World
from kmtp.partnership.models import Organisation

TITLES = {
    "course": "Assessing a student who struggles",
    "reading": "Anti-racist practice education",
    "supervision": "Group supervision for practice educators",
}
STEPS = "Read the guidance of this year.\nObserve two supervision sessions.\nTake the next student with the mentor."
#: Three in four without a placement did something that ended so many months ago, taken in turn: who is past the
#: window of 24 months lapsed, and who is within six months of its end is due to lapse.
SHARE = 0.75
MONTHS_AGO = (
    *((1, 5), (6, 11), (18, 20), (2, 9), (12, 16), (24, 30), (3, 8), (8, 14)),
    *((21, 23), (1, 12), (10, 16), (25, 40), (1, 16), (2, 16)),
)
#: What managers and the others did, and for how many months.
MANAGERS_DID = ("asye", "asye", "asye", "asye", "mentor")
OTHERS_DID = (*("mentor",) * 5, *("student",) * 4, "asye", "amhp", "bia")
LASTS = {"student": 6, "mentor": 10, "asye": 12, "amhp": 6, "bia": 3}
#: Nothing reaches back into the years whose figures were published.
EARLIEST = date(2020, 9, 1)
#: The first days of the plans of each council, seen from today: those before it run, the others are planned.
PLANS_START = {"kent": (-100, -40, 21), "medway": (-40,)}


def load(world: World) -> None:
    """Make them."""
    chance = random.Random(f"currency {world.today}")
    policies()
    practice(world, random.Random(f"practice {world.today}"))
    standing.refresh(today=world.today)
    plans(world, chance)
    learning(world, chance)
    checks(world, chance)


def policies() -> None:
    """The policy of 2015 took longer; the one of 2022 asks for CPD."""
    CurrencyPolicy.objects.create(in_force_from=date(2015, 10, 1), window_months=36, retrain_months=72)
    CurrencyPolicy.objects.create(in_force_from=date(2022, 9, 1), window_months=24, cpd_hours=6)


def practice(world: World, chance: random.Random) -> None:
    """Give most of those without a placement something that they did before."""
    made = []
    for slug in PLANS_START:
        idle = list(lapsed(world).of(world.organisations[slug]).order_by("pk"))
        busy = chance.sample(idle, round(len(idle) * SHARE))
        made += [done(world, one, turn, chance) for turn, one in enumerate(busy)]
    Activity.objects.bulk_create(one for one in made if one.started_on >= EARLIEST)


def done(world: World, educator: Educator, turn: int, chance: random.Random) -> Activity:
    """Return what one educator did, not stored: managers mainly assess the first year in employment."""
    kind = chance.choice(MANAGERS_DID if educator.post in names.MANAGERS else OTHERS_DID)
    months = chance.randint(*MONTHS_AGO[turn % len(MONTHS_AGO)])
    ended_on = months_after(world.today, -months) - timedelta(days=chance.randint(1, 27))
    started_on = months_after(ended_on, -LASTS[kind])
    return Activity(educator=educator, kind=kind, started_on=started_on, ended_on=ended_on)


def lapsed(world: World) -> EducatorQuerySet:
    """Return those who have lapsed today."""
    people = Educator.objects.active_on(world.today)
    return people.with_currency(world.today, policy_on(world.today)).filter(Q(currency=Currency.LAPSED))


def lapsed_long_ago(world: World) -> EducatorQuerySet:
    """Return those who had lapsed before the first plan starts."""
    start = world.today - timedelta(days=130)
    return lapsed(world).filter(Q(counted_from__lt=months_after(start, -policy_on(start).window_months)))


def plans(world: World, chance: random.Random) -> None:
    """Give a few of those who lapsed a plan of return with a mentor: two of Kent's run, and one is to come."""
    for slug, starts in PLANS_START.items():
        council = world.organisations[slug]
        of = lapsed_long_ago(world).of(council).order_by(F("practised_until").desc(nulls_last=True), "pk")
        mentors = chance.sample(able_to_mentor(world, council), len(starts))
        ReturnPlan.objects.bulk_create(
            plan(one, mentor, world.today + timedelta(days=days))
            for one, mentor, days in zip(of, mentors, starts, strict=False)
        )


def able_to_mentor(world: World, council: Organisation) -> list[Educator]:
    """Return those of a council at Stage 2 who are current."""
    people = Educator.objects.of(council).active_on(world.today).at_stage_2_on(world.today)
    current = people.with_currency(world.today, policy_on(world.today)).filter(Q(currency=Currency.CURRENT))
    return list(current.order_by("pk"))


def plan(educator: Educator, mentor: Educator, starts_on: date) -> ReturnPlan:
    """Return a plan of six months, not stored."""
    return ReturnPlan(
        educator=educator,
        mentor=mentor,
        steps=STEPS,
        agreed_on=starts_on - timedelta(days=28),
        starts_on=starts_on,
        review_on=starts_on + timedelta(days=90),
        ends_on=starts_on + timedelta(days=180),
    )


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
