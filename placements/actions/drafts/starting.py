"""Start a draft, and stop one: one at a time for the partnership."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from kmtp.audit import Refused, recorded
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Person
from placements.actions.drafts.asked import season_of
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


def start_repair(*, placement: Placement, by: Person, now: datetime) -> Draft:
    """Start a draft that fills the place of a placement that was withdrawn, and moves as few as can be."""
    if why := why_no_repair(placement, localdate(now)):
        raise Refused(why)
    earlier = Pairing.objects.filter(placement=placement).select_related("draft").first()
    weights = repair.weights(Weights.of(earlier.draft.weights if earlier else {}))
    year = AcademicYear.of(placement.starts_on)
    draft = Draft(
        council=placement.council,
        name=f"Place of {placement.student}"[:80],
        starts_from=max(year.starts_on, localdate(now)),
        starts_until=year.ends_on,
        weights=weights.stored,
        after=placement,
    )
    return start(draft=draft, by=by, now=now)


def why_no_repair(placement: Placement, today: date) -> str:
    """Return why nobody else can take the place of a placement; nothing when somebody may. One query."""
    if placement.state != "withdrawn":
        return "This placement was not withdrawn, so its place is not free."
    offer = Offer.objects.standing().with_free().filter(pk=placement.offer_id or 0).first()
    if offer is None:
        return "No offer stands for this place any more. Add an offer, then draft an allocation."
    if AcademicYear.of(placement.starts_on).ends_on <= today:
        return "The year of this placement is over."
    return "" if offer.free else "Somebody has taken this place already."  # type: ignore[attr-defined]


@recorded("Allocation cancelled")
def cancel(*, draft: Draft, by: Person, now: datetime) -> None:
    """Stop a draft that is being worked out; the worker notices within a moment. Doing it twice does nothing."""
    running = Draft.objects.running().filter(pk=draft.pk)
    running.update(state=Draft.State.CANCELLED, finished_at=now)


def _enqueue(pk: int) -> None:
    """Hand it to a worker; when the broker is down, the sweep does it within a minute."""
    from placements.tasks.drafts import work  # a task calls these actions, so it is looked for only now

    work.apply_async(args=[pk], retry=False)
