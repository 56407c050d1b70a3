"""What happens during the placements that are under way: their steps, done, due, overdue and waived."""

import random
from datetime import date, timedelta

from kmtp.demo.data.world import World
from kmtp.partnership.models import Person
from placements.actions import steps
from placements.models import Placement, Step

#: One in so many past steps is overdue still, and one in so many was waived.
OVERDUE, WAIVED = 23, 31
WHY = "The on-site supervisor saw the student at work that week and wrote it down."


def load(world: World) -> None:
    """Give every placement that is settled its steps, and settle most of those whose day has passed."""
    chance = random.Random(f"under way {world.today}")
    found = Placement.objects.filter(state__in=steps.SETTLED).select_related("student__programme", "council")
    for placement in found.prefetch_related("pauses").order_by("pk"):
        steps.keep(placement, today=world.today)
    past = Step.objects.open().filter(due_on__lt=world.today).select_related("placement__council")
    for turn, step in enumerate(past.order_by("pk")):
        settle(step, turn, coordinator(world, step), chance)


def coordinator(world: World, step: Step) -> Person:
    """Return the coordinator of the step's council."""
    return world.people[f"coordinator@{step.placement.council.slug}.example"]


def settle(step: Step, turn: int, by: Person, chance: random.Random) -> None:
    """Let a step whose day has passed be done, but now and then be overdue or waived."""
    if turn % OVERDUE == 4:
        return
    day = step.due_on - timedelta(days=chance.randint(0, 3))
    if turn % WAIVED == 7:
        waive(step, day, by)
    else:
        step.done_on, step.done_by = day, by
    step.save()


def waive(step: Step, day: date, by: Person) -> None:
    """Let a step be waived."""
    step.waived_on, step.waived_by, step.waived_because = day, by, WHY
