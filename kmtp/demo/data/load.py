"""Load all of the demo data, once, in one transaction."""

import random
from datetime import date

import pghistory
from django.db import transaction

from educators.actions import standing
from kmtp.demo.data import (
    activities,
    audits,
    availability,
    concerns,
    currency,
    drafts,
    evaluations,
    fees,
    forums,
    guidance,
    now,
    offers,
    partners,
    places,
    postcodes,
    practice_panels,
    published,
    quality,
    recruitment,
    register,
    targets,
    team_audits,
    under_way,
)
from kmtp.demo.data.world import World
from kmtp.partnership.models import Organisation

#: The published years end here; the demo's today is later.
EARLIEST = date(2021, 9, 1)
ROOMS = (
    *(postcodes, partners, places, register, published, now, activities, forums, audits, evaluations),
    *(currency, recruitment, targets, availability, quality, guidance, under_way),
    *(concerns, team_audits, fees, practice_panels, offers),
)


@transaction.atomic
def everything(today: date) -> bool:
    """Load the demo data as of ``today``; return ``False`` when it is there already."""
    if Organisation.objects.filter(slug=partners.MARK).exists():
        return False
    world = World(today=today, chance=random.Random(f"KMTP {today}"))
    with pghistory.context(what="Loaded with the demonstration"):
        for room in ROOMS:
            room.load(world)
            # The next room asks what stage people are at, and who is current.
            standing.refresh(today=today)
    # Done by the rooms' own actions, whose names the history then shows.
    evaluations.send(world)
    under_way.send(world)
    drafts.make(world)
    return True
