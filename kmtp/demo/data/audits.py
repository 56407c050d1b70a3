"""Time audits: the one in Kent with its published totals, and one that runs."""

import random
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from kmtp.demo.data.world import World
from placements.models import Placement
from time_audit.models import Audit, Entry, Participant, Week

#: Published: 11 educators through a 100-day final placement, 1,922 hours by day and 236 out of hours, at most 28
#: and 19 in a week. At four days a week 100 days take 25 weeks. Everything is kept in quarters of an hour.
EDUCATORS, WEEKS = 11, 25
DAYTIME, OUT_OF_HOURS = 1922 * 4, 236 * 4
HIGHEST_DAYTIME, HIGHEST_OUT_OF_HOURS = 28 * 4, 19 * 4
FIRST_MONDAY = date(2019, 10, 7)
QUARTER = 15

#: How much of a week each kind of work usually takes; the shares are invented.
SHARES = {
    "supervision": 22, "support": 18, "work": 12, "teaching": 9, "assessment": 8, "planning": 7, "observation": 6,
    "meetings": 5, "admin": 5, "visits": 4, "travel": 3, "own-learning": 1,
}  # fmt: skip
AT_NIGHT = {"assessment": 45, "planning": 20, "admin": 20, "work": 15}
NOTE = (
    "The published table gives an average of 0.7 hours a week out of hours. It does not follow from the published "
    "totals: 236 hours over the 275 weeks that give 7 hours by day are 0.86."
)


def load(world: World) -> None:
    """Make both audits."""
    published(world)
    running(world)


def published(world: World) -> None:
    """Make Kent's audit of 2019/20, whose totals and highest weeks are the published ones."""
    audit = Audit.objects.create(
        title="What a 100-day final placement takes",
        council=world.organisations["kent"],
        starts_on=FIRST_MONDAY,
        ends_on=FIRST_MONDAY + timedelta(weeks=WEEKS, days=-1),
        purpose="To establish the time that practice educators need, for the guidance on organisational support.",
        published_note=NOTE,
        state="closed",
    )
    days = spread(DAYTIME, EDUCATORS * WEEKS, HIGHEST_DAYTIME, world.chance)
    nights = spread(OUT_OF_HOURS, EDUCATORS * WEEKS, HIGHEST_OUT_OF_HOURS, world.chance)
    for number, placement in enumerate(of_the_published_audit(world)):
        part = slice(number * WEEKS, (number + 1) * WEEKS)
        weeks_of(world, take_part(audit, placement), FIRST_MONDAY, days[part], nights[part])


def of_the_published_audit(world: World) -> list[Placement]:
    """Return eleven of Kent's final placements of that autumn, from as many services as there are."""
    found = Placement.objects.filter(
        council=world.organisations["kent"],
        kind="final",
        starts_on=FIRST_MONDAY,
        educator__is_independent=False,
    )
    by_service = found.select_related("educator").order_by("team__service_area__name", "pk")
    step = max(1, len(by_service) // EDUCATORS)
    return list(by_service[::step])[:EDUCATORS]


def take_part(audit: Audit, placement: Placement) -> Participant:
    """Let a placement's educator take part."""
    if placement.educator is None:
        raise LookupError("A final placement always has an educator")
    return Participant.objects.create(
        audit=audit,
        placement=placement,
        educator=placement.educator,
        contracted_hours=placement.educator.contracted_hours,
    )


def weeks_of(world: World, who: Participant, monday: date, days: list[int], nights: list[int]) -> None:
    """Make a participant's weeks, one for each pair of numbers (quarters of an hour by day and at night)."""
    for turn, (day, night) in enumerate(zip(days, nights, strict=True)):
        starts_on = monday + timedelta(weeks=turn)
        week = Week.objects.create(
            participant=who,
            week_starts_on=starts_on,
            is_nothing=not day and not night,
            submitted_at=make_aware(datetime.combine(starts_on + timedelta(days=4), time(16, 30))),
        )
        Entry.objects.bulk_create(entries(week, day, night, world.chance))


def entries(week: Week, day: int, night: int, chance: random.Random) -> list[Entry]:
    """Return the rows of one week, not stored."""
    by_day, by_night = cut(day, SHARES, chance), cut(night, AT_NIGHT, chance)
    kinds = [kind for kind in SHARES if by_day.get(kind) or by_night.get(kind)]
    return [
        Entry(
            week=week,
            category=kind,
            daytime=by_day.get(kind, 0) * QUARTER,
            out_of_hours=by_night.get(kind, 0) * QUARTER,
        )
        for kind in kinds
    ]


def cut(quarters: int, shares: dict[str, int], chance: random.Random) -> dict[str, int]:
    """Cut a sum into kinds of work, by chance and in proportion to their shares."""
    drawn = chance.choices(list(shares), list(shares.values()), k=quarters)
    return {kind: drawn.count(kind) for kind in shares}


def spread(total: int, count: int, highest: int, chance: random.Random) -> list[int]:
    """Return ``count`` whole numbers that add up to ``total``, one of them ``highest`` and no other as high."""
    weights = [chance.lognormvariate(0, 0.7) for _ in range(count - 1)]
    scale = (total - highest) / sum(weights)
    numbers = [min(highest - 1, int(weight * scale)) for weight in weights]
    while (missing := total - highest - sum(numbers)) > 0:
        for place in chance.sample(range(count - 1), min(missing, count - 1)):
            numbers[place] = min(highest - 1, numbers[place] + 1)
    numbers.insert(chance.randrange(count), highest)
    return numbers


def running(world: World) -> None:
    """Make the joint audit that runs since seven weeks; it needs the placements under way."""
    first = world.today - timedelta(days=world.today.weekday(), weeks=7)
    audit = Audit.objects.create(
        title="Time for practice education, autumn",
        council=None,
        starts_on=first,
        ends_on=first + timedelta(weeks=26, days=-1),
        purpose="To see whether the time has changed since the audit of 2019/20.",
        state="running",
    )
    for placement in under_way(world):
        who = take_part(audit, placement)
        weeks_so_far(
            world, who, max(first, placement.starts_on - timedelta(days=placement.starts_on.weekday()))
        )


def under_way(world: World) -> list[Placement]:
    """Return six placements of Kent and three of Medway, those of the educators who sign in first."""
    found: list[Placement] = []
    for council, count in (("kent", 6), ("medway", 3)):
        active = Placement.objects.filter(
            council=world.organisations[council], kind="final", state="active", ends_on__gt=world.today
        )
        found += list(active.select_related("educator").order_by("educator__person", "pk")[:count])
    return found


def weeks_so_far(world: World, who: Participant, monday: date) -> None:
    """Make the weeks that have passed; one in six was not returned, nor was anybody's last."""
    last = world.today - timedelta(days=world.today.weekday(), weeks=1)
    while monday < last:
        if world.chance.random() > 1 / 6:
            day, night = (
                int(world.chance.lognormvariate(3.3, 0.4)),
                int(world.chance.lognormvariate(0.8, 0.7)),
            )
            weeks_of(world, who, monday, [min(day, 100)], [min(night, 60)])
        monday += timedelta(weeks=1)
