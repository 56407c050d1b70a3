"""Add, change and withdraw offers, and make them from the answers to a call for availability."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError
from django.db.models import Q

from educators.models import AvailabilityAnswer, AvailabilityCall, Educator
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person, Team
from placements import lifecycle, offers
from placements.audits import newest_of
from placements.models import Offer, Placement, Request

FACTS = (
    *("team", "educator", "supervisor", "kinds", "places", "days_per_week", "starts_on", "ends_on"),
    *("needs_driver", "has_step_free_access", "note"),
)
TWICE = "An offer was made from this answer already. Change that one instead."


@dataclass(frozen=True, slots=True)
class Made:
    """What came of making offers from answers: the offers, and the answers that could not become one, with why."""

    offers: list[Offer]
    refused: list[tuple[AvailabilityAnswer, tuple[str, ...]]]


def add(*, offer: Offer, by: Person, today: date) -> Offer:
    """Store a new offer; one from an answer is made once."""
    try:
        return _add(offer=offer, by=by, today=today)
    except IntegrityError as error:
        if offer.answer_id and Offer.objects.filter(answer=offer.answer_id).exists():
            raise Refused(TWICE) from error
        raise


@recorded("Offer added")
def _add(*, offer: Offer, by: Person, today: date) -> Offer:
    _refuse_unsound(offer, today)
    offer.offered_on = today
    offer.save(force_insert=True)
    return offer


@recorded("Offer changed")
def change(*, offer: Offer, by: Person, today: date) -> Offer:
    """Store what was corrected; placements that came of it keep their place and their people."""
    now = _locked(offer)
    _refuse_withdrawn(now)
    used = used_places(now)
    if offer.places < used:
        raise Refused(f"{_placements(used)} of this offer already. Enter at least {used}.")
    moved = (now.team_id, now.educator_id) != (offer.team_id, offer.educator_id)
    if used and moved:
        raise Refused(f"{_placements(used)} of this offer. Withdraw it and add another for other people.")
    _refuse_unsound(offer, today)
    offer.save(update_fields=FACTS)
    return offer


@recorded("Offer withdrawn")
def withdraw(*, offer: Offer, by: Person, today: date, why: str) -> Offer:
    """Take an offer back; placements that came of it stay."""
    now = _locked(offer)
    _refuse_withdrawn(now)
    now.withdrawn_on, now.withdrawn_because = today, why
    now.save(update_fields=["withdrawn_on", "withdrawn_because"])
    return now


def from_call(*, call: AvailabilityCall, says: str, by: Person, today: date) -> Made:
    """Make offers from all answers of a call that say ``says`` and are not an offer yet."""
    answers = call.answers.filter(says=says, offer=None)
    return from_answers(answers=answers.values_list("pk", flat=True), by=by, today=today)


@recorded("Offers made from answers")
def from_answers(*, answers: Iterable[int], by: Person, today: date) -> Made:
    """Make an offer from each answer that says yes or maybe; whoever is second finds it made and makes none.

    The answers stay locked until the end, so that two people who click at the same time make one offer each.
    """
    waiting = _waiting(answers)
    audits = newest_of(one.educator.team_id for one in waiting if one.educator.team_id)
    made = Made([], [])
    for answer in waiting:
        audit = audits.get(answer.educator.team_id or 0)
        if reasons := offers.reasons_against_answer(answer, audit, today):
            made.refused.append((answer, reasons))
        else:
            made.offers.append(_make(answer, today))
    return made


def _waiting(answers: Iterable[int]) -> list[AvailabilityAnswer]:
    """Return the answers, locked, of which no offer was made; asked only once the locks are held."""
    rows = AvailabilityAnswer.objects.select_for_update(of=("self",)).offered().order_by("pk")
    locked = list(rows.filter(pk__in=list(answers)).select_related("call__council", "educator__team"))
    settled = set(Offer.objects.filter(answer__in=locked).values_list("answer", flat=True))
    return [one for one in locked if one.pk not in settled]


def _make(answer: AvailabilityAnswer, today: date) -> Offer:
    return Offer.objects.create(answer=answer, offered_on=today, **offers.facts_of(answer))


@recorded("Place offered again")
def again(*, placement: Placement, by: Person, today: date) -> Offer:
    """Note the offer whose place a withdrawn placement leaves free: one that fits, or one that is made of it."""
    fits = that_fits(placement, placement.educator, placement.team)
    offer = fits or _add(offer=offers.of_place(placement), by=by, today=today)
    Placement.objects.filter(pk=placement.pk).update(offer=offer)
    return offer


def that_fits(asked: Request | Placement, educator: Educator | None, team: Team) -> Offer | None:
    """Return the locked offer that a placement by hand takes up, if there is one with a free place."""
    runs = Offer.objects.standing().filter(starts_on__lte=asked.starts_on, ends_on__gte=asked.ends_on)
    fits = runs.filter(_whose(educator), team=team, kinds__contains=[asked.kind])
    locked = fits.order_by("starts_on", "pk").select_for_update(of=("self",), no_key=True)
    return next((one for one in locked if used_places(one) < one.places), None)


def _whose(educator: Educator | None) -> Q:
    """An educator's own offers; one who works off site takes up what a team offers without an educator."""
    hosts = educator is None or educator.base == Educator.Base.OFF_SITE
    own = Q(educator=educator)
    return own | Q(educator=None) if hosts else own


def used_places(offer: Offer) -> int:
    """Return how many placements came of an offer that were not withdrawn."""
    return Placement.objects.filter(offer=offer.pk, state__in=lifecycle.COUNTED).count()


def _placements(number: int) -> str:
    return "A placement came" if number == 1 else f"{number} placements came"


def _locked(offer: Offer) -> Offer:
    return Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.pk)


def _refuse_withdrawn(offer: Offer) -> None:
    if offer.withdrawn_on:
        raise Refused("This offer was withdrawn already. Add another instead.")


def _refuse_unsound(offer: Offer, today: date) -> None:
    """Read the team, its audit and the people again, locked, so that nothing changes before the offer is stored."""
    offer.team = Team.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.team_id)
    audit = newest_of([offer.team_id]).get(offer.team_id)
    if reasons := offers.reasons_against(offer, audit, today):
        raise Refused(f"{'. '.join(reasons)}.")
