"""Currency: a table of cases."""

from datetime import date

import pytest

from educators.currency import State, Work, assess, months_after

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
    assert assess([], [date(2018, 3, 1)], today=TODAY, window=36).state is State.CURRENT


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
