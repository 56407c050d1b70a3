"""Start a draft, and stop one: one at a time for the partnership."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from educators.models import Educator
from kmtp.audit import Refused, recorded
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Person
from placements import candidates
from placements import offers as offered
from placements.actions import offers
from placements.actions.drafts.asked import season_of
from placements.actions.pairing import in_one_sentence, lock_hosts, locked
from placements.audits import newest_of
from placements.eligibility import Period
from placements.matching import repair
from placements.matching.weights import Weights
from placements.models import Draft, Offer, Pairing, Placement

#: The key of the lock that lets one run in at a time: any number that nothing else here locks.
ONE_AT_A_TIME = 70_100


@recorded("Allocation drafted")
def start(*, draft: Draft, by: Person, now: datetime) -> Draft:
    """Store a draft and have a worker work it out; refuse a second one at the same time, and an empty season."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if (running := Draft.objects.running().first()) is not None:
        raise Refused(
            f"“{running}” is being worked out. Wait until it is ready, or cancel it; then try again."
        )
    if not season_of(draft).requests().exists():
        raise Refused("No student without a placement starts between these days. Choose other days.")
    draft.made_by, draft.made_at, draft.state = by, now, Draft.State.WAITING
    draft.save(force_insert=True)
    transaction.on_commit(lambda: _enqueue(draft.pk), robust=True)
    return draft


@recorded("Place looked at again")
def start_repair(*, placement: Placement, by: Person, now: datetime) -> Draft:
    """Start a draft that fills the place of a placement that was withdrawn, and moves as few as can be.

    A place that came of no offer is offered first, for a draft knows places by their offers.
    """
    placement = _locked(placement)
    if why := why_no_repair(placement, localdate(now)):
        raise Refused(why)
    if placement.offer_id is None:
        placement.offer = offers.again(placement=placement, by=by, today=localdate(now))
    return start(draft=_repair(placement, now), by=by, now=now)


def _locked(placement: Placement) -> Placement:
    """Return the placement, locked after its team and people, as pairing by hand locks them."""
    lock_hosts([placement.team_id], (placement.educator, placement.supervisor))
    rows = Placement.objects.select_related(
        "council", "team__service_area", "educator", "supervisor", "student"
    )
    return locked(rows).get(pk=placement.pk)


def _repair(placement: Placement, now: datetime) -> Draft:
    """Return the draft that fills its place, weighed as the draft was that it came of."""
    earlier = Pairing.objects.filter(placement=placement).select_related("draft").first()
    weights = repair.weights(Weights.of(earlier.draft.weights if earlier else {}))
    year = AcademicYear.of(placement.starts_on)
    return Draft(
        council=placement.council,
        name=f"Place of {placement.student}"[:80],
        starts_from=max(year.starts_on, localdate(now)),
        starts_until=year.ends_on,
        weights=weights.stored,
        after=placement,
    )


def why_no_repair(placement: Placement, today: date) -> str:
    """Return why nobody else can take the place of a placement; nothing when somebody may."""
    if placement.state != "withdrawn":
        return "This placement was not withdrawn, so its place is not free."
    if AcademicYear.of(placement.starts_on).ends_on <= today:
        return "The year of this placement is over."
    return _why_not_again(placement, today) if placement.offer_id is None else _why_taken(placement)


def _why_taken(placement: Placement) -> str:
    """Return why its offer has no place any more. One query."""
    offer = Offer.objects.standing().with_free().filter(pk=placement.offer_id or 0).first()
    if offer is None:
        return "The offer of this place was withdrawn. Add an offer, then draft an allocation."
    return "" if offer.free else "Somebody has taken this place already."  # type: ignore[attr-defined]


def _why_not_again(placement: Placement, today: date) -> str:
    """Return why a place that came of no offer cannot be offered as it was, or is taken."""
    audit = newest_of([placement.team_id]).get(placement.team_id)
    if reasons := offered.reasons_against(offered.of_place(placement), audit, today):
        return f"This place cannot be offered again: {in_one_sentence(reasons)}."
    return (
        "" if _has_room(placement, today) else "The practice educator or the team has no room then any more."
    )


def _has_room(placement: Placement, today: date) -> bool:
    """Say whether the practice educator and the team could both have one more student in that time."""
    period = Period(placement.starts_on, placement.ends_on)
    free = [candidates.host_of(placement.team, period).free_places(period)]
    people = list(Educator.objects.with_stage(today).filter(pk=placement.educator_id or 0))
    free += [one.free_places(period) for one in candidates.candidates_of(people, period).values()]
    return all(number is None or number > 0 for number in free)


@recorded("Allocation cancelled")
def cancel(*, draft: Draft, by: Person, now: datetime) -> None:
    """Stop a draft that is being worked out; the worker notices within a moment. Doing it twice does nothing."""
    running = Draft.objects.running().filter(pk=draft.pk)
    running.update(state=Draft.State.CANCELLED, finished_at=now)


def _enqueue(pk: int) -> None:
    """Hand it to a worker; when the broker is down, the sweep does it within a minute."""
    from placements.tasks.drafts import work  # a task calls these actions, so it is looked for only now

    work.apply_async(args=[pk], retry=False)
