"""What the educators did: a student for each placement, and in the published years some other work too."""

from datetime import date, timedelta

from educators.models import Activity
from kmtp.demo.data.world import World
from placements.models import Placement

#: One educator in so many mentored a trainee, assessed an ASYE year or taught an AMHP or BIA trainee.
ONE_IN = {"mentor": 9, "asye": 7, "amhp": 25, "bia": 40}


def load(world: World) -> None:
    """Write down the activities of every placement, and the others of 2018/19 and 2019/20."""
    taught = Placement.objects.filter(educator__isnull=False).exclude(state__in=("provisional", "confirmed"))
    rows = [of_placement(world, placement) for placement in taught.order_by("pk")]
    for slug in ("kent", "medway"):
        for turn, educator in enumerate(world.educators[slug]):
            rows += [
                Activity(educator=educator, kind=kind, started_on=start, ended_on=start + timedelta(days=300))
                for kind, every in ONE_IN.items()
                for start in (date(2018, 10, 1), date(2019, 10, 1))
                if (turn + start.year) % every == 0
            ]
    Activity.objects.bulk_create(rows, ignore_conflicts=True)


def of_placement(world: World, placement: Placement) -> Activity:
    """Return the activity of a placement's educator, not stored."""
    return Activity(
        educator=placement.educator,
        kind=Activity.Kind.STUDENT,
        started_on=placement.starts_on,
        ended_on=placement.ends_on if placement.ends_on < world.today else None,
    )
