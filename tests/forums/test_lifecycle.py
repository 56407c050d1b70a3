"""The lifecycle of a forum."""

from forums import lifecycle


def test_what_each_state_allows():
    assert {
        state: [change.key for change in lifecycle.changes_from(state)] for state in lifecycle.STATES
    } == {
        "draft": ["announce"],
        "announced": ["cancel", "hold"],
        "cancelled": [],
        "held": [],
    }


def test_only_organisers_know_of_a_draft():
    assert lifecycle.PUBLIC == ("announced", "cancelled", "held")
    assert lifecycle.GOING_AHEAD == ("announced", "held")
