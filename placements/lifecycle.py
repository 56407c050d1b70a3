"""The lifecycle of a placement, as a table: from which state, by which change, to which. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """Where a placement stands. ``holds`` says whether it takes up the student and the educator."""

    key: str
    label: str
    colour: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a person makes, and the reasons of which one is needed."""

    key: str
    label: str
    done: str
    sources: tuple[str, ...]
    target: str
    reasons: tuple[str, ...] = ()

    @property
    def asks_why(self) -> bool:
        """Whether a reason is needed."""
        return bool(self.reasons)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The reasons to choose from, in the table's order."""
        return [(key, REASONS[key]) for key in self.reasons]


#: Why a placement is changed, as a code that can be counted; the words beside it are the person's own.
REASONS = {
    "by-student": "The student asked for it",
    "by-provider": "The team or the council asked for it",
    "by-university": "The university asked for it",
    "student": "The student’s circumstances",
    "practice": "The student’s practice",
    "placement": "The placement itself",
    "capacity": "The team’s capacity",
    "absence": "The practice educator’s absence",
    "safeguarding": "Safeguarding",
    "days": "Days still missing",
    "repeat": "More time to show enough",
}
REASON_CHOICES = list(REASONS.items())
SIDES = ("by-student", "by-provider", "by-university")
CAUSES = ("student", "practice", "placement", "capacity", "absence", "safeguarding")

STATES = {
    state.key: state
    for state in (
        State("provisional", "Provisional", "yellow", True),
        State("confirmed", "Confirmed", "blue", True),
        State("active", "Under way", "turquoise", True),
        State("extended", "Extended", "turquoise", True),
        State("paused", "Paused", "orange", True),
        State("passed", "Completed: passed", "green", False),
        State("failed", "Completed: failed", "red", False),
        State("ended-early", "Ended early", "red", False),
        State("withdrawn", "Withdrawn", "grey", False),
    )
}
RUNNING = ("active", "extended")
CHANGES = {
    change.key: change
    for change in (
        Change("confirm", "Confirm", "Placement confirmed", ("provisional",), "confirmed"),
        Change("start", "Start", "Placement started", ("confirmed",), "active"),
        Change("pause", "Pause", "Placement paused", RUNNING, "paused", CAUSES),
        Change("resume", "Resume", "Placement resumed", ("paused",), "active"),
        Change(
            "extend", "Extend", "Placement extended", ("active",), "extended", ("days", "repeat", *CAUSES)
        ),
        Change("pass", "Record a pass", "Pass recorded", RUNNING, "passed"),
        Change(
            "fail", "Record a fail", "Fail recorded", (*RUNNING, "paused"), "failed", ("practice", "student")
        ),
        Change(
            "end-early",
            "End early",
            "Placement ended early",
            (*RUNNING, "paused"),
            "ended-early",
            (*SIDES, *CAUSES),
        ),
        Change(
            "withdraw", "Withdraw", "Placement withdrawn", ("provisional", "confirmed"), "withdrawn", SIDES
        ),
    )
}
CHOICES = [(state.key, state.label) for state in STATES.values()]
HOLDING = tuple(state.key for state in STATES.values() if state.holds)
#: A placement that took place or will: everything but a withdrawn one. The yearly figures count these.
COUNTED = tuple(key for key in STATES if key != "withdrawn")
#: A placement whose first day took place, whatever became of it.
STARTED = tuple(key for key in COUNTED if key not in ("provisional", "confirmed"))


def changes_from(state: str) -> list[Change]:
    """Return the changes that a placement in ``state`` allows, in the table's order."""
    return [change for change in CHANGES.values() if state in change.sources]
