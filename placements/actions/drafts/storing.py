"""What a proposal looks like in rows: a pairing for each student, and the figures of the draft."""

from collections.abc import Iterable, Iterator
from typing import Any

from kmtp.partnership.models import ServiceArea
from placements.matching.problem import OptionKey
from placements.matching.proposal import NextBest, Placement, Proposal, Rate, Shortage, Unplaced
from placements.models import Draft, Pairing, Route
from placements.models import Placement as Held

GROUPS = {
    "university": "",
    "route": "Route: ",
    "wishes": "Wish: ",
}


def rows(draft: Draft, made: Proposal, movable: Iterable[Held] = ()) -> Iterator[Pairing]:
    """Yield a row for each student; of those whose placements are ``movable`` only for who would move."""
    before = {one.request_id: one for one in movable}
    for one in made.placements:
        placement = before.get(one.student)
        if placement is None or _option_of(placement) != one.option:
            yield _placed(draft, one, moves=placement)
    for other in made.unplaced:
        yield Pairing(draft=draft, request_id=other.student, more=_why_not(other))


def _option_of(placement: Held) -> OptionKey:
    return placement.offer_id or 0, placement.educator_id, placement.supervisor_id


def _placed(draft: Draft, one: Placement, *, moves: Held | None) -> Pairing:
    offer, educator, supervisor = one.option
    return Pairing(
        draft=draft,
        request_id=one.student,
        offer_id=offer,
        team_id=one.team,
        educator_id=educator,
        supervisor_id=supervisor,
        is_pinned=one.is_pinned,
        moves=moves,
        minutes=one.minutes,
        cost=one.cost,
        terms=[[term.name, term.amount, term.sentence] for term in one.terms if term.amount],
        more={"warnings": list(one.warnings), "next_best": _next_best(one.next_best)},
    )


def _next_best(found: NextBest | None) -> str:
    """Return the next best option in a sentence."""
    if found is None:
        return ""
    free = "It is free." if found.is_free else "Somebody else has it in this draft."
    worse = f"{found.difference:,} points worse" if found.difference > 0 else "as good"
    return f"{found.words}: {worse} for this student. {free}"


def _why_not(one: Unplaced) -> dict[str, Any]:
    steps = [f"{one.funnel.in_reach} offers in reach"]
    steps += [_step(step.offers, step.words, step.examples) for step in one.funnel.steps]
    miss = one.nearest
    return {
        "summary": one.reason,
        "funnel": [*steps, f"{one.funnel.left} left"],
        "miss": f"{miss.words}: {miss.refusal}. What would help: {miss.helps}." if miss else "",
        "rule": miss.rule if miss else "",
        "shortage": one.shortage,
    }


def _step(offers: int, words: str, examples: tuple[str, ...]) -> str:
    such = f", such as {', '.join(examples)}" if examples else ""
    return f"{offers} {words}{such}"


def figures(made: Proposal, *, is_repair: bool = False) -> dict[str, Any]:
    """Return the figures of a draft: the first-come baseline, what ran out, and who got a place.

    One that fills a place again is compared with nothing: most of its students have a place already.
    """
    found = _figures(made)
    return found | {"first_come": None, "rates": []} if is_repair else found


def _figures(made: Proposal) -> dict[str, Any]:
    known = [one.minutes for one in made.placements if one.minutes is not None]
    return {
        "first_come": made.baseline.placed,
        "shortages": [shortage(one) for one in made.shortages],
        "rates": [rate(one) for one in made.rates],
        "minutes": round(sum(known) / len(known)) if known else None,
        "longest": max(known, default=None),
        "wishes": _wishes(made),
    }


def _wishes(made: Proposal) -> int:
    """Return how many of those with a place do not get the service that they wish for."""
    return sum(1 for one in made.placements if any(t.name == "wish" and t.amount for t in one.terms))


def shortage(one: Shortage) -> str:
    """Return what ran out in a sentence."""
    students = "1 student" if one.students == 1 else f"{one.students:,} students"
    return f"{one.words}: {students} without a place."


def rate(one: Rate) -> dict[str, Any]:
    """Return the numbers of one group, named as people name it."""
    names = {"route": dict(Route.choices), "wishes": dict(ServiceArea.Group.choices)}
    name = names.get(one.kind, {}).get(one.group, one.group) or "none"
    numbers = {"asked": one.students, "placed": one.placed, "first_come": one.first_come}
    return {"group": f"{GROUPS[one.kind]}{name}", **numbers}
