"""A council's practice educators and teams as the rules see them, read in a few queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from educators.currency import lapses_on
from educators.models import CurrencyPolicy, Educator, ReturnPlan, Training
from educators.models.policy import policy_on
from kmtp.partnership.models import Team
from placements import eligibility
from placements.audits import newest_of
from placements.eligibility import Ask, Assessment, Candidate, Host, Period, Supervisor
from placements.kinds import Kind
from placements.models import DeclaredConflict, Placement, Request, Student, TeamAudit

#: As many students as somebody supervises on site at once, unless her record says more.
SUPERVISES = 2


@dataclass(frozen=True, slots=True)
class Option:
    """One educator for one request, with what the rules say."""

    educator: Educator
    candidate: Candidate
    assessment: Assessment
    advice: Assessment
    free: int

    @property
    def may_take(self) -> bool:
        """Whether no rule about the educator blocks."""
        return self.assessment.may_take

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why not."""
        return self.assessment.reasons

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should weigh, the team included."""
        return self.assessment.warnings + self.advice.warnings

    @property
    def fits_the_wish(self) -> str:
        """The broad kind of work of the team, to compare with what the student wishes for."""
        return self.educator.team.service_area.group if self.educator.team else ""


def ask_of(request: Request) -> Ask:
    """Return what a request asks for."""
    return ask_for(request.student, request.facts, Period(request.starts_on, request.ends_on))


def ask_for(student: Student, kind: Kind, period: Period) -> Ask:
    """Return what is asked for a student: also of a placement that she has already."""
    return Ask(
        kind,
        period,
        student.first_setting,
        first_was_statutory=student.first_was_statutory,
        own_team=student.own_team_id,
        conflicts=frozenset(conflicts_of([student.pk])[student.pk]),
        is_ready=student.is_ready_for_practice,
    )


def conflicts_of(students: Iterable[int]) -> dict[int, set[int]]:
    """Return by student the educators with whom a conflict is declared. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    declared = DeclaredConflict.objects.filter(student__in=list(students)).order_by()
    for student, educator in declared.values_list("student", "educator"):
        found[student].add(educator)
    return found


def hosts_of(teams: Iterable[Team], period: Period, *, without: int | None = None) -> dict[int, Host]:
    """Return each team (with ``service_area``) as the rules see it, in two queries; ``without`` a placement."""
    known = {team.pk: team for team in teams}
    audits = newest_of(known)
    hosted = _held("team", list(known), period, without)
    return {key: as_host(team, audits.get(key), hosted[key]) for key, team in known.items()}


def host_of(team: Team, period: Period, *, without: int | None = None) -> Host:
    """Return one team as the rules see it."""
    return hosts_of([team], period, without=without)[team.pk]


def as_host(team: Team, audit: TeamAudit | None, hosted: Iterable[Period]) -> Host:
    """Return a team (with ``service_area``), its newest audit and what it hosts as the rules see them."""
    area = team.service_area
    return Host(
        team.name,
        area.group,
        area.get_group_display(),
        team.valid_from,
        team.valid_to,
        key=team.pk,
        is_statutory=area.is_statutory,
        audited_until=audit.valid_until if audit else None,
        suits=frozenset(audit.suits if audit else ()),
        most_students=audit.most_students if audit else None,
        taken=tuple(hosted),
    )


def supervisor_of(educator: Educator, period: Period, *, without: int | None = None) -> Supervisor:
    """Return somebody on the register as the rules see an on-site supervisor. One query."""
    return as_supervisor(educator, _held("supervisor", [educator.pk], period, without)[educator.pk])


def as_supervisor(educator: Educator, taken: Iterable[Period]) -> Supervisor:
    """Return somebody on the register, and whom she supervises, as the rules see an on-site supervisor."""
    return Supervisor(
        key=educator.pk,
        name=educator.name,
        registered_until=educator.registered_until,
        capacity=max(SUPERVISES, educator.capacity),
        taken=tuple(taken),
    )


def options(request: Request, educators: Iterable[Educator], *, today: date) -> list[Option]:
    """Return each educator with what the rules say; those who may and fit the wish come first."""
    ask = ask_of(request)
    people = list(educators)
    candidates = candidates_of(people, ask.period)
    hosts = hosts_of([one.team for one in people if one.team], ask.period)
    found = [_option(ask, one, candidates[one.pk], hosts.get(one.team_id or 0), today) for one in people]
    return sorted(found, key=lambda option: _order(option, request.wishes))


def _option(ask: Ask, educator: Educator, candidate: Candidate, host: Host | None, today: date) -> Option:
    advice = eligibility.assess_host(ask, candidate, host)
    return Option(
        educator,
        candidate,
        eligibility.assess(ask, candidate, today=today),
        eligibility.softened(advice),
        candidate.free_places(ask.period),
    )


def _order(option: Option, wishes: str) -> tuple[bool, bool, int, str, str]:
    misses_the_wish = bool(wishes) and option.fits_the_wish != wishes
    names = option.educator.last_name, option.educator.first_name
    return (not option.may_take, misses_the_wish, len(option.warnings), *names)


def candidates_of(
    educators: Iterable[Educator], period: Period, *, without: int | None = None
) -> dict[int, Candidate]:
    """Return each educator (with ``stage``) as the rules see her; ``without`` leaves one placement out."""
    people = list(educators)
    keys = [one.pk for one in people]
    taken, mentors = _held("educator", keys, period, without), _mentors(keys)
    day = period.starts_on
    plans = ReturnPlan.objects.running_on(day).filter(educator__in=people)
    currency = currency_of(people, day, set(plans.values_list("educator", flat=True)))
    return {one.pk: as_candidate(one, taken[one.pk], mentors[one.pk], currency[one.pk]) for one in people}


def currency_of(people: list[Educator], day: date, returning: set[int]) -> dict[int, dict[str, Any]]:
    """Return until when each is current under the policy of ``day``, whether a plan runs, and what a lapse means.

    ``returning`` are the keys of those with a running plan. One query.
    """
    policy = policy_on(day)
    blocks = policy.a_lapse_means == CurrencyPolicy.Meaning.INACTIVE
    return {
        one.pk: {
            "current_until": lapses_on(awarded_on(one, day), one.practised_until, policy, day),
            "has_return_plan": one.pk in returning,
            "lapse_blocks": blocks,
        }
        for one in people
    }


def awarded_on(educator: Educator, day: date) -> date | None:
    """Return the later of the awards held on ``day``."""
    awards = (educator.stage_1_on, educator.full_award_on)
    return max((award for award in awards if award and award <= day), default=None)


def as_candidate(
    educator: Educator, taken: Iterable[Period], mentors: dict[str, str], currency: dict[str, Any]
) -> Candidate:
    """Return an educator (with ``stage``), her placements, mentors and currency as the rules see her."""
    return Candidate(
        key=educator.pk,
        name=educator.name,
        stage=educator.stage,  # type: ignore[attr-defined]  # the query adds it
        capacity=educator.capacity,
        registered_until=educator.registered_until,
        on_break_from=educator.on_break_from,
        left_on=educator.left_on,
        works_off_site=educator.base == Educator.Base.OFF_SITE,
        taken=tuple(taken),
        mentors=mentors,
        **currency,
    )


def _held(whose: str, keys: list[int], period: Period, without: int | None) -> dict[int, list[Period]]:
    """Return the placements that hold each educator, supervisor or team during ``period``."""
    found: dict[int, list[Period]] = defaultdict(list)
    held = Placement.objects.holding().overlapping(period.starts_on, period.ends_on)
    held = held.filter(**{f"{whose}__in": keys}).exclude(Q(pk=without) if without else Q(pk__in=[]))
    for key, starts_on, ends_on in held.order_by().values_list(whose, "starts_on", "ends_on"):
        found[key or 0].append(Period(starts_on, ends_on))
    return found


def _mentors(keys: list[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    training = Training.objects.filter(
        educator__in=keys, state=Training.State.UNDER_WAY, mentor__isnull=False
    )
    for one in training.select_related("mentor"):
        found[one.educator_id][one.stage] = str(one.mentor)
    return found
