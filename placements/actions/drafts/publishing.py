"""Publish a draft: its pairings become provisional placements, all of them or none, in the name of a person."""

from datetime import datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import letters
from placements.actions import decisions, lifecycle
from placements.actions.drafts.asked import problem_of
from placements.actions.pairing import lock_all, lock_hosts, placement_for
from placements.matching import proposing
from placements.matching.weights import Weights
from placements.models import Decision, Draft, Offer, Pairing, Placement, Request, Student

STALE = (
    "Something that this draft was made from has changed since: a request, an offer, a placement or somebody on "
    "the register. Nothing was published. Draft it again; the new draft can disturb this one least."
)


def publish(*, draft: Draft, by: Person, now: datetime) -> int:
    """Return how many placements came of it; refused when the inputs changed since the draft was made."""
    try:
        return _publish(draft=draft, by=by, now=now)
    except IntegrityError as error:
        raise Refused(STALE) from error


@recorded("Allocation published")
def _publish(*, draft: Draft, by: Person, now: datetime) -> int:
    found = Draft.objects.select_for_update(of=("self",)).select_related("council", "after").get(pk=draft.pk)
    if found.state != Draft.State.READY:
        raise Refused(f"This draft is “{found.get_state_display().lower()}”, so it cannot be published.")
    pairings = list(
        Pairing.objects.filter(draft=found).placed().for_lists().select_related("request__council")
    )
    if not pairings:
        raise Refused("This draft places nobody, so there is nothing to publish.")
    _lock(pairings)
    if why_stale(found):
        raise Refused(STALE)
    moved = _move_away(pairings, by, now)
    made = _store(pairings, found, by, now)
    Draft.objects.filter(pk=found.pk).update(state=Draft.State.PUBLISHED, published_at=now, published_by=by)
    letters.tell_published(made, draft=found.pk, by=by, moved=moved)
    return len(made)


def _lock(pairings: list[Pairing]) -> None:
    """Lock teams, people, students, requests and offers, in the order in which pairing by hand locks them."""
    people = [one for pairing in pairings for one in (pairing.educator, pairing.supervisor)]
    lock_hosts((one.team_id for one in pairings), people)
    lock_all(Student.objects.filter(pk__in={one.request.student_id for one in pairings}))
    lock_all(Request.objects.filter(pk__in={one.request_id for one in pairings}))
    lock_all(Offer.objects.filter(pk__in={one.offer_id for one in pairings}))


def why_stale(draft: Draft) -> str:
    """Return why a draft may not be published any more; nothing when its inputs are as they were."""
    now = problem_of(draft)
    return "" if proposing.input_hash(now, Weights.of(draft.weights)) == draft.input_hash else STALE


def _move_away(pairings: list[Pairing], by: Person, now: datetime) -> dict[int, Placement]:
    """Withdraw the provisional placements of those who move, and return them by their request.

    Their new ones can be stored then. The letters about the new ones tell of the move.
    """
    return {
        one.request_id: lifecycle.move(
            placement=one.moves,
            change="withdraw",
            by=by,
            today=localdate(now),
            reason="by-provider",
            why=f"Moved to {one.team}, so that one more student has a place",
            is_told=False,
        )
        for one in pairings
        if one.moves
    }


def _store(pairings: list[Pairing], draft: Draft, by: Person, now: datetime) -> list[Placement]:
    """Store the placements, each with the decision and its reasons: three statements, whatever their number."""
    for pairing in pairings:
        pairing.placement = _placed(pairing)
    made = Placement.objects.bulk_create(one.placement for one in pairings if one.placement)
    Decision.objects.bulk_create(_decided(one, draft, by, now) for one in pairings)
    Pairing.objects.bulk_update(pairings, ["placement"])
    return made


def _placed(pairing: Pairing) -> Placement:
    place = {name: getattr(pairing, name) for name in ("team", "educator", "supervisor", "offer")}
    return placement_for(pairing.request, **place)


def _decided(pairing: Pairing, draft: Draft, by: Person, now: datetime) -> Decision:
    reasons = [sentence for _, _, sentence in pairing.terms]
    return decisions.decided(pairing.placement, by=by, now=now, reasons=reasons, draft=draft)
