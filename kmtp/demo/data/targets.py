"""The demonstration's targets: this year's and the next one's, from history."""

from datetime import date
from decimal import Decimal

from educators import supply
from educators.models import IndependentTarget, Target, TargetLine
from educators.targets import STAGE_1, STAGE_2, total
from kmtp.demo.data.world import World
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from placements.actions import expected

NOTE = "From the placements of the last whole year. The training panel agreed the shares in spring."


def load(world: World) -> None:
    """Make them."""
    IndependentTarget.objects.create(in_force_from=date(2018, 9, 1), percent=20)
    for name in ("kent", "medway"):
        for year in (world.year, world.year.next):
            plan(world, world.organisations[name], year)


def plan(world: World, council: Organisation, year: AcademicYear) -> None:
    """Set a council's target for a year, and the places by the sum."""
    past = supply.history(council, world.today)
    target = Target.objects.create(
        council=council,
        year=year,
        learners_each=max(past.learners_each or Decimal(1), Decimal(1)),
        leavers=past.leavers or 8,
        other_duties=past.other_duties or 15,
        completion=past.completion or 80,
        note=NOTE,
    )
    found = expected.learners(council, expected.past_year(target, world.today))
    TargetLine.objects.bulk_create(
        TargetLine(target=target, service_area_id=area, stage=stage, expected=number, source="history")
        for (area, stage), number in found.items()
    )
    needs = supply.needs(target, world.today)
    target.stage_1_places, target.stage_2_places = total(needs, STAGE_1), total(needs, STAGE_2)
    target.save()
