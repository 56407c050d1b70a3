"""A few concerns: one that runs with a plan, one that is due, one that is closed. All of them invented."""

from datetime import timedelta

from kmtp.demo.data.world import World
from kmtp.partnership.models import Person
from placements.actions import concerns
from placements.models import Concern, ConcernAction, Placement


def load(world: World) -> None:
    """Raise them at each council, between its coordinator, the practice educator and the partner."""
    for council in ("kent", "medway"):
        by = world.people[f"coordinator@{council}.example"]
        educator = world.people[f"educator@{council}.example"]
        own = Placement.objects.filter(educator__person=educator, state="active").first()
        if own is not None:
            running(world, own, by, [educator])
        others = Placement.objects.filter(council=world.organisations[council], state="active")
        closed(world, others.exclude(educator__person=educator).order_by("pk")[1], by)


def running(world: World, placement: Placement, by: Person, involve: list[Person]) -> None:
    """Raise one that has been talked about, with a plan of which a part is done."""
    today = world.today
    concern = raised(world, placement, by, involve, 24, "Recording is late, and two visits were missed.")
    note(
        world,
        concern,
        by,
        "talk",
        23,
        "Talked with the practice educator: the student finds the system hard.",
    )
    note(
        world,
        concern,
        by,
        "meeting",
        18,
        "All four met. The student names what helps, and agrees to the plan.",
    )
    for what, who, days in (
        ("Recording is read together every Friday", "Practice educator", 3),
        ("Two joint visits before the next review", "Student", -1),
    ):
        action = ConcernAction(concern=concern, what=what, who=who, review_on=today + timedelta(days=days))
        concerns.plan(action=action, by=by, today=today - timedelta(days=18))
    done = ConcernAction(
        concern=concern, what="A laptop that works", who="Team manager", review_on=today - timedelta(days=10)
    )
    concerns.plan(action=done, by=by, today=today - timedelta(days=18))
    concerns.settle(action=done, came_of_it="It came the next day.", by=by, today=today - timedelta(days=10))


def closed(world: World, placement: Placement, by: Person) -> None:
    """Raise one that came to a good end."""
    concern = raised(
        world, placement, by, [], 60, "The team lost two workers, and there is less work to allocate."
    )
    note(world, concern, by, "meeting", 52, "The service manager finds work in the neighbouring team.")
    concerns.close(
        concern=concern,
        outcome="resolved",
        words="There is enough to do again, and the placement goes on.",
        by=by,
        today=world.today - timedelta(days=30),
    )


def raised(
    world: World, placement: Placement, by: Person, involve: list[Person], days_ago: int, summary: str
) -> Concern:
    """Raise a concern some days ago."""
    about = "student" if involve else "capacity"
    day = world.today - timedelta(days=days_ago)
    return concerns.raise_one(
        placement=placement, about=about, summary=summary, involve=involve, by=by, today=day
    )


def note(world: World, concern: Concern, by: Person, kind: str, days_ago: int, words: str) -> None:
    """Write into its log some days ago."""
    day = world.today - timedelta(days=days_ago)
    concerns.write(concern=concern, kind=kind, on=day, words=words, by=by, today=world.today)
