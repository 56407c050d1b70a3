"""Pair a student with a practice educator, by hand, under lock."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, models
from django.utils.timezone import now

from educators.models import Educator
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person, Team
from placements import candidates, eligibility, letters, lifecycle
from placements.actions import day_links, decisions, offers, practice, steps
from placements.eligibility import Period
from placements.models import Placement, PlacementLink, Request, Student

M = TypeVar("M", bound=models.Model)
#: No rule is set aside.
NOTHING: Mapping[str, str] = {}


def pair(
    *,
    request: Request,
    educator: Educator | None,
    team: Team,
    by: Person,
    today: date,
    supervisor: Educator | None = None,
    set_aside: Mapping[str, str] = NOTHING,
) -> Placement:
    """Give a student a provisional placement; refuse when the rules no longer allow it, or somebody was quicker.

    Readiness shadowing may go without an educator: the team hosts the student. ``set_aside`` says by the code of a
    rule why it is set aside; what is no matter of judgement blocks all the same.
    """
    place: dict[str, Any] = {"educator": educator, "team": team, "supervisor": supervisor}
    try:
        return _pair(request=request, **place, by=by, today=today, set_aside=set_aside)
    except IntegrityError as error:
        raise Refused(
            f"{request.student} has another placement in that time by now. Look at the student’s page."
        ) from error


@recorded("Paired with a practice educator")
def _pair(
    *,
    request: Request,
    educator: Educator | None,
    team: Team,
    by: Person,
    today: date,
    supervisor: Educator | None,
    set_aside: Mapping[str, str],
) -> Placement:
    request = _lock((educator, supervisor), team, request)
    _refuse_settled(request)
    _refuse_another_council(request, educator, team)
    found = judged(candidates.ask_of(request), educator, team, supervisor, today)
    if found.reasons and not (set_aside and found.can_be_set_aside):
        why = in_one_sentence(found.reasons)
        raise Refused(
            f"{educator or team} cannot take this student: {why}. Choose somebody else, or other dates."
        )
    offer = offers.that_fits(request, educator, team)
    made = placement_for(request, team=team, educator=educator, supervisor=supervisor, offer=offer)
    made.save(force_insert=True)
    decisions.keep(decisions.decided(made, by=by, now=now(), reasons=found.warnings), found, set_aside)
    letters.tell(made, "provisional", by=by)
    return made


def placement_for(request: Request, **place: Any) -> Placement:
    """Return the placement that answers a request, not stored yet: what was asked for, at this place."""
    return Placement(
        student=request.student,
        request=request,
        council=request.council,
        kind=request.kind,
        days=request.facts.days,
        days_per_week=request.days_per_week,
        starts_on=request.starts_on,
        ends_on=request.ends_on,
        **place,
    )


def _lock(people: Iterable[Educator | None], team: Team, request: Request) -> Request:
    """Lock the team, the people, the student and the request, in this order, so that two never wait crosswise."""
    lock_hosts([team.pk], people)
    locked(Student.objects.filter(pk=request.student_id)).get()
    return locked(Request.objects.filter(pk=request.pk)).get()


def lock_hosts(teams: Iterable[int | None], people: Iterable[Educator | None]) -> None:
    """Lock teams and then those who teach and supervise."""
    lock_all(Team.objects.filter(pk__in={key for key in teams if key}))
    lock_all(Educator.objects.filter(pk__in={one.pk for one in people if one}))


def lock_all(rows: models.QuerySet[Any]) -> None:
    """Lock rows in the order of their keys, in which everybody locks them."""
    list(locked(rows.order_by("pk")))


def locked(rows: models.QuerySet[M]) -> models.QuerySet[M]:
    """Return the rows locked against every other pairing until the end of the transaction."""
    return rows.select_for_update(of=("self",), no_key=True)


def _refuse_settled(request: Request) -> None:
    if request.withdrawn_on:
        raise Refused(f"The university withdrew this request on {eligibility.day(request.withdrawn_on)}.")
    other = Placement.objects.filter(request=request).exclude(state="withdrawn").select_related("educator")
    if found := other.first():
        raise Refused(
            f"{request.student} was placed with {found.educator or found.team} in the meantime. "
            "Open the request to see the placement."
        )


def _refuse_another_council(request: Request, educator: Educator | None, team: Team) -> None:
    councils = {
        request.council_id,
        team.organisation_id,
        educator.council_id if educator else team.organisation_id,
    }
    if len(councils) > 1:
        raise Refused("The practice educator and the team must be of the council that was asked.")


def judged(
    ask: eligibility.Ask,
    educator: Educator | None,
    team: Team,
    supervisor: Educator | None,
    today: date,
    *,
    without: int | None = None,
) -> eligibility.Assessment:
    """Return what the rules say of an educator and a team, as the rows stand now; ``without`` a placement."""
    host = candidates.host_of(team, ask.period, without=without)
    if educator is None:
        return eligibility.assess_without_educator(ask, host)
    row = Educator.objects.with_stage(today).get(pk=educator.pk)
    candidate = candidates.candidates_of([row], ask.period, without=without)[row.pk]
    who = candidates.supervisor_of(supervisor, ask.period, without=without) if supervisor else None
    about_her = eligibility.assess(ask, candidate, today=today)
    about_the_team = eligibility.assess_host(ask, candidate, host, supervisor=who)
    return eligibility.Assessment(about_her.findings + about_the_team.findings)


def in_one_sentence(reasons: tuple[str, ...]) -> str:
    """Return several reasons as they read after a colon; none of them begins with a name."""
    return "; ".join(reason[:1].lower() + reason[1:] for reason in reasons)


@recorded("Placement changed")
def _change(*, placement: Placement, by: Person, today: date) -> Placement:
    lock_hosts([placement.team_id], (placement.educator, placement.supervisor))
    before = locked(Placement.objects.filter(pk=placement.pk)).get()
    if before.is_over:
        raise Refused(
            f"This placement is “{before.get_state_display()}”, so nothing about it changes any more."
        )
    if reasons := _reasons_against_change(before, placement, today):
        raise Refused(f"This cannot be changed so: {in_one_sentence(reasons)}.")
    placement.save(update_fields=["starts_on", "ends_on", "days", "days_per_week", "team", "supervisor"])
    practice.keep(placement, today=today)
    steps.keep(placement, today=today)
    if before.supervisor_id != placement.supervisor_id and placement.state in lifecycle.STARTED:
        day_links.send(placement, today=today, roles=(PlacementLink.Role.SUPERVISOR,))
    day_links.stretch(placement)
    return placement


def change(*, placement: Placement, by: Person, today: date) -> Placement:
    """Change dates, days, team or supervisor; what the change touches must still keep the rules."""
    try:
        return _change(placement=placement, by=by, today=today)
    except IntegrityError as error:
        raise Refused(
            f"{placement.student} has another placement in that time. Choose other dates."
        ) from error


def _reasons_against_change(before: Placement, after: Placement, today: date) -> tuple[str, ...]:
    if before.starts_on > today and after.starts_on < today:
        return ("The new start has passed",)
    moved = (before.starts_on, before.ends_on, before.team_id, before.supervisor_id) != (
        after.starts_on,
        after.ends_on,
        after.team_id,
        after.supervisor_id,
    )
    if not moved:
        return ()
    ask = candidates.ask_for(after.student, after.facts, Period(after.starts_on, after.ends_on))
    found = judged(ask, after.educator, after.team, after.supervisor, today, without=after.pk)
    known = decisions.rules_set_aside(after) if found.reasons and before.team_id == after.team_id else set()
    return tuple(one.sentence for one in found.blocks if not (one.can_be_set_aside and one.rule in known))
