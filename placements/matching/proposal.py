"""What comes out of a run: a place with its reasons for each student, or the reason why there is none. Pure."""

from dataclasses import dataclass

from placements.matching.problem import OptionKey
from placements.matching.terms import Term


@dataclass(frozen=True, slots=True)
class NextBest:
    """The best of a student's other options, how much more it costs, and whether it is still free."""

    option: OptionKey
    words: str
    difference: int
    is_free: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """A place for a student, the terms that add up to ``cost``, and what a person should weigh."""

    student: int
    option: OptionKey
    team: int
    minutes: int | None
    terms: tuple[Term, ...]
    warnings: tuple[str, ...] = ()
    next_best: NextBest | None = None
    is_pinned: bool = False

    @property
    def cost(self) -> int:
        """What the terms add up to."""
        return sum(term.amount for term in self.terms)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: so many offers were left out by a rule, such as these."""

    code: str
    offers: int
    words: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """From the offers in reach to those that are left for a student."""

    in_reach: int
    steps: tuple[Step, ...]
    left: int

    @property
    def words(self) -> str:
        """The funnel in one line."""
        steps = "".join(f" → {step.offers} {step.words}" for step in self.steps)
        return f"{self.in_reach} offers in reach{steps} → {self.left} left"


@dataclass(frozen=True, slots=True)
class NearestMiss:
    """The one change that would place a student: the rule in its way, what it said, and what would help.

    Setting ``rule`` aside for the offer of ``option`` places her, and nobody loses a place by it.
    """

    option: OptionKey
    words: str
    rule: str
    refusal: str
    helps: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A student without a place: why, and what would change it."""

    student: int
    reason: str
    funnel: Funnel
    nearest: NearestMiss | None
    shortage: str


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a group were placed, with what first come, first served would have placed."""

    kind: str
    group: str
    students: int
    placed: int
    first_come: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """What ran out, and for how many students."""

    key: str
    words: str
    students: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """First come, first served, as with a spreadsheet: how many it places, and what it costs."""

    placed: int
    value: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The result of a run, in the order of the students' keys.

    ``value`` is what the proposal costs, ``bound`` what nothing can cost less than, ``gap`` the room between; with
    ``is_proved`` there is none. ``input_hash`` is that of all that went in.
    """

    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    value: int
    bound: float
    gap: float
    is_proved: bool
    input_hash: str
    baseline: Baseline
    shortages: tuple[Shortage, ...]
    rates: tuple[Rate, ...]

    def of(self, student: int) -> Placement | Unplaced:
        """Return what is proposed for a student; ``KeyError`` when she was not asked about."""
        found: list[Placement | Unplaced] = [*self.placements, *self.unplaced]
        return {one.student: one for one in found}[student]

    @property
    def options(self) -> dict[int, OptionKey]:
        """The option of each student who has one."""
        return {one.student: one.option for one in self.placements}
