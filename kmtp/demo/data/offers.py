"""Offers of the year that runs: made from the answers to last year's call, and by hand. All of them invented."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from educators.models import AvailabilityCall, Educator
from kmtp.demo.data.world import World
from kmtp.partnership.models import Organisation, Person, Team
from placements import audits
from placements.actions import conflicts, offers
from placements.models import Offer, Placement, Request, Student

#: How many offers each council's faculty adds without an answer: by teams alone, and by off-site pairs.
BY_HAND = {"kent": (4, 3), "medway": (2, 1)}
DAYS_AGO = 90


def load(world: World) -> None:
    """Make them for both councils, and let the placements of the year take up what fits them."""
    for slug, (of_teams, of_pairs) in BY_HAND.items():
        by = world.people[f"coordinator@{slug}.example"]
        council = world.organisations[slug]
        from_answers(world, council, by)
        by_teams(world, slug, by, of_teams)
        by_pairs(world, slug, by, of_pairs)
        take_up(world, council)
        withdraw_one(world, council, by)
        tell_more(world, council, by)


def made_on(world: World) -> date:
    """Return the day on which the offers were made."""
    return max(world.year.starts_on, world.today - timedelta(days=DAYS_AGO))


def from_answers(world: World, council: Organisation, by: Person) -> None:
    """Take up every yes to the call for this year; who said maybe is still asked."""
    call = AvailabilityCall.objects.get(council=council, year=world.year)
    offers.from_call(call=call, says="yes", by=by, today=made_on(world))


def by_teams(world: World, slug: str, by: Person, number: int) -> None:
    """Add offers of teams that host the student of any practice educator who works off site."""
    hosts = audits.may_host_on(open_teams(world, slug), made_on(world)).order_by("-pk")
    for turn, team in enumerate(hosts[:number]):
        offer = Offer(team=team, council=team.organisation, kinds=["first", "readiness"][: 1 + turn % 2])
        add(world, offer, by)


def by_pairs(world: World, slug: str, by: Person, number: int) -> None:
    """Add pairs: somebody who works off site with a supervisor in the team."""
    council = world.organisations[slug]
    active = Educator.objects.of(council).active_on(world.today)
    off_site = active.filter(base=Educator.Base.OFF_SITE, offers=None, full_award_on__isnull=False)
    hosts = audits.may_host_on(open_teams(world, slug), made_on(world)).filter(educators__in=active)
    for educator, team in zip(
        off_site.order_by("pk")[:number], hosts.distinct().order_by("pk"), strict=False
    ):
        supervisor = active.filter(team=team).exclude(pk=educator.pk).order_by("pk").first()
        offer = Offer(team=team, council=council, educator=educator, supervisor=supervisor, kinds=["final"])
        add(world, offer, by)


def open_teams(world: World, slug: str) -> QuerySet[Team]:
    """Return the teams of a council that nobody has closed."""
    rows = Team.objects.filter(organisation=world.organisations[slug], valid_to=None)
    return rows.select_related("organisation")


def add(world: World, offer: Offer, by: Person) -> None:
    """Add an offer from the day it is made until the end of the year."""
    offer.starts_on, offer.ends_on = made_on(world), world.year.ends_on
    offer.has_step_free_access = bool(offer.team_id % 2)
    offers.add(offer=offer, by=by, today=made_on(world))


def take_up(world: World, council: Organisation) -> None:
    """Let placements of the year take up the offers of their educators, as far as these have places."""
    year = world.year
    for placement in Placement.objects.of(council).starting_in(year).filter(offer=None).order_by("pk"):
        fits = Offer.objects.standing().filter(
            educator=placement.educator_id, team=placement.team_id, kinds__contains=[placement.kind]
        )
        free = [one for one in fits.with_free() if one.free]  # type: ignore[attr-defined]  # the query adds it
        if free:
            Placement.objects.filter(pk=placement.pk).update(offer=free[0])


def withdraw_one(world: World, council: Organisation, by: Person) -> None:
    """Withdraw one that nobody took up."""
    unused = (
        Offer.objects.filter(council=council, placements=None, answer__isnull=False).order_by("pk").last()
    )
    if unused is not None:
        why = "The team has two vacancies until the summer"
        offers.withdraw(offer=unused, by=by, today=world.today - timedelta(days=5), why=why)


def tell_more(world: World, council: Organisation, by: Person) -> None:
    """Say more of some students who wait: access, the first placement, the employing team, a declared conflict."""
    waiting = Request.objects.waiting().filter(council=council).order_by("pk").select_related("student")
    students = [asked.student for asked in waiting[:4]]
    facts: tuple[dict[str, Any], ...] = (
        {"needs_step_free_access": True},
        {"first_was_statutory": True, "first_setting": "children"},
        {"own_team": world.teams[council.slug][0]},
    )
    for student, known in zip(students, facts, strict=False):
        Student.objects.filter(pk=student.pk).update(**known)
    apart = Educator.objects.of(council).active_on(world.today).order_by("pk").first()
    if apart is not None and students:
        conflicts.declare(student=students[-1], educator=apart, by=by, today=world.today)
