"""How many practice educators are needed next year: each term of the sum. Pure.

Rounding: what is needed is rounded up, who is available and who comes out of training is rounded down, each once and
at the end of its side, so that the council is never told of half a person it can count on.

Stages: a final placement needs Stage 2. Somebody at Stage 2 may teach a first placement too, so whom the final
placements of a service leave over covers what its first placements lack. Never the other way round, and never from
one service to another: a team's learner needs an educator near at hand.

Somebody at Stage 1 who trains for Stage 2 moves from the one supply to the other when she completes: she is taken
off Stage 1 by the same share by which she comes to Stage 2, and so counts once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STAGE_1, STAGE_2 = STAGES = ("stage-1", "stage-2")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a council assumes of a year; it may change each."""

    learners_each: Decimal = Decimal("1.0")
    leavers: Decimal = Decimal(8)
    other_duties: Decimal = Decimal(15)
    completion: Decimal = Decimal(80)

    def __post_init__(self) -> None:
        """Refuse what no sum can be made with."""
        if self.learners_each <= 0:
            raise ValueError("An educator takes more than no learners in a year")
        if any(not 0 <= percent <= 100 for percent in (self.leavers, self.other_duties, self.completion)):
            raise ValueError("A percentage lies between 0 and 100")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted for one service area and stage."""

    area: str
    stage: str
    expected: int
    on_register: int
    lapsing: int = 0
    in_training: int = 0
    #: Of those on the register at Stage 1, who trains for Stage 2.
    moving: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """The sum for one service area and stage. ``covered`` is what Stage 2 leaves over for Stage 1."""

    facts: Facts
    assumed: Assumptions
    covered: int = 0

    @property
    def needed(self) -> int:
        """Educators needed for the learners, rounded up."""
        return up(self.facts.expected / self.assumed.learners_each)

    @property
    def leaving(self) -> Decimal:
        """Those expected to leave, as a share of the register."""
        return of(self.assumed.leavers, self.facts.on_register)

    @property
    def busy(self) -> Decimal:
        """Those expected to have other duties, as a share of the register."""
        return of(self.assumed.other_duties, self.facts.on_register)

    @property
    def moved(self) -> int:
        """Who completes the training for the other stage and is counted there."""
        return down(of(self.assumed.completion, self.facts.moving))

    @property
    def available(self) -> int:
        """Who remains, rounded down."""
        rest = self.facts.on_register - self.facts.lapsing - self.leaving - self.busy - self.moved
        return max(0, down(rest))

    @property
    def coming(self) -> int:
        """Who completes the training, rounded down; they come in addition to those available."""
        return down(of(self.assumed.completion, self.facts.in_training))

    @property
    def supply(self) -> int:
        """Who can be counted on, before another stage helps out."""
        return self.available + self.coming

    @property
    def spare(self) -> int:
        """Who is left over."""
        return max(0, self.supply - self.needed)

    @property
    def lacking(self) -> int:
        """Who is lacking before another stage helps out."""
        return max(0, self.needed - self.supply)

    @property
    def to_train(self) -> int:
        """How many to recruit and train."""
        return max(0, self.lacking - self.covered)

    @property
    def sentence(self) -> str:
        """The whole sum in one sentence that can be followed by hand."""
        return f"{self._demand}; {self._supply}; {self._result}."

    @property
    def _demand(self) -> str:
        learners = "learner" if self.facts.expected == 1 else "learners"
        each = plain(self.assumed.learners_each)
        return f"{self.facts.expected} {learners} expected ÷ {each} each = {self.needed} needed"

    @property
    def _supply(self) -> str:
        facts, rate = self.facts, plain(self.assumed.completion)
        stays = (
            f"{facts.on_register} on the register − {facts.lapsing} lapse − {plain(self.leaving)} leave "
            f"− {plain(self.busy)} with other duties{self._moves} = {self.available}"
        )
        return f"{stays}; + {facts.in_training} in training × {rate} % = {self.coming} → {self.supply}"

    @property
    def _moves(self) -> str:
        return f" − {self.moved} move to Stage 2" if self.moved else ""

    @property
    def _result(self) -> str:
        helped = f" − {self.covered} covered by Stage 2" if self.covered else ""
        return f"need {self.needed} − {self.supply}{helped} → {self.to_train or 'none'} to recruit"


def plan(facts: Iterable[Facts], assumed: Assumptions) -> list[Need]:
    """Return the sum of every line, in their order; each service's Stage 2 first, then what it leaves for Stage 1."""
    lines = list(facts)
    spare = {line.area: Need(line, assumed).spare for line in lines if line.stage == STAGE_2}
    return [_with_help(Need(line, assumed), spare.get(line.area, 0)) for line in lines]


def _with_help(need: Need, spare: int) -> Need:
    if need.facts.stage == STAGE_2:
        return need
    return Need(need.facts, need.assumed, min(spare, need.lacking))


def total(needs: Iterable[Need], stage: str) -> int:
    """Return how many to recruit and train for a stage, over all services."""
    return sum(need.to_train for need in needs if need.facts.stage == stage)


def of(percent: Decimal, number: int) -> Decimal:
    """Return so many per cent of a number."""
    return percent * number / 100


def up(number: Decimal) -> int:
    """Return the whole number at or above."""
    return int(number.to_integral_value(ROUND_CEILING))


def down(number: Decimal) -> int:
    """Return the whole number at or below."""
    return int(number.to_integral_value(ROUND_FLOOR))


def plain(number: Decimal) -> str:
    """Return a number as people write it: ``3``, ``1.1``."""
    text = f"{number:.2f}".rstrip("0")
    return text.rstrip(".")
