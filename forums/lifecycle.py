"""The lifecycle of a forum, as a table: from which state, by which change, to which. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """Where a forum stands: who sees it, whether places can be booked, whether it takes place."""

    key: str
    label: str
    colour: str
    is_public: bool
    takes_bookings: bool
    goes_ahead: bool


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
        State("draft", "Draft", "yellow", is_public=False, takes_bookings=False, goes_ahead=False),
        State("announced", "Announced", "blue", is_public=True, takes_bookings=True, goes_ahead=True),
        State("cancelled", "Cancelled", "red", is_public=True, takes_bookings=False, goes_ahead=False),
        State("held", "Held", "green", is_public=True, takes_bookings=False, goes_ahead=True),
    )
}
CHANGES = {
    change.key: change
    for change in (
        Change("announce", "Announce", "Forum announced", ("draft",), "announced"),
        Change("cancel", "Cancel the forum", "Forum cancelled", ("announced",), "cancelled", asks_why=True),
        Change("hold", "Take the register", "Register taken", ("announced",), "held"),
    )
}
CHOICES = [(state.key, state.label) for state in STATES.values()]
COLOURS = {state.key: state.colour for state in STATES.values()}
PUBLIC = tuple(state.key for state in STATES.values() if state.is_public)
GOING_AHEAD = tuple(state.key for state in STATES.values() if state.goes_ahead)


def changes_from(state: str) -> list[Change]:
    """Return the changes that a forum in ``state`` allows, in the table's order."""
    return [change for change in CHANGES.values() if state in change.sources]


def allows(change: str, state: str) -> bool:
    """Say whether a forum in ``state`` can make ``change``."""
    return state in CHANGES[change].sources
