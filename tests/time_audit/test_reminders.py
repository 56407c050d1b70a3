"""Who is reminded of which week on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from time_audit.reminders import Asked, Kind, Reminder, due, kind_on

MONDAY = date(2020, 3, 2)


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (0, None),
        (3, None),
        (4, Kind.ENDS),
        (6, Kind.ENDS),
        (7, Kind.LATE),
        (11, Kind.LATE),
        (12, None),
        (60, None),
    ],
)
def test_friday_for_the_week_that_ends_and_monday_for_a_late_one(days, kind):
    assert kind_on(MONDAY, MONDAY + timedelta(days=days)) == kind


def test_only_blank_weeks_are_reminded_of():
    weeks = (MONDAY - timedelta(days=7), MONDAY)
    blank, filled = Asked(1, weeks), Asked(2, weeks, frozenset(weeks))
    assert due([blank, filled], today=date(2020, 3, 6)) == [
        Reminder(1, weeks[0], Kind.LATE),
        Reminder(1, weeks[1], Kind.ENDS),
    ]


def test_the_key_names_the_part_the_week_and_the_kind():
    assert Reminder(7, MONDAY, Kind.LATE).key == "time-audit:7:2020-03-02:late"


@given(st.lists(st.integers(-20, 40), max_size=30))
def test_whatever_runs_twice_or_late_each_key_stands_for_one_person_week_and_kind(days):
    weeks = tuple(MONDAY + timedelta(days=7 * i) for i in range(3))
    found = {
        one for d in days for one in due([Asked(1, weeks), Asked(2, weeks)], today=MONDAY + timedelta(days=d))
    }
    assert len({one.key for one in found}) == len(found) <= 2 * 3 * 2
