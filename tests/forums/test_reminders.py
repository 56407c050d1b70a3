"""Which reminder is due on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.reminders import Kind, Place, Reminder, due, kind_on

DAY = date(2020, 2, 20)


@pytest.mark.parametrize(
    ("ahead", "kind"),
    [
        (30, None),
        (15, None),
        (14, Kind.TWO_WEEKS),
        (13, Kind.TWO_WEEKS),
        (3, Kind.TWO_WEEKS),
        (2, Kind.TWO_DAYS),
        (1, Kind.TWO_DAYS),
        (0, Kind.TWO_DAYS),
        (-1, None),
        (-30, None),
    ],
)
def test_each_day_has_at_most_one_kind(ahead, kind):
    assert kind_on(DAY, today=DAY - timedelta(days=ahead)) == kind


def test_a_kind_that_was_sent_is_not_due_again():
    today = DAY - timedelta(days=10)
    places = [Place(1, 7, DAY, frozenset({"two-weeks"})), Place(1, 8, DAY)]
    assert due(places, today=today) == [Reminder(1, 8, Kind.TWO_WEEKS)]


def test_the_newer_kind_is_due_when_only_the_older_was_sent():
    today = DAY - timedelta(days=1)
    assert due([Place(1, 7, DAY, frozenset({"two-weeks"}))], today=today) == [Reminder(1, 7, Kind.TWO_DAYS)]


def test_across_the_change_of_the_clocks_the_days_are_those_of_the_calendar():
    assert kind_on(date(2020, 4, 5), today=date(2020, 3, 22)) == Kind.TWO_WEEKS
    assert kind_on(date(2020, 3, 30), today=date(2020, 3, 28)) == Kind.TWO_DAYS


@given(st.sets(st.integers(min_value=-10, max_value=40)))
def test_whatever_days_it_runs_on_nobody_gets_a_kind_twice_or_the_older_after_the_newer(runs):
    sent: list[Kind] = []
    for ahead in sorted(runs, reverse=True):
        place = Place(1, 7, DAY, frozenset(map(str, sent)))
        sent += [one.kind for one in due([place], today=DAY - timedelta(days=ahead))]
    assert sent in ([], [Kind.TWO_WEEKS], [Kind.TWO_DAYS], [Kind.TWO_WEEKS, Kind.TWO_DAYS])
