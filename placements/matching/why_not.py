"""Why a student does not go to an offer: each hard rule, met or not, and what the offer would weigh. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from placements.eligibility import Finding, Weight
from placements.matching import rules, terms
from placements.matching.market import Market
from placements.matching.problem import Option, Student
from placements.matching.terms import Term

#: What is refused comes first, then what a person weighs.
FIRST = (Weight.BLOCKS, Weight.WARNS, Weight.MET)
#: The rule of the stage that each kind of placement needs; the other one is not asked.
STAGE_RULES = {"stage-1": "H3", "stage-2": "H2"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say of the best option at an offer, and what it weighs in points: the fewer the better."""

    option: Option
    findings: tuple[Finding, ...]
    terms: tuple[Term, ...]
    minutes: int | None

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """What refuses it."""
        return tuple(one for one in self.findings if one.weight is Weight.BLOCKS)

    @property
    def met(self) -> tuple[Finding, ...]:
        """What is met."""
        return tuple(one for one in self.findings if one.weight is Weight.MET)

    @property
    def helps(self) -> str:
        """What alone would help; nothing when no rule refuses it, or several do."""
        return rules.helped_by(self.refusals[0].rule, self.option) if len(self.refusals) == 1 else ""

    @property
    def cost(self) -> int:
        """What the terms add up to."""
        return terms.total(self.terms)


def of(market: Market, student: int, offer: int) -> Answer | None:
    """Return what speaks against ``offer`` for ``student``, by their keys; nothing when it is no offer for her.

    Of several options at the offer it is the one that the fewest rules refuse, and of those the cheapest.
    """
    who = next(one for one in market.problem.students if one.key == student)
    places = [place for place in market.hers(who) if market.options[place].offer.key == offer]
    if not places:
        return None
    ranked = zip(market.costs(who, places), places, strict=True)
    _, _, place = min((len(market.refusals(who, place)), cost, place) for cost, place in ranked)
    option = market.options[place]
    minutes = market.minutes(who, option.team)
    return Answer(option, _findings(market, who, place), market.terms(who, place), minutes)


def _findings(market: Market, who: Student, place: int) -> tuple[Finding, ...]:
    """Return a finding for each rule that is asked: what refuses, what warns, and in words that it is met."""
    option, refused = market.options[place], market.refusals(who, place)
    known = {one.rule for one in refused}
    warned = [one for one in rules.warned(who, option, market.problem.today) if one.rule not in known]
    known |= {one.rule for one in warned}
    asked = [code for code in rules.WORDS if code not in known and _is_asked(code, who)]
    met = [Finding(code, Weight.MET, rules.WORDS[code].met) for code in asked]
    return tuple(sorted((*refused, *warned, *met), key=lambda one: FIRST.index(one.weight)))


def _is_asked(code: str, who: Student) -> bool:
    return code not in STAGE_RULES.values() or code == STAGE_RULES.get(who.ask.kind.stage_needed)


def verdict(answer: Answer, proposed: int | None, *, is_taken: bool) -> str:
    """Return why it was not proposed: refused, others have the room, or another place weighs less.

    ``proposed`` is what the student's place in the draft weighs, nothing when she has none there.
    """
    if number := len({one.rule for one in answer.refusals}):
        return "A rule refuses it." if number == 1 else f"{number} rules refuse it."
    room = (
        "Others have the room in this draft, which places most students and weighs least for all together."
        if is_taken
        else "Nobody has the room in this draft, so something changed since it was made: draft again."
    )
    if proposed is None:
        return f"Nothing refuses it. {room}"
    more = answer.cost - proposed
    if more > 0:
        return (
            f"Nothing refuses it, but for this student it weighs {_points(more)} more than what is proposed."
        )
    less = f"{_points(-more)} less than" if more else "as much as"
    return f"Nothing refuses it, and for this student it weighs {less} what is proposed. {room}"


def _points(number: int) -> str:
    return "1 point" if number == 1 else f"{number:,} points"


def side_by_side(
    ours: Sequence[Sequence[object]], theirs: Sequence[Term]
) -> list[tuple[str, object, object]]:
    """Return by what is weighed the stored term (name, amount, sentence) of the proposal, and the term of the offer."""
    stored = {str(one[0]): one for one in ours}
    known = {one.name: one for one in theirs if one.amount}
    names = [name for name in terms.LABELS if name in stored or name in known]
    return [(terms.LABELS[name], stored.get(name), known.get(name)) for name in names]
