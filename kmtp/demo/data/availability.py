"""The demonstration's availability: a running call of each council, and last year's, which is closed."""

import random
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware

from educators import offering
from educators.models import AvailabilityAnswer, AvailabilityCall, Educator
from kmtp.demo.data.world import World
from kmtp.partnership.academic_year import AcademicYear


def load(world: World) -> None:
    """Make them."""
    chance = random.Random(f"availability {world.today}")
    for slug in ("medway", "kent"):
        make_call(world, chance, slug, world.year, days_ago=330, share=0.8)
        make_call(world, chance, slug, world.year.next, days_ago=12, share=0.6)


def make_call(
    world: World, chance: random.Random, slug: str, year: AcademicYear, *, days_ago: int, share: float
) -> None:
    """Make a call that went out some days ago and ran for five weeks, with its answers."""
    opens_on = world.today - timedelta(days=days_ago)
    closes_on = opens_on + timedelta(days=35)
    state = AvailabilityCall.State.OPEN if closes_on >= world.today else AvailabilityCall.State.CLOSED
    call = AvailabilityCall.objects.create(
        council=world.organisations[slug], year=year, opens_on=opens_on, closes_on=closes_on, state=state
    )
    people = Educator.objects.of(call.council).active_on(world.today).qualified_on(opens_on).order_by("pk")
    AvailabilityAnswer.objects.bulk_create(asked(call, one, chance, share) for one in people)


def asked(
    call: AvailabilityCall, educator: Educator, chance: random.Random, share: float
) -> AvailabilityAnswer:
    """Return one person who was asked, and for most what she said."""
    moment = make_aware(datetime.combine(call.opens_on, time(9)))
    answer = AvailabilityAnswer(call=call, educator=educator, asked_at=moment, reminders=1)
    if chance.random() < share and (educator.person_id is None or call.state == "closed"):
        answer.answered_at = moment + timedelta(days=chance.randint(0, 11))
        answer.reminders = 0
        for name, value in said(call, chance).items():
            setattr(answer, name, value)
    return answer


def said(call: AvailabilityCall, chance: random.Random) -> dict[str, Any]:
    """Return a sensible answer."""
    says = chance.choices(("yes", "maybe", "no"), (5, 2, 3))[0]
    reason = "" if says == "yes" else chance.choice(list(offering.REASONS))
    if says == "no":
        return {"says": says, "reason": reason}
    kinds = chance.sample(list(offering.KINDS), chance.choice((1, 1, 2)))
    start = call.year.starts_on + timedelta(days=chance.choice((0, 30, 120)))
    return {"says": says, "reason": reason, "kinds": kinds, "how_many": 1, "from_day": start}
