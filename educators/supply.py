"""What the sum of a target is made of: who is on the register, lapses or trains, and what past years teach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from educators.models import Activity, Educator, IndependentTarget, Target, Training
from educators.models.educator import first_that_reaches
from educators.models.independents import independents_on
from educators.models.policy import policy_on
from educators.target import Target as Rule
from educators.targets import STAGE_1, STAGE_2, STAGES, Facts, Need, plan
from kmtp.figures import percentage, rounded
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, ServiceArea

OTHER = ("mentor", "asye", "amhp", "bia")
#: Educators without a team belong to no service; they are shown, and teach whoever needs them.
NO_SERVICE = "No team recorded"
PAST_YEARS = 3
CHART_YEARS = 6


def needs(target: Target, today: date) -> list[Need]:
    """Return the sum for each service and stage of a target. Five queries."""
    areas = dict(ServiceArea.objects.filter(organisation=target.council_id).values_list("pk", "name"))
    lines = target.lines.all()
    expected: dict[tuple[int | None, str], int] = {
        (line.service_area_id, line.stage): line.expected for line in lines
    }
    register = on_the_register(target, today)
    trainees = in_training(target, today)
    facts = [
        Facts(
            name,
            stage,
            expected.get((key, stage), 0),
            *register.get((key, stage), (0, 0)),
            trainees.get((key, stage), (0, 0))[0],
            trainees.get((key, STAGE_2), (0, 0))[1] if stage == STAGE_1 else 0,
        )
        for key, name in (*sorted(areas.items(), key=lambda pair: pair[1]), (None, NO_SERVICE))
        for stage in reversed(STAGES)
    ]
    return plan([one for one in facts if one.expected or one.on_register or one.in_training], target.assumed)


def counted_on(target: Target, today: date) -> date:
    """Return the day for which lapses are counted: the year's first, or today when that has passed."""
    return max(target.year.starts_on, today)


def on_the_register(target: Target, today: date) -> dict[tuple[int | None, str], tuple[int, int]]:
    """Count those with an award who are active, and of them those whose currency ends before the year starts.

    Not before it ends: whoever is current on the first day is given a learner that year, and stays current by it.
    """
    day = counted_on(target, today)
    first = first_that_reaches(day, policy_on(day).window_months)
    people = (
        Educator.objects.filter(council=target.council_id).active_on(today).qualified_on(today).order_by()
    )
    people = people.annotate(last_day=Greatest("practised_until", "stage_1_on", "full_award_on"))
    rows = people.values_list("team__service_area", "stage").annotate(
        people=Count("pk"), lapsing=Count("pk", filter=Q(last_day__lt=first))
    )
    return {(area, stage): (number, lapsing) for area, stage, number, lapsing in rows}


def in_training(target: Target, today: date) -> dict[tuple[int | None, str], tuple[int, int]]:
    """Count those who began their training before the year, by service; and of them who is at Stage 1 already."""
    here = Educator.objects.filter(council=target.council_id)
    under_way = Training.objects.filter(state=Training.State.UNDER_WAY, year__lt=target.year)
    rows = under_way.filter(educator__in=here.on_the_register_on(today).values("pk")).order_by()
    stage_1 = (
        here.active_on(today)
        .filter(stage_1_on__lte=today)
        .exclude(full_award_on__lte=today)
        .order_by()
        .values("pk")
    )
    counted = rows.values_list("educator__team__service_area", "stage").annotate(
        people=Count("educator", distinct=True),
        moving=Count("educator", distinct=True, filter=Q(educator__in=stage_1)),
    )
    return {(area, stage): (number, moving) for area, stage, number, moving in counted}


@dataclass(frozen=True, slots=True)
class History:
    """What past years teach of each assumption; nothing where nobody knows."""

    learners_each: Decimal | None = None
    leavers: Decimal | None = None
    other_duties: Decimal | None = None
    completion: Decimal | None = None


def history(council: Organisation, today: date) -> History:
    """Return what the last three full years teach. Three queries."""
    year = AcademicYear.of(today)
    first = AcademicYear(year.start - PAST_YEARS)
    return History(
        *_work(council, year.previous),
        *_people(council, first, year, today),
        _completed(council, first, year),
    )


def _work(council: Organisation, year: AcademicYear) -> tuple[Decimal | None]:
    taught = Activity.objects.in_year(year).filter(educator__council=council, kind=Activity.Kind.STUDENT)
    found = taught.aggregate(n=Count("pk"), people=Count("educator", distinct=True))
    return (rounded(Decimal(found["n"]) / found["people"], 2) if found["people"] else None,)


def _people(
    council: Organisation, first: AcademicYear, year: AcademicYear, today: date
) -> tuple[Decimal | None, Decimal | None]:
    """Return the share who left in a year, and who has nothing but other duties today."""
    under_way = Q(started_on__lte=today) & (Q(ended_on__isnull=True) | Q(ended_on__gte=today))
    work = Activity.objects.filter(under_way, educator=OuterRef("pk"))
    busy = Q(Exists(work.filter(kind__in=OTHER))) & ~Q(Exists(work.filter(kind=Activity.Kind.STUDENT)))
    people: QuerySet = Educator.objects.of(council).qualified_on(today).order_by()
    now = Q(left_on__isnull=True) | Q(left_on__gt=today)
    gone = Q(left_on__gte=first.starts_on, left_on__lt=year.starts_on)
    found = people.aggregate(
        gone=Count("pk", filter=gone), now=Count("pk", filter=now), busy=Count("pk", filter=now & busy)
    )
    leavers = percentage(found["gone"], (found["now"] + found["gone"]) * PAST_YEARS)
    share = percentage(found["busy"], found["now"])
    return (_rounded(leavers), _rounded(share))


def _completed(council: Organisation, first: AcademicYear, year: AcademicYear) -> Decimal | None:
    rows = Training.objects.filter(educator__council=council, year__gte=first, year__lt=year)
    ended = rows.exclude(state=Training.State.UNDER_WAY)
    found = ended.aggregate(n=Count("pk"), good=Count("pk", filter=Q(state=Training.State.COMPLETED)))
    return _rounded(percentage(found["good"], found["n"]))


def _rounded(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else rounded(percent)


def trained(target: Target) -> dict[str, int]:
    """Count who has a place in the target's year, by stage: the actual intake. One query."""
    rows = Training.objects.filter(educator__council=target.council_id, year=target.year)
    counted = rows.exclude(state=Training.State.WITHDRAWN).order_by().values_list("stage")
    return dict(counted.annotate(number=Count("educator", distinct=True)))


@dataclass(frozen=True, slots=True)
class Share:
    """The share of independents at the end of a year (or today), and the target of that day."""

    year: AcademicYear
    percent: Decimal | None
    target: Rule


def independents(
    user: Any, today: date, versions: list[IndependentTarget], years: int = CHART_YEARS
) -> list[Share]:
    """Return the share of the last years, the earliest first. One query for all of them."""
    this = AcademicYear.of(today)
    shown = [AcademicYear(this.start - n) for n in reversed(range(years))]
    days = {year: min(year.ends_on, today) for year in shown}
    people = Educator.objects.filter(access.within(user, "educators.set_targets", "council"))
    counts = {f"{what}_{year.start}": Count("pk", filter=rule) for what, year, rule in _rules(days)}
    found = people.order_by().aggregate(**counts)
    percents = {
        year: percentage(found[f"independent_{year.start}"], found[f"all_{year.start}"]) for year in shown
    }
    return [Share(year, percents[year], independents_on(days[year], versions)) for year in shown]


def _rules(days: dict[AcademicYear, date]) -> Iterator[tuple[str, AcademicYear, Q]]:
    """Return the condition of everybody with an award on each day, and of the independents among them."""
    for year, day in days.items():
        stays = Q(left_on__isnull=True) | Q(left_on__gt=day)
        here = Q(joined_on__lte=day) & stays & (Q(stage_1_on__lte=day) | Q(full_award_on__lte=day))
        yield "all", year, here
        yield "independent", year, here & Q(is_independent=True)
