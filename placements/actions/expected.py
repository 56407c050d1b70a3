"""Fill in the learners that a target expects from the placements of a past year."""

from datetime import date

from django.db.models import Count

from educators.actions import targets
from educators.actions.targets import Place
from educators.models import Target, TargetLine
from kmtp.audit import Refused, recorded
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, Person
from placements import kinds
from placements.models import Placement


def past_year(target: Target, today: date) -> AcademicYear:
    """Return the last whole year before the target's: one that still runs would show too few."""
    return min(target.year, AcademicYear.of(today)).previous


def learners(council: Organisation, year: AcademicYear) -> dict[Place, int]:
    """Count the placements of a year by the team's service and the stage they need. One query."""
    started = Placement.objects.of(council).starting_in(year).exclude(kind=kinds.READINESS.key)
    rows = started.order_by().values_list("team__service_area", "kind").annotate(number=Count("pk"))
    return {(area, kinds.KINDS[kind].stage_needed): number for area, kind, number in rows}


@recorded("Expected learners filled in from placements")
def fill_in(*, target: Target, by: Person, today: date) -> int:
    """Put last year's placements for what was expected, typed or not; return how many lines changed."""
    year = past_year(target, today)
    counted = learners(target.council, year)
    if not counted:
        raise Refused(
            f"No placement that needs a practice educator started in {year}. Type the numbers instead."
        )
    known = {(line.service_area_id, line.stage): 0 for line in target.lines.all()}
    return targets.expect(target=target, learners=known | counted, by=by, source=TargetLine.Source.HISTORY)
