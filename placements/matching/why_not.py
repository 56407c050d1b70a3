"""Why a student does not go to an offer: the rule that refuses it, or what it would cost others. Pure."""

from dataclasses import dataclass

from placements.matching import proposing, repair, rules
from placements.matching.market import Market
from placements.matching.problem import OptionKey, Pin, Problem
from placements.matching.programme import Contradiction
from placements.matching.proposal import Proposal
from placements.matching.proposing import Cancelled, Progress, Solve
from placements.matching.weights import Weights


@dataclass(frozen=True, slots=True)
class Refused:
    """The best option at the offer is refused: by these rules, and this would help with the first of them."""

    option: OptionKey
    rules: tuple[str, ...]
    sentences: tuple[str, ...]
    helps: str


@dataclass(frozen=True, slots=True)
class Costs:
    """Nothing refuses it, and this is what placing the student there would change for her and others."""

    option: OptionKey
    more: int
    sentences: tuple[str, ...]
    changes: tuple[repair.Change, ...]


def of(
    student: int,
    offer: int,
    *,
    problem: Problem,
    weights: Weights,
    proposal: Proposal,
    solve: Solve,
    progress: Progress = lambda done: None,
    cancelled: Cancelled = lambda: False,
) -> Refused | Costs | None:
    """Return why ``student`` does not go to ``offer`` in ``proposal``; nothing when she does, or it is no offer.

    The pairing is forced and all is solved again, so it takes about as long as the draft did.
    """
    option, found = _best_at(Market(problem, weights), student, offer)
    if option is None or proposal.options.get(student) == option:
        return None
    if isinstance(found, Refused):
        return found
    forced = proposing.pinned_to(problem, Pin(student, *option))
    try:
        after = proposing.propose(forced, weights, solve=solve, progress=progress, cancelled=cancelled)
    except Contradiction as error:
        return Refused(option, ("pin",), tuple(error.sentences), "taking back the other pin")
    changes = repair.changes(proposal.options, after)
    return Costs(option, after.value - proposal.value, _said(problem, changes), changes)


def _best_at(market: Market, student: int, offer: int) -> tuple[OptionKey | None, Refused | None]:
    """Return the option at the offer that the fewest rules refuse, of several the cheapest; with the refusal."""
    who = next(one for one in market.problem.students if one.key == student)
    places = [place for place in market.hers(who) if market.options[place].offer.key == offer]
    if not places:
        return None, None
    ranked = zip(market.costs(who, places), places, strict=True)
    _, _, place = min((len(market.refusals(who, place)), cost, place) for cost, place in ranked)
    option, refusals = market.options[place], market.refusals(who, place)
    if not refusals:
        return option.key, None
    codes, sentences = tuple(one.rule for one in refusals), tuple(one.sentence for one in refusals)
    return option.key, Refused(option.key, codes, sentences, rules.helped_by(codes[0], option))


def _said(problem: Problem, changes: tuple[repair.Change, ...]) -> tuple[str, ...]:
    """Return who would lose a place, who would gain one, and who would move."""
    names = {one.key: one.name for one in problem.students}
    words = {(True, False): "would be left without a place", (False, True): "would have a place"}
    return tuple(
        f"{names[one.student]} {words.get((one.before is not None, one.after is not None), 'would move')}"
        for one in changes
    )
