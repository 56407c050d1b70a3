"""Currency: a table of cases."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educators.currency import ROLES, Plan, Policy, State, Work, assess, months_after, state_of

TODAY = date(2020, 3, 2)
LONG_AGO = [date(2012, 7, 1)]


@pytest.mark.parametrize(
    ("work", "awards", "state", "until"),
    [
        ([], [], State.TRAINEE, None),
        ([Work("Student", date(2019, 1, 7), date(2019, 6, 28))], [], State.TRAINEE, None),
        ([], [date(2019, 7, 1)], State.CURRENT, date(2021, 7, 1)),
        ([], [date(2018, 5, 1)], State.DUE, date(2020, 5, 1)),
        ([], [date(2018, 3, 2)], State.DUE, date(2020, 3, 2)),
        ([], [date(2018, 3, 1)], State.LAPSED, date(2020, 3, 1)),
        ([Work("Student", date(2019, 1, 7), date(2019, 6, 28))], LONG_AGO, State.CURRENT, date(2021, 6, 28)),
        ([Work("Student", date(2019, 9, 9))], LONG_AGO, State.CURRENT, date(2022, 3, 2)),
        ([Work("Student", date(2020, 9, 9))], LONG_AGO, State.LAPSED, date(2014, 7, 1)),
        ([], [date(2020, 7, 1)], State.TRAINEE, None),
    ],
)
def test_a_learner_or_an_award_in_the_last_24_months_keeps_an_educator_current(work, awards, state, until):
    found = assess(work, awards, today=TODAY)
    assert (found.state, found.until) == (state, until)


def test_the_window_is_a_parameter():
    assert assess([], [date(2018, 3, 1)], today=TODAY, policy=Policy(window_months=36)).state is State.CURRENT


def test_it_says_in_words_why():
    work = [Work("ASYE assessor", date(2019, 1, 7), date(2019, 6, 28))]
    assert assess(work, LONG_AGO, today=TODAY).why == (
        "ASYE assessor was last on 28 Jun 2019, which counts until 28 Jun 2021."
    )


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2020, 2, 29), 24, date(2022, 2, 28)),
        (date(2019, 12, 31), 2, date(2020, 2, 29)),
        (date(2020, 1, 31), 24, date(2022, 1, 31)),
    ],
)
def test_months_end_where_the_month_does(day, months, then):
    assert months_after(day, months) == then


def test_a_lapse_is_a_return_while_a_plan_runs_and_current_once_it_is_completed():
    running = Plan(date(2020, 2, 1), date(2020, 6, 1))
    done = Plan(date(2020, 1, 1), date(2020, 6, 1), date(2020, 2, 20))
    assert assess([], LONG_AGO, [running], today=TODAY).state is State.RETURNING
    assert assess([], LONG_AGO, [done], today=TODAY).until == date(2022, 2, 20)


def test_work_that_the_policy_does_not_count_keeps_nobody_current():
    work = [Work("On-site supervisor", date(2019, 9, 9), kind="supervisor")]
    assert assess(work, LONG_AGO, today=TODAY).state is State.LAPSED
    assert assess(work, LONG_AGO, today=TODAY, policy=Policy(counts=frozenset({"supervisor"}))).keeps


def test_cpd_that_is_short_is_said_and_lapses_nobody():
    found = assess(
        [], [date(2019, 7, 1)], cpd=Decimal("2.5"), today=TODAY, policy=Policy(cpd_hours=Decimal(6))
    )
    assert found.state is State.CURRENT
    assert "CPD this year is short by 3.5 hours" in found.why


def test_after_the_longest_absence_only_training_again_brings_it_back():
    assert assess([], LONG_AGO, today=TODAY).keeps.startswith("Training again")
    assert assess([], [date(2017, 1, 1)], today=TODAY).keeps == Policy().consequence


RANK = [State.TRAINEE, State.LAPSED, State.DUE, State.CURRENT]
DAYS = st.dates(date(2010, 1, 1), date(2020, 3, 2))
WORKS = st.lists(
    st.builds(lambda day, kind: Work(kind, day, day, kind), DAYS, st.sampled_from(sorted(ROLES))), max_size=5
)


def rank(*args, **kwargs):
    """Return how current somebody is, as a number."""
    return RANK.index(assess(*args, today=TODAY, **kwargs).state)


@given(WORKS, DAYS, DAYS)
def test_one_more_counting_activity_never_makes_anybody_less_current(works, award, day):
    assert rank([*works, Work("Student", day, day, "student")], [award]) >= rank(works, [award])


@given(WORKS, DAYS, DAYS)
def test_a_later_award_never_makes_anybody_less_current(works, award, later):
    assert rank(works, [award, later]) >= rank(works, [award])


@given(WORKS, DAYS, st.integers(6, 60), st.integers(0, 60))
def test_a_longer_window_never_lapses_more(works, award, window, more):
    short, long = Policy(window_months=window), Policy(window_months=window + more)
    assert rank(works, [award], policy=long) >= rank(works, [award], policy=short)


@given(WORKS, DAYS, st.sets(st.sampled_from(sorted(ROLES)), min_size=1), st.sampled_from(sorted(ROLES)))
def test_counting_more_kinds_never_lapses_more(works, award, kinds, another):
    few, many = Policy(counts=frozenset(kinds)), Policy(counts=frozenset({*kinds, another}))
    assert rank(works, [award], policy=many) >= rank(works, [award], policy=few)


@given(st.none() | DAYS, st.none() | DAYS)
def test_the_columns_of_a_record_say_the_same_as_its_activities(award, last):
    works = [Work("Student", last, last, "student")] if last else []
    assert state_of(award, last, Policy(), TODAY) is assess(works, [award], today=TODAY).state
