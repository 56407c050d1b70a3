"""What an offer must keep, and what an answer to a call for availability becomes. Asks the database nothing."""

from datetime import date
from typing import Any

from educators.models import AvailabilityAnswer, Educator
from placements import kinds
from placements.eligibility import day
from placements.models import Offer, Placement, TeamAudit

#: What somebody who names no kind can take, by the award that she holds.
BY_AWARD = {True: [kinds.FIRST.key, kinds.FINAL.key], False: [kinds.FIRST.key]}


def reasons_against(offer: Offer, audit: TeamAudit | None, today: date) -> tuple[str, ...]:
    """Return why an offer cannot stand, in sentences; ``audit`` is the newest of its team (H6, H11)."""
    reasons = (
        *_wrong_council(offer),
        *_past(offer, today),
        *_closed(offer),
        *_not_audited(offer, audit),
        *_too_many(offer, audit),
        *_gone(offer, today),
        *_unsupervised(offer),
    )
    return tuple(reason for reason in reasons if reason)


def _wrong_council(offer: Offer) -> tuple[str, ...]:
    people = [one for one in (offer.educator, offer.supervisor) if one]
    if offer.team.organisation_id == offer.council_id and all(
        one.council_id == offer.council_id for one in people
    ):
        return ()
    return ("The team, the practice educator and the on-site supervisor must be of the same council",)


def _past(offer: Offer, today: date) -> tuple[str, ...]:
    return (f"The last day, {day(offer.ends_on)}, has passed",) if offer.ends_on < today else ()


def _closed(offer: Offer) -> tuple[str, ...]:
    team = offer.team
    if team.valid_from > offer.starts_on:
        return (f"{team} opens only on {day(team.valid_from)}",)
    if team.valid_to and team.valid_to < offer.ends_on:
        return (f"{team} closes on {day(team.valid_to)}, before the offer ends",)
    return ()


def _not_audited(offer: Offer, audit: TeamAudit | None) -> tuple[str, ...]:
    """A team that was never audited may offer: the audit is made before the first student comes."""
    if audit is None or audit.valid_until >= offer.starts_on:
        return ()
    return (f"The audit of {offer.team} lapses on {day(audit.valid_until)}, before the offer starts",)


def _too_many(offer: Offer, audit: TeamAudit | None) -> tuple[str, ...]:
    if audit is None or offer.places <= audit.most_students:
        return ()
    most = audit.most_students
    return (f"By its audit {offer.team} takes at most {most} student{'' if most == 1 else 's'} at a time",)


def _gone(offer: Offer, today: date) -> tuple[str, ...]:
    return tuple(why_gone(one, today) for one in (offer.educator, offer.supervisor) if one)


def why_gone(educator: Educator, today: date) -> str:
    """Say that somebody has left the register or is on a break on ``today``; nothing when neither."""
    if educator.left_on and educator.left_on <= today:
        return f"{educator} left the register on {day(educator.left_on)}"
    if educator.on_break_from and educator.on_break_from <= today:
        return f"{educator} is on a break"
    return ""


def _unsupervised(offer: Offer) -> tuple[str, ...]:
    is_off_site = offer.educator is not None and offer.educator.base == Educator.Base.OFF_SITE
    if not is_off_site or offer.supervisor_id:
        return ()
    return ("The practice educator works off site: name an on-site supervisor",)


def facts_of(answer: AvailabilityAnswer) -> dict[str, Any]:
    """Return what an answer says of an offer; what it leaves open is the usual, and can be changed afterwards."""
    said = answer.days_a_week
    return {
        "council": answer.call.council,
        "team": answer.educator.team,
        "educator": answer.educator,
        "kinds": kinds_of(answer),
        "places": answer.how_many or 1,
        "days_per_week": 5 if said is None else said,
        "starts_on": answer.from_day or answer.call.year.starts_on,
        "ends_on": answer.call.year.ends_on,
        "note": answer.note,
    }


def of_place(placement: Placement) -> Offer:
    """Return the place of a placement as an offer, not stored yet: the same team, people, kind, days and dates."""
    return Offer(
        council=placement.council,
        team=placement.team,
        educator=placement.educator,
        supervisor=placement.supervisor,
        kinds=[placement.kind],
        days_per_week=placement.days_per_week,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
    )


def kinds_of(answer: AvailabilityAnswer) -> list[str]:
    """Return the kinds of placement that she can take; what she is qualified to when she named nothing."""
    if not answer.kinds:
        return BY_AWARD[answer.educator.full_award_on is not None]
    return [kind for kind in kinds.KINDS if kind in answer.kinds]


def reasons_against_answer(
    answer: AvailabilityAnswer, audit: TeamAudit | None, today: date
) -> tuple[str, ...]:
    """Return why an answer cannot become an offer as it stands, in sentences."""
    facts = facts_of(answer)
    missing = (
        (facts["team"] is None, "Has no team: say which team hosts the student"),
        (not facts["kinds"], "Offers no kind of placement, only other work with learners"),
        (facts["days_per_week"] < 1, "Offers less than a day a week"),
        (facts["starts_on"] > facts["ends_on"], f"Can start only after {answer.call.year}"),
    )
    found = tuple(sentence for is_so, sentence in missing if is_so)
    return found or reasons_against(Offer(**facts), audit, today)
