"""Drafts of the next season's allocation, worked out and ready to be looked at, compared and published."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from kmtp.demo.data import now, offers
from kmtp.demo.data.world import World
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Person
from placements import audits, months
from placements.actions import drafts
from placements.actions import offers as acts
from placements.matching.weights import Weights
from placements.models import Draft, Offer, Placement

#: The drafts of each council: what the name says beside the month, and what weighs other than by default.
DRAFTS = {
    "kent": (("", {}), (", wishes before journeys", {"wish": 60, "travel": 0, "long_journey": 0})),
    "medway": (("", {}),),
}
#: So many offers are added within the year that runs.
MORE = {"kent": 2, "medway": 4}
#: Students who are asked for together start within so many days.
SEASON = timedelta(days=27)


def make(world: World) -> None:
    """Let each coordinator have drafted the season in which the students start who wait."""
    for council, wanted in DRAFTS.items():
        by = world.people[f"coordinator@{council}.example"]
        supply(world, council, by)
        for name, weights in wanted:
            draft(world, council, by, name, weights)


def supply(world: World, council: str, by: Person) -> None:
    """Add offers for the season: in the next academic year nearly as many as students wait, in this one a few."""
    starts_on = now.next_start(world.today)
    year = AcademicYear.of(starts_on)
    number = now.WAITING[council] - 1 if year != world.year else MORE[council]
    for educator in who_is_free(world, council, starts_on)[:number]:
        offer = Offer(council=educator.council, educator=educator, kinds=["first", "final"])
        offer.team, offer.ends_on = educator.team, year.ends_on
        offer.starts_on = max(year.starts_on, world.today)
        acts.add(offer=offer, by=by, today=world.today)


def who_is_free(world: World, council: str, on: date) -> list[Any]:
    """Return Stage 2 educators who work on site in a team that may host, with no student and no offer of that time."""
    hosts = set(audits.may_host_on(offers.open_teams(world, council), on))
    busy = set(Placement.objects.holding().filter(ends_on__gte=on).values_list("educator", flat=True))
    busy |= set(Offer.objects.standing().covering(on, on).values_list("educator", flat=True))
    people = [one for one in now.Year(world, council).reach("final") if one.pk not in busy and one.capacity]
    return [one for one in people if one.team in hosts and one.base != one.Base.OFF_SITE]


def draft(world: World, council: str, by: Person, name: str, weights: dict[str, int]) -> None:
    """Start a draft and work it out, as the page and a worker do."""
    starts_on = now.next_start(world.today)
    made_at = timezone.make_aware(datetime.combine(world.today - timedelta(days=1), time(15)))
    wanted = Draft(
        name=f"{months.words(months.key(starts_on))}{name}",
        council=world.organisations[council],
        starts_from=starts_on,
        starts_until=starts_on + SEASON,
        weights=Weights.of(weights).stored,
    )
    drafts.work(drafts.start(draft=wanted, by=by, now=made_at).pk, now=made_at)
