"""What goes into an allocation, read from the rows in a fixed number of queries, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Avg, CharField, F, Func, Max, Q, Value

from educators.models import Activity, CurrencyPolicy, Educator
from kmtp.partnership.models import Organisation, Postcode, Team
from placements import candidates
from placements.audits import newest_of
from placements.eligibility import Ask, Candidate, Period, Share, Supervisor
from placements.matching import problem
from placements.matching.travel import Point, StraightLine
from placements.models import Offer, Placement, Request, Ruling, TravelPolicy


@dataclass(frozen=True, slots=True)
class Season:
    """Whose students are allocated: of one council or all, and between which days they start."""

    council: Organisation | None
    starts_from: date
    starts_until: date

    def requests(self) -> Any:
        """Return the requests that wait."""
        asked = Request.objects.waiting().filter(starts_on__range=(self.starts_from, self.starts_until))
        asked = asked.filter(council=self.council) if self.council else asked
        return asked.select_related("student__programme__university")

    def provisional(self) -> Any:
        """Return the provisional placements of an offer, as they were asked for, in the order of their keys.

        Those may still move. One whose dates somebody has changed stays, for a move would undo that.
        """
        starts = {"starts_on__range": (self.starts_from, self.starts_until)}
        found = Placement.objects.filter(
            state="provisional", request__isnull=False, offer__isnull=False, **starts
        )
        found = found.filter(starts_on=F("request__starts_on"), ends_on=F("request__ends_on"))
        found = found.filter(council=self.council) if self.council else found
        return found.select_related("request__student__programme__university").order_by("pk")


def gather(
    season: Season,
    kept: tuple[problem.Kept, ...] = (),
    *,
    today: date,
    placed: Iterable[Placement] = (),
) -> problem.Problem:
    """Return the problem as the rows stand now; the students of ``placed`` are asked about too."""
    asked = [*season.requests().order_by("pk"), *(one.request for one in placed if one.request)]
    period = Period(season.starts_from, max((one.ends_on for one in asked), default=season.starts_until))
    offers = list(_offers(season, period))
    teams = Team.objects.filter(pk__in={one.team_id for one in offers}).select_related("service_area")
    people = list(_educators(season, offers, today))
    return problem.Problem(
        today=today,
        students=tuple(_students(asked)),
        offers=tuple(as_offer(one) for one in offers),
        teams=tuple(_teams(list(teams), people, period)),
        educators=tuple(_educators_as_values(people, period)),
        supervisors=tuple(_supervisors(people, period)),
        **_rulings(asked),
        kept=kept,
        travel=travel_on(today),
    ).in_order()


def travel_on(day: date) -> StraightLine:
    """Return how long journeys take by the setting of ``day``; the defaults when there is none. One query."""
    found = TravelPolicy.objects.in_force_on(day)
    return found.line if found else StraightLine()


# Students


def _students(asked: list[Request]) -> Iterable[problem.Student]:
    students = {one.student_id for one in asked}
    homes = homes_of({one.student.outward_postcode for one in asked})
    conflicts, busy = candidates.conflicts_of(students), _periods("student", students)
    for one in asked:
        key, home = one.student_id, homes.get(one.student.outward_postcode)
        yield as_student(one, as_ask(one, conflicts[key], busy[key]), home)


def as_student(request: Request, ask: Ask, home: Point | None) -> problem.Student:
    """Return a request (with student, programme and university), what it asks and where from, as a value."""
    student = request.student
    return problem.Student(
        key=request.pk,
        name=str(student),
        ask=ask,
        asked_on=request.asked_on,
        council=request.council_id,
        university=student.university.short_name,
        route=student.programme.route,
        wishes=request.wishes,
        home=home,
        drives=student.is_driver,
        needs_step_free_access=student.needs_step_free_access,
    )


def as_ask(request: Request, conflicts: Iterable[int], busy: Iterable[Period]) -> Ask:
    """Return what a request asks, with the conflicts declared and when the student is placed already."""
    student = request.student
    return Ask(
        kind=request.facts,
        period=Period(request.starts_on, request.ends_on),
        first_setting=student.first_setting,
        first_was_statutory=student.first_was_statutory,
        days_per_week=float(request.days_per_week),
        own_team=student.own_team_id,
        conflicts=frozenset(conflicts),
        busy=tuple(busy),
        is_ready=student.is_ready_for_practice,
    )


def homes_of(outwards: set[str]) -> dict[str, Point]:
    """Return the middle of each first half of a postcode that the directory knows. One query."""
    first_half = Func(F("code"), Value(" "), Value(1), function="split_part", output_field=CharField())
    found = Postcode.objects.order_by().annotate(outward=first_half).filter(outward__in=outwards - {""})
    rows = found.values("outward").annotate(x=Avg("easting"), y=Avg("northing"))
    return {row["outward"]: Point(round(row["x"]), round(row["y"])) for row in rows}


def _periods(whose: str, keys: Iterable[int]) -> dict[int, list[Period]]:
    """Return when the placements that hold take up each student, educator, supervisor or team. One query."""
    held = Placement.objects.holding().filter(**{f"{whose}__in": list(keys)}).order_by("starts_on", "pk")
    found: dict[int, list[Period]] = defaultdict(list)
    for key, starts_on, ends_on in held.values_list(whose, "starts_on", "ends_on"):
        found[key].append(Period(starts_on, ends_on))
    return found


# Offers and teams


def _offers(season: Season, period: Period) -> Any:
    standing = Offer.objects.of(season.council).standing().covering(period.starts_on, period.ends_on)
    return standing.with_free().order_by("pk")


def as_offer(one: Any) -> problem.Offer:
    """Return an offer (with ``used``) as a value."""
    return problem.Offer(
        key=one.pk,
        team=one.team_id,
        kinds=frozenset(one.kinds),
        period=Period(one.starts_on, one.ends_on),
        places=one.places,
        used=one.used,
        educator=one.educator_id,
        supervisor=one.supervisor_id,
        council=one.council_id,
        days_per_week=float(one.days_per_week),
        needs_driver=one.needs_driver,
        has_step_free_access=one.has_step_free_access,
    )


def _teams(teams: list[Team], people: list[Educator], period: Period) -> Iterable[problem.Team]:
    keys = [one.pk for one in teams]
    audits = newest_of(keys)
    places, taken = _points(one.postcode for one in teams), _periods("team", keys)
    members: dict[int, list[int]] = defaultdict(list)
    for one in people:
        members[one.team_id or 0].append(one.pk)
    for team in teams:
        host = candidates.as_host(team, audits.get(team.pk), taken[team.pk])
        yield problem.Team(host, places.get(team.postcode), tuple(sorted(members[team.pk])))


def _points(postcodes: Iterable[str]) -> dict[str, Point]:
    rows = Postcode.objects.filter(code__in=set(postcodes)).values_list("code", "easting", "northing")
    return {code: Point(easting, northing) for code, easting, northing in rows}


# People


def _educators(season: Season, offers: list[Offer], today: date) -> Any:
    """Return who is named by an offer, who works off site, and who could supervise in a team that offers."""
    named = {one.educator_id for one in offers} | {one.supervisor_id for one in offers}
    teams = {one.team_id for one in offers}
    councils = {one.council_id for one in offers}
    off_site = Q(base=Educator.Base.OFF_SITE, council__in=councils)
    found = Educator.objects.on_the_register_on(today).filter(Q(pk__in=named) | Q(team__in=teams) | off_site)
    return found.with_stage(today).order_by("pk")


def _educators_as_values(people: list[Educator], period: Period) -> Iterable[problem.Educator]:
    later = _later_facts(people, period)
    shares, ended = _shares(people, period), _last_ended(people, period)
    facts = candidates.candidates_of(people, period)
    for one in people:
        yield problem.Educator(
            facts=_with_shares(facts[one.pk], shares[one.pk]),
            council=one.council_id,
            later=tuple((day, _with_shares(known[one.pk], shares[one.pk])) for day, known in later),
            last_ended_on=ended.get(one.pk),
        )


def _later_facts(people: list[Educator], period: Period) -> list[tuple[date, dict[int, Candidate]]]:
    """Return everybody's facts from each day within the season on which another policy takes effect."""
    changes = CurrencyPolicy.objects.filter(
        in_force_from__gt=period.starts_on, in_force_from__lte=period.ends_on
    )
    days = changes.order_by("in_force_from").values_list("in_force_from", flat=True)
    return [(day, candidates.candidates_of(people, Period(day, period.ends_on))) for day in days]


def _with_shares(facts: Candidate, shares: tuple[Share, ...]) -> Candidate:
    return replace(facts, shares=shares) if shares else facts


def _shares(people: list[Educator], period: Period) -> dict[int, tuple[Share, ...]]:
    """Return what beside students takes up part of a place: activities that no placement keeps. One query."""
    found: dict[int, list[Share]] = defaultdict(list)
    for one in other_work(period).filter(educator__in=people).order_by("pk"):
        found[one.educator_id].append(as_share(one.started_on, one.ended_on, one.weight, period))
    return defaultdict(tuple, {key: tuple(value) for key, value in found.items()})


def other_work(period: Period) -> Any:
    """Return the activities that no placement keeps, beside students and supervision, during ``period``."""
    running = Q(ended_on=None) | Q(ended_on__gte=period.starts_on)
    work = Activity.objects.filter(running, source="", started_on__lte=period.ends_on)
    return work.exclude(kind__in=("student", "supervisor")).order_by("pk")


def as_share(starts_on: date, ended_on: date | None, weight: Any, period: Period) -> Share:
    """Return an activity as a part of a place; one that goes on does so for all of ``period``."""
    return Share(Period(starts_on, max(ended_on or period.ends_on, starts_on)), float(weight))


def _last_ended(people: list[Educator], period: Period) -> dict[int, date]:
    ended = ended_before(period.starts_on).filter(educator__in=people)
    rows = ended.values_list("educator").annotate(Max("ends_on"))
    return {educator: last for educator, last in rows if educator}


def ended_before(day: date) -> Any:
    """Return the placements that took place and ended before ``day``."""
    return Placement.objects.filter(ends_on__lt=day).exclude(state="withdrawn").order_by()


def _supervisors(people: list[Educator], period: Period) -> Iterable[Supervisor]:
    taken = _periods("supervisor", [one.pk for one in people])
    return [candidates.as_supervisor(one, taken[one.pk]) for one in people]


def _rulings(asked: list[Request]) -> dict[str, tuple[Any, ...]]:
    rows = Ruling.objects.filter(request__in=asked, offer__withdrawn_on=None).order_by("pk")
    found = list(rows.values_list("request", "offer", "says"))
    return {
        "pins": tuple(problem.Pin(request, offer) for request, offer, says in found if says == "pin"),
        "bars": tuple(problem.Bar(request, offer) for request, offer, says in found if says == "bar"),
    }
