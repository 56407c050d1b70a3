"""Which weeks are asked for, and until when they can be changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from time_audit.hours import Phase
from time_audit.weeks import Span, monday_of

MONDAY = date(2020, 3, 2)


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (MONDAY, MONDAY, 1),
        (date(2020, 3, 6), date(2020, 3, 9), 2),
        (date(2020, 3, 7), date(2020, 3, 9), 1),  # from a Saturday: that week has no working day
        (date(2020, 3, 7), date(2020, 3, 8), 0),
        (MONDAY, date(2020, 3, 1), 0),
        (date(2020, 1, 6), date(2020, 6, 26), 25),  # 100 days at four a week
    ],
)
def test_a_week_is_asked_for_when_a_working_day_of_it_is(first, last, weeks):
    assert len(Span(first, last).weeks()) == weeks


def test_a_week_is_over_on_the_monday_after_it():
    span = Span(MONDAY, date(2020, 3, 27))
    assert span.elapsed(date(2020, 3, 8)) == ()
    assert span.elapsed(date(2020, 3, 9)) == (MONDAY,)


def test_a_week_locks_four_weeks_after_its_end():
    span = Span(MONDAY, date(2020, 6, 26), 4)
    assert span.locks_on(MONDAY) == date(2020, 4, 5)
    assert [
        span.is_open(MONDAY, day) for day in (date(2020, 3, 1), MONDAY, date(2020, 4, 5), date(2020, 4, 6))
    ] == [
        False,
        True,
        True,
        False,
    ]


def test_a_week_opened_again_is_open_until_its_day():
    span, until = Span(MONDAY, date(2020, 6, 26), 4), date(2020, 5, 1)
    assert span.is_open(MONDAY, until, until)
    assert not span.is_open(MONDAY, until + timedelta(days=1), until)
    assert not span.is_open(MONDAY - timedelta(days=7), until, until)


def test_a_placement_has_three_thirds():
    span = Span(date(2020, 1, 6), date(2020, 6, 26))
    phases = [span.phase(week) for week in span.weeks()]
    assert [phases.count(phase) for phase in Phase] == [9, 8, 8]
    assert phases == sorted(phases, key=list(Phase).index)
    assert span.phase(date(2019, 12, 30)) is None


@given(
    st.dates(date(2018, 1, 1), date(2030, 1, 1)),
    st.integers(0, 400),
    st.integers(1, 52),
    st.integers(-30, 500),
)
def test_weeks_are_mondays_in_a_row_and_only_begun_ones_are_open(first, length, locks, offset):
    span, today = Span(first, first + timedelta(days=length), locks), first + timedelta(days=offset)
    weeks = span.weeks()
    assert all(week == monday_of(week) for week in weeks)
    assert all(later - week == timedelta(days=7) for week, later in zip(weeks, weeks[1:], strict=False))
    assert set(span.open_weeks(today)) == {week for week in weeks if span.is_open(week, today)}
    assert all(week <= today for week in span.open_weeks(today))
    assert all(span.phase(week) for week in weeks)
