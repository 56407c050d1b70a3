"""What happens during the placements that are under way: their steps, and the days that were logged."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from kmtp.demo.data.world import World
from kmtp.partnership.models import Person
from placements import bank_holidays
from placements.actions import day_links, steps
from placements.days import counts
from placements.models import Day, Pause, Placement, Step

#: One in so many past steps is overdue still, and one in so many was waived.
OVERDUE, WAIVED = 23, 31
WHY = "The on-site supervisor saw the student at work that week and wrote it down."


def load(world: World) -> None:
    """Give every placement that is settled its steps, and settle most of those whose day has passed."""
    chance = random.Random(f"under way {world.today}")
    pause(world)
    log_days(world)
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


def pause(world: World) -> None:
    """Let the count of the paused placements stand still since ten days ago."""
    for placement in Placement.objects.filter(state="paused").order_by("pk"):
        since = world.today - timedelta(days=10)
        Pause.objects.create(placement=placement, starts_on=since, why=placement.state_reason)


def log_days(world: World) -> None:
    """Log the days of what is under way: the last week waits, what is older is confirmed, a few came back."""
    running = Placement.objects.filter(state__in=("active", "extended", "paused"))
    rows = [
        day
        for turn, placement in enumerate(running.order_by("pk"))
        for day in days_of(placement, turn, world.today)
    ]
    Day.objects.bulk_create(rows)


def days_of(placement: Placement, turn: int, today: date) -> Iterator[Day]:
    """Yield the logged days of a placement, Monday to Thursday, and now and then a skills day on a Friday."""
    last = min(today - timedelta(days=1), placement.ends_on)
    if placement.state == "paused":
        last = min(last, today - timedelta(days=11))
    holidays = bank_holidays.from_day(placement.starts_on)
    for ahead in range((last - placement.starts_on).days + 1):
        on = placement.starts_on + timedelta(days=ahead)
        if counts(on, holidays) and (on.weekday() < 4 or ahead % 35 == 4):
            yield day_of(placement, on, (ahead + turn * 7) % 100, today)


def day_of(placement: Placement, on: date, chance: int, today: date) -> Day:
    """Return one day: a skills day on a Friday, otherwise now and then half a day or off sick."""
    at = timezone.make_aware(datetime.combine(on, time(17)))
    day = Day(placement=placement, on=on, logged_at=at)
    day.what = Day.What.SKILLS if on.weekday() == 4 else Day.What.SICK if chance == 37 else Day.What.PLACEMENT
    day.amount = Decimal("0.5") if chance == 61 else Decimal(1)
    if today - on > timedelta(days=7):
        day.state, day.settled_at = Day.State.CONFIRMED, at + timedelta(days=4)
    elif chance % 10 == 3:
        day.state, day.settled_at = Day.State.RETURNED, at + timedelta(hours=20)
        day.comment = "You were at the university on this day: please log it as a skills day."
    return day


def send(world: World) -> None:
    """Send the links to the days of the two students whose practice educators sign in."""
    for council in ("kent", "medway"):
        educator, by = (world.people[f"{who}@{council}.example"] for who in ("educator", "coordinator"))
        for placement in Placement.objects.filter(educator__person=educator, state="active").order_by("pk"):
            day_links.send_again(placement=placement, by=by, today=world.today)
