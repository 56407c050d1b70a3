"""One student and one offer, read in five or six queries: what ``gathering`` reads of them among all others.

A page may not ask as much as a draft does. A test compares what both find.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Avg, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject

from educators.models import Educator, ReturnPlan, Training
from kmtp.partnership.models import Postcode
from placements import candidates, gathering
from placements.eligibility import Candidate, Period
from placements.matching import problem
from placements.matching.travel import Point
from placements.models import DeclaredConflict, Pairing, Placement, Request, Ruling, TeamAudit

Held = dict[str, dict[int, list[Period]]]
#: What a placement takes up.
TAKEN = ("student", "educator", "supervisor", "team")


def offers_for(pairing: Pairing, offers: Any) -> QuerySet[Any]:
    """Return those of ``offers`` that stand for the council that was asked, with what the rules read beside them.

    ``ours`` are the places that the draft itself took up when it was published: it is asked about as it was made.
    """
    request = pairing.request
    newest = TeamAudit.objects.filter(team=OuterRef("team")).order_by("-audited_on", "-pk")
    audit = JSONObject(until="valid_until", suits="suits", most="most_students")
    ruling = Ruling.objects.filter(request=request, offer=OuterRef("pk"))
    standing = offers.standing().filter(council=request.council_id).with_free().for_lists()
    found: QuerySet[Any] = standing.annotate(
        audit=Subquery(newest.values(found=audit)[:1]),
        ruled=Subquery(ruling.values("says")[:1]),
        ours=ArraySubquery(_ours(pairing).filter(offer=OuterRef("pk")).values("pk")),
    )
    return found


def _ours(pairing: Pairing) -> QuerySet[Placement]:
    """Return the placements that came of the draft, and the one from which the student would move."""
    return (
        Placement.objects.holding()
        .filter(Q(pairing__draft=pairing.draft_id) | Q(pk=pairing.moves_id))
        .order_by()
    )


def problem_of(pairing: Pairing, offer: Any, *, today: date) -> problem.Problem:
    """Return the one student of a pairing and one of ``offers_for``, with whom it needs, as the rows stand now."""
    asked = pairing.request
    period = Period(asked.starts_on, asked.ends_on)
    people = list(_people(asked, offer, period, today))
    held = _held(pairing, offer, people)
    home, there = _places(asked.student.outward_postcode, offer.team.postcode)
    members = tuple(one.pk for one in people if one.team_id == offer.team_id)
    return problem.Problem(
        today=today,
        students=(_student(asked, people, held, home),),
        offers=(replace(gathering.as_offer(offer), used=offer.used - len(offer.ours)),),
        teams=(problem.Team(_host(offer, held), there, members),),
        educators=tuple(_educators(people, held, period)),
        supervisors=tuple(candidates.as_supervisor(one, held["supervisor"][one.pk]) for one in people),
        bars=(problem.Bar(asked.pk, offer.pk),) if offer.ruled == Ruling.Says.BAR else (),
        kept=kept_in(pairing),
        travel=gathering.travel_on(today),
    )


def kept_in(pairing: Pairing) -> tuple[problem.Kept, ...]:
    """Return what the draft that is disturbed least gave the student; one query, none when there is no such draft."""
    earlier = pairing.draft.keeps_id
    placed = Pairing.objects.placed().filter(draft=earlier, request=pairing.request_id) if earlier else ()
    return tuple(
        problem.Kept(one.request_id, one.offer_id, one.educator_id, one.supervisor_id)
        for one in placed
        if one.offer_id
    )


def _people(asked: Request, offer: Any, period: Period, today: date) -> QuerySet[Any]:
    """Return who teaches or could, and who could supervise, each with what the rules read of her. One query."""
    whose = Q(pk__in=[offer.educator_id, offer.supervisor_id]) | Q(team=offer.team_id)
    if offer.educator_id is None:
        whose |= Q(base=Educator.Base.OFF_SITE, council=offer.council_id)
    own, ended = OuterRef("pk"), gathering.ended_before(period.starts_on)
    found = Educator.objects.on_the_register_on(today).filter(whose).with_stage(today)
    return found.order_by("pk").annotate(
        returns=Exists(ReturnPlan.objects.running_on(period.starts_on).filter(educator=own)),
        has_conflict=Exists(DeclaredConflict.objects.filter(student=asked.student_id, educator=own)),
        mentored=ArraySubquery(_mentors().filter(educator=own).values(found=_MENTOR)),
        work=ArraySubquery(gathering.other_work(period).filter(educator=own).values(found=_WORK)),
        ended=Subquery(ended.filter(educator=own).values("educator").values(on=Max("ends_on"))),
    )


_MENTOR = JSONObject(stage="stage", name=Concat("mentor__first_name", Value(" "), "mentor__last_name"))
_WORK = JSONObject(starts="started_on", ends="ended_on", weight="weight")


def _mentors() -> QuerySet[Training]:
    return Training.objects.filter(state=Training.State.UNDER_WAY, mentor__isnull=False).order_by("pk")


def _held(pairing: Pairing, offer: Any, people: Iterable[Any]) -> Held:
    """Return when other placements take up the student, the people and the team, in that time. One query."""
    asked, keys = pairing.request, [one.pk for one in people]
    whose = (
        Q(student=asked.student_id) | Q(educator__in=keys) | Q(supervisor__in=keys) | Q(team=offer.team_id)
    )
    held = Placement.objects.holding().overlapping(asked.starts_on, asked.ends_on).filter(whose)
    found: Held = {name: defaultdict(list) for name in TAKEN}
    others = held.exclude(pk__in=_ours(pairing).values("pk")).order_by("pk")
    for *who, starts_on, ends_on in others.values_list(*TAKEN, "starts_on", "ends_on"):
        for name, key in zip(TAKEN, who, strict=True):
            found[name][key or 0].append(Period(starts_on, ends_on))
    return found


def _places(outward: str, postcode: str) -> tuple[Point | None, Point | None]:
    """Return the middle of the home postcode's first half, and where the team is. One query."""
    near = Q(code__startswith=f"{outward} ") if outward else Q(pk__in=[])
    here = Q(code=postcode)
    rows = Postcode.objects.filter(near | here)
    found = rows.aggregate(
        x=Avg("easting", filter=near),
        y=Avg("northing", filter=near),
        at_x=Max("easting", filter=here),
        at_y=Max("northing", filter=here),
    )
    home = Point(round(found["x"]), round(found["y"])) if found["x"] is not None else None
    return home, Point(found["at_x"], found["at_y"]) if found["at_x"] is not None else None


def _student(asked: Request, people: Iterable[Any], held: Held, home: Point | None) -> problem.Student:
    conflicts = {one.pk for one in people if one.has_conflict}
    ask = gathering.as_ask(asked, conflicts, held["student"][asked.student_id])
    return gathering.as_student(asked, ask, home)


def _host(offer: Any, held: Held) -> Any:
    found = offer.audit
    audit = found and TeamAudit(
        valid_until=date.fromisoformat(found["until"]), suits=found["suits"], most_students=found["most"]
    )
    return candidates.as_host(offer.team, audit, held["team"][offer.team_id])


def _educators(people: list[Any], held: Held, period: Period) -> Iterable[problem.Educator]:
    """Return the people as those who teach. One query, for the policy."""
    returning = {one.pk for one in people if one.returns}
    currency = candidates.currency_of(people, period.starts_on, returning)
    for one in people:
        mentors = {found["stage"]: found["name"] for found in one.mentored}
        facts = candidates.as_candidate(one, held["educator"][one.pk], mentors, currency[one.pk])
        shared = _with_work(facts, one.work, period)
        yield problem.Educator(facts=shared, council=one.council_id, last_ended_on=one.ended)


def _with_work(facts: Candidate, work: list[dict[str, Any]], period: Period) -> Candidate:
    """Return the facts with what beside students takes up part of a place."""
    shares = (
        gathering.as_share(
            date.fromisoformat(one["starts"]),
            one["ends"] and date.fromisoformat(one["ends"]),
            one["weight"],
            period,
        )
        for one in work
    )
    return replace(facts, shares=tuple(shares))
