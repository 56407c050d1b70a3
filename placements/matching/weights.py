"""What the proposal weighs, in plain words and with a sensible default for each. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts, in minutes of travel: 30 weighs as much as half an hour on the road."""

    travel: int = 1
    long_journey: int = 1
    wish: int = 30
    off_site: int = 15
    rest: int = 20
    lapse: int = 10
    trainee: int = 10
    stage_2: int = 10
    keep: int = 120
    fairness: int = 200
    fair_rate: int = 75
    unplaced: int = 10_000

    @classmethod
    def of(cls, stored: Mapping[str, int]) -> "Weights":
        """Return the defaults with what was stored; a name that is not known any more is left out."""
        known = {one.name for one in fields(cls)}
        return replace(cls(), **{name: int(value) for name, value in stored.items() if name in known})

    @property
    def stored(self) -> dict[str, int]:
        """The weights as a draft stores them."""
        return asdict(self)


#: Each weight that a person may change: its question, and what it does. The cost of a student without a place is
#: not among them, for nothing is worth leaving somebody out.
WORDS: dict[str, tuple[str, str]] = {
    "travel": ("Each minute of travel", "One way, from the middle of the home postcode."),
    "long_journey": ("Each minute beyond an hour, besides", "So that nobody is placed far for others’ sake."),
    "wish": ("Another service than the student wishes for", "Counted when a service was wished for."),
    "off_site": ("A practice educator who works off site", "An on-site supervisor is needed then."),
    "rest": ("No rest since the educator’s last student", "Fewer than 28 days between two placements."),
    "lapse": ("An educator who stays current without this student", "So those near their lapse come first."),
    "trainee": ("An educator who is not training", "So trainees who need a student come first."),
    "stage_2": ("Stage 2 educator on a first placement", "They are scarce, and final placements need them."),
    "keep": (
        "Another place than in the earlier draft",
        "So that a new draft disturbs the earlier one little.",
    ),
    "fairness": ("Each student below a university’s share", "Which students go without is shared fairly."),
    "fair_rate": (
        "The share of each university’s students that should be placed, in per cent",
        "A soft floor.",
    ),
}
