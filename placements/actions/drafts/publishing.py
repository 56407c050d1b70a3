"""Publish a draft: its pairings become provisional placements, all of them or none, in the name of a person."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError

from educators.models import Educator
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person, Team
from placements import gathering, letters
from placements.actions import decisions
from placements.actions.drafts.starting import made_on, season_of
from placements.actions.drafts.working import kept_from
from placements.actions.pairing import locked
from placements.matching import proposing
from placements.matching.weights import Weights
from placements.models import Draft, Offer, Pairing, Placement, Request, Student

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
    found = Draft.objects.select_for_update(of=("self",)).select_related("council").get(pk=draft.pk)
    if found.state != Draft.State.READY:
        raise Refused(f"This draft is “{found.get_state_display().lower()}”, so it cannot be published.")
    pairings = list(Pairing.objects.filter(draft=found).placed().for_lists())
    if not pairings:
        raise Refused("This draft places nobody, so there is nothing to publish.")
    _lock(pairings)
    if why_stale(found):
        raise Refused(STALE)
    made = [_placed(pairing, found, by, now) for pairing in pairings]
    Draft.objects.filter(pk=found.pk).update(state=Draft.State.PUBLISHED, published_at=now, published_by=by)
    for placement in made:
        letters.tell(placement, "provisional", by=by)
    return len(made)


def _lock(pairings: Iterable[Pairing]) -> None:
    """Lock teams, educators, students, requests and offers, in the order in which pairing by hand locks them."""
    rows = list(pairings)
    people = {key for one in rows for key in (one.educator_id, one.supervisor_id) if key}
    students, requests = {one.request.student_id for one in rows}, {one.request_id for one in rows}
    list(locked(Team.objects.filter(pk__in={one.team_id for one in rows}).order_by("pk")))
    list(locked(Educator.objects.filter(pk__in=people).order_by("pk")))
    list(locked(Student.objects.filter(pk__in=students).order_by("pk")))
    list(locked(Request.objects.filter(pk__in=requests).order_by("pk")))
    list(locked(Offer.objects.filter(pk__in={one.offer_id for one in rows}).order_by("pk")))


def why_stale(draft: Draft) -> str:
    """Return why a draft may not be published any more; nothing when its inputs are as they were."""
    now = gathering.gather(season_of(draft), kept_from(draft), today=made_on(draft))
    return "" if proposing.input_hash(now, Weights.of(draft.weights)) == draft.input_hash else STALE


def _placed(pairing: Pairing, draft: Draft, by: Person, now: datetime) -> Placement:
    """Make the placement of one pairing that has a place, with the decision and its reasons."""
    asked = pairing.request
    made = Placement.objects.create(
        student=asked.student,
        request=asked,
        council_id=asked.council_id,
        team_id=pairing.team_id or 0,
        educator=pairing.educator,
        supervisor=pairing.supervisor,
        offer=pairing.offer,
        kind=asked.kind,
        days=asked.facts.days,
        days_per_week=asked.days_per_week,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
    )
    reasons = [sentence for _, _, sentence in pairing.terms]
    decisions.store(made, by=by, now=now, reasons=reasons, draft=draft)
    Pairing.objects.filter(pk=pairing.pk).update(placement=made)
    return made
