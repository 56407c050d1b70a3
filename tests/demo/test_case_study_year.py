"""The case study's year, 2019/20, allocated from nothing: everybody who can be placed is, each with reasons."""

from collections import defaultdict

import pytest

from bench import case_study
from placements import gathering
from placements.actions.drafts.asked import made_on, season_of
from placements.kinds import READINESS
from placements.matching.market import Market
from placements.matching.weights import Weights
from placements.models import Draft, Placement

#: Nobody waits so long for a proposal, however busy the machine is; ``python -m bench.allocation`` says how long.
MOST_SECONDS = 20


@pytest.fixture(scope="module")
def draft(demo) -> Draft:
    """The draft of both councils' whole year, worked out."""
    before = Placement.objects.starting_in(case_study.YEAR).count()
    assert case_study.prepare() == before == 204
    return case_study.click()


def places_of(market: Market) -> dict[int, list[int]]:
    """Return which offers no rule at all refuses each student, asked pair by pair."""
    found: dict[int, list[int]] = {}
    for student in market.problem.students:
        refused = market.refusals_of(student, market.hers(student))
        found[student.key] = sorted(
            {market.options[place].offer.key for place, why in refused.items() if not why}
        )
    return found


def most_that_can_be_placed(open_to: dict[int, list[int]], places: dict[int, int]) -> int:
    """Return how many students can have an offer at once: augmenting paths, blind to when an educator has whom."""
    held: dict[int, list[int]] = defaultdict(list)

    def finds(student: int, seen: set[int]) -> bool:
        for offer in open_to[student]:
            if offer in seen:
                continue
            seen.add(offer)
            if len(held[offer]) < places[offer] or any(
                moves(other, offer, seen) for other in list(held[offer])
            ):
                held[offer].append(student)
                return True
        return False

    def moves(other: int, offer: int, seen: set[int]) -> bool:
        if not finds(other, seen):
            return False
        held[offer].remove(other)
        return True

    return sum(finds(student, set()) for student in open_to)


def test_everybody_who_can_be_placed_is(draft):
    problem = gathering.gather(season_of(draft), today=made_on(draft))
    open_to = places_of(Market(problem, Weights.of(draft.weights)))
    most = most_that_can_be_placed(open_to, {offer.key: offer.places for offer in problem.offers})
    placed = draft.pairings.placed()
    assert draft.is_proved
    assert placed.count() == most == sum(1 for offers in open_to.values() if offers)
    assert draft.pairings.count() == len(problem.students) == 204
    assert most > 180
    assert draft.figures["first_come"] < most


def test_each_is_placed_or_left_out_with_reasons(draft):
    rows = draft.pairings.select_related("request")
    without = [row for row in rows if row.team_id and not any(sentence for *_, sentence in row.terms)]
    assert without == []
    for row in rows.filter(team=None):
        assert row.more["summary"].endswith(".")
        assert row.more["funnel"][-1] == "0 left"


def test_nobody_teaches_more_at_once_than_she_offers(draft):
    by_educator = defaultdict(list)
    for row in draft.pairings.placed().select_related("request", "educator"):
        assert (row.educator is None) == (row.request.kind == READINESS.key)
        by_educator[row.educator].append((row.request.starts_on, row.request.ends_on))
    del by_educator[None]
    for educator, periods in by_educator.items():
        at_once = max(sum(first <= day <= last for first, last in periods) for day, _ in periods)
        assert at_once <= educator.capacity
    assert max(map(len, by_educator.values())) > 1


def test_it_takes_a_moment(draft):
    assert draft.seconds < MOST_SECONDS
