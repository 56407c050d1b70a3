"""What goes into an allocation: students, offers, people, and what was ruled by hand. Pure, frozen values.

Keys are those of the rows they were read from: a student's is the request's, for a request is what is answered.
The facts that rules read are those of ``placements.eligibility``, which pairing by hand reads too.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from placements.eligibility import Ask, Candidate, Host, Period, Supervisor
from placements.matching.travel import Point, Router, StraightLine

#: An offer, the practice educator, the on-site supervisor: the keys that name an option in a stored draft.
OptionKey = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Student:
    """One student who waits: what is asked for, and where she comes from.

    ``council`` was asked; an offer of another council is none for her (``None`` takes any). ``wishes`` is the
    setting wished for. ``home`` is the middle of her outward postcode, nothing when it is not known. One who
    ``has_a_place`` already may move, and is not left without one.
    """

    key: int
    name: str
    ask: Ask
    asked_on: date
    council: int | None = None
    university: str = ""
    route: str = ""
    wishes: str = ""
    home: Point | None = None
    drives: bool = False
    needs_step_free_access: bool = False
    has_a_place: bool = False


@dataclass(frozen=True, slots=True)
class Educator:
    """A practice educator. ``later`` are her facts from a day on, such as one on which another policy takes effect."""

    facts: Candidate
    council: int | None = None
    later: tuple[tuple[date, Candidate], ...] = ()
    last_ended_on: date | None = None

    @property
    def key(self) -> int:
        """The key of her row."""
        return self.facts.key

    def on(self, day: date) -> Candidate:
        """Return her facts for a placement that starts on ``day``."""
        if not self.later:
            return self.facts
        begun = [pair for pair in self.later if pair[0] <= day]
        return max(begun, key=lambda pair: pair[0], default=(day, self.facts))[1]


@dataclass(frozen=True, slots=True)
class Team:
    """A team that hosts, where it is, and who may supervise in it."""

    host: Host
    at: Point | None = None
    supervisors: tuple[int, ...] = ()

    @property
    def key(self) -> int:
        """The key of its row."""
        return self.host.key


@dataclass(frozen=True, slots=True)
class Offer:
    """What a team offers: so many ``places``, of these ``kinds``, between two days; ``used`` are gone already.

    Without an ``educator`` the team hosts the student of any educator of the council who works off site.
    """

    key: int
    team: int
    kinds: frozenset[str]
    period: Period
    places: int = 1
    used: int = 0
    educator: int | None = None
    supervisor: int | None = None
    council: int | None = None
    days_per_week: float = 5
    needs_driver: bool = False
    has_step_free_access: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """Ruled by hand: this student goes to this offer; with these people, when they are named."""

    student: int
    offer: int
    educator: int | None = None
    supervisor: int | None = None

    def allows(self, option: OptionKey) -> bool:
        """Say whether ``option`` is what was ruled."""
        offer, educator, supervisor = option
        return (
            offer == self.offer
            and self.educator in (None, educator)
            and self.supervisor in (None, supervisor)
        )


@dataclass(frozen=True, slots=True)
class Bar:
    """Ruled by hand: this student does not go to this offer."""

    student: int
    offer: int


@dataclass(frozen=True, slots=True)
class Lift:
    """One rule set aside for one student, at one offer or at all: somebody with the authority overrode it."""

    student: int
    rule: str
    offer: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier draft gave a student, so that another one disturbs it least."""

    student: int
    offer: int
    educator: int | None = None
    supervisor: int | None = None

    @property
    def option(self) -> OptionKey:
        """The keys of what she had."""
        return self.offer, self.educator, self.supervisor


@dataclass(frozen=True, slots=True)
class Problem:
    """All that goes into one run. ``today`` says what can be known, as with the next renewal of registrations."""

    today: date
    students: tuple[Student, ...]
    offers: tuple[Offer, ...]
    teams: tuple[Team, ...]
    educators: tuple[Educator, ...]
    supervisors: tuple[Supervisor, ...] = ()
    pins: tuple[Pin, ...] = ()
    bars: tuple[Bar, ...] = ()
    lifts: tuple[Lift, ...] = ()
    kept: tuple[Kept, ...] = ()
    travel: Router = field(default_factory=StraightLine)

    def in_order(self) -> "Problem":
        """Return the same with everything in the order of its keys, so that the order of rows decides nothing."""
        return replace(
            self,
            students=tuple(sorted(self.students, key=lambda one: one.key)),
            offers=tuple(sorted(self.offers, key=lambda one: one.key)),
            teams=tuple(sorted(self.teams, key=lambda one: one.key)),
            educators=tuple(sorted(self.educators, key=lambda one: one.key)),
            supervisors=tuple(sorted(self.supervisors, key=lambda one: one.key)),
            pins=tuple(sorted(self.pins, key=lambda one: (one.student, one.offer))),
            bars=tuple(sorted(self.bars, key=lambda one: (one.student, one.offer))),
            lifts=tuple(sorted(self.lifts, key=lambda one: (one.student, one.rule, one.offer or 0))),
            kept=tuple(sorted(self.kept, key=lambda one: one.student)),
        )


@dataclass(frozen=True, slots=True)
class Option:
    """One way to place a student: an offer, its team, who teaches, who supervises on site.

    The value, not the keys, is what rules and terms read.
    """

    offer: Offer
    team: Team
    educator: Educator | None = None
    supervisor: Supervisor | None = None

    @property
    def key(self) -> OptionKey:
        """The keys that name it in a stored draft."""
        return (
            self.offer.key,
            self.educator.key if self.educator else None,
            self.supervisor.key if self.supervisor else None,
        )

    @property
    def words(self) -> str:
        """The team and the practice educator, as sentences name them."""
        return (
            f"{self.team.host.name} with {self.educator.facts.name}" if self.educator else self.team.host.name
        )
