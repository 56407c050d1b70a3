"""The lifecycle of a time audit, as a table: from which state, by which change, to which. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """Where an audit stands. ``takes_weeks`` says whether practice educators can fill in their weeks."""

    key: str
    label: str
    colour: str
    takes_weeks: bool


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
        State("draft", "Being set up", "yellow", False),
        State("running", "Running", "turquoise", True),
        State("closed", "Closed", "grey", False),
    )
}
CHANGES = {
    change.key: change
    for change in (
        Change("start", "Start", "Time audit started", ("draft",), "running"),
        Change("close", "Close", "Time audit closed", ("running",), "closed"),
        Change("open", "Open again", "Time audit opened again", ("closed",), "running", asks_why=True),
    )
}
CHOICES = [(state.key, state.label) for state in STATES.values()]


def changes_from(state: str) -> list[Change]:
    """Return the changes that an audit in ``state`` allows, in the table's order."""
    return [change for change in CHANGES.values() if state in change.sources]
