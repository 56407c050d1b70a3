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
    """A change that a person makes. ``asks_why`` says whether a reason is needed."""

    key: str
    label: str
    done: str
    sources: tuple[str, ...]
    target: str
    asks_why: bool = False


STATES = {
    state.key: state
    for state in (
        State("provisional", "Provisional", "yellow", True),
        State("confirmed", "Confirmed", "blue", True),
        State("active", "Under way", "turquoise", True),
        State("paused", "Paused", "orange", True),
        State("passed", "Completed: passed", "green", False),
        State("failed", "Completed: failed", "red", False),
        State("ended-early", "Ended early", "red", False),
        State("withdrawn", "Withdrawn", "grey", False),
    )
}
CHANGES = {
    change.key: change
    for change in (
        Change("confirm", "Confirm", "Placement confirmed", ("provisional",), "confirmed"),
        Change("start", "Start", "Placement started", ("confirmed",), "active"),
        Change("pause", "Pause", "Placement paused", ("active",), "paused", asks_why=True),
        Change("resume", "Resume", "Placement resumed", ("paused",), "active"),
        Change("pass", "Record a pass", "Pass recorded", ("active",), "passed"),
        Change("fail", "Record a fail", "Fail recorded", ("active", "paused"), "failed", asks_why=True),
        Change(
            "end-early",
            "End early",
            "Placement ended early",
            ("active", "paused"),
            "ended-early",
            asks_why=True,
        ),
        Change(
            "withdraw",
            "Withdraw",
            "Placement withdrawn",
            ("provisional", "confirmed"),
            "withdrawn",
            asks_why=True,
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
