"""Progress, the forecast of the end, and which days can be logged: cases and properties."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placements import bank_holidays
from placements.days import Gap, Progress, counts, last_day, number, why_not

MONDAY = date(2020, 1, 6)
EASTER = frozenset({date(2020, 4, 10), date(2020, 4, 13)})


@pytest.mark.parametrize(
    ("left", "per_week", "holidays", "gaps", "expected"),
    [
        (5, 5, (), (), date(2020, 1, 10)),
        (6, 5, (), (), date(2020, 1, 13)),
        (0.5, 5, (), (), MONDAY),
        (4, 4, (), (), date(2020, 1, 10)),
        (100, 4, (), (), date(2020, 6, 26)),
        (100, 5, (), (), date(2020, 5, 22)),
        (70, 5, (), (), date(2020, 4, 10)),
        (70, 5, EASTER, (), date(2020, 4, 14)),
        (70, 3.5, (), (), date(2020, 5, 22)),
        (10, 5, (), (Gap(date(2020, 1, 8), date(2020, 1, 14)),), date(2020, 1, 24)),
        (10, 5, (), (Gap(date(2020, 2, 3)),), date(2020, 1, 17)),
        (10, 5, (), (Gap(date(2020, 1, 8)),), None),
        (0, 5, (), (), None),
        (10, 0, (), (), None),
        (158, 1, (), (), None),  # more than three years ahead
    ],
)
def test_the_last_day_by_days_a_week_bank_holidays_and_pauses(left, per_week, holidays, gaps, expected):
    assert last_day(left, per_week, starts_on=MONDAY, holidays=holidays, gaps=gaps) == expected


#: A busy machine must not fail a property by being slow.
BRISK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))
#: Up to a hundred days: more at a day a week would take longer than anything is forecast.
HALVES = st.integers(1, 200).map(lambda half: Decimal(half) / 2)
PER_WEEK = st.sampled_from([Decimal(half) / 2 for half in range(2, 11)])
HOLIDAYS = st.frozensets(st.dates(date(2019, 1, 1), date(2027, 12, 31)), max_size=20)
GAPS = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda pair: Gap(pair[0], pair[0] + timedelta(days=pair[1]))),
    max_size=3,
)


@BRISK
@given(HALVES, PER_WEEK, DAYS, HOLIDAYS, GAPS)
def test_a_forecast_is_a_day_that_counts_and_none_before_it_is_enough(left, per_week, start, holidays, gaps):
    found = last_day(left, per_week, starts_on=start, holidays=holidays, gaps=gaps)
    span = [start + timedelta(days=ahead) for ahead in range((found - start).days + 1)]
    brought = [day for day in span if counts(day, holidays, gaps)]
    assert counts(found, holidays, gaps)
    assert (len(brought) - 1) * per_week / 5 < left <= len(brought) * per_week / 5


@BRISK
@given(HALVES, PER_WEEK, DAYS, HOLIDAYS, GAPS, DAYS)
def test_a_bank_holiday_or_a_pause_never_brings_the_end_forward(left, per_week, start, holidays, gaps, more):
    plain = last_day(left, per_week, starts_on=start, holidays=())
    facts = {"starts_on": start, "gaps": gaps}
    assert plain <= last_day(left, per_week, holidays=holidays, **facts)
    assert last_day(left, per_week, holidays=holidays, **facts) <= last_day(
        left, per_week, holidays=holidays | {more}, **facts
    )


@BRISK
@given(st.integers(1, 200), HALVES, HALVES, HALVES)
def test_progress_stays_within_its_bounds(planned, placement, skills, before):
    found = Progress(planned, placement, skills, before)
    assert 0 <= found.share <= 100
    assert (found.share == 100) == (found.left == 0)
    assert 0 <= found.skills_counted <= min(skills, 30)
    assert found.skills_counted + min(before, 30) <= 30


def test_progress_in_words():
    found = Progress(70, Decimal("42.5"), Decimal(12), Decimal(0))
    assert (found.words, found.share, found.left) == ("42.5 of 70 days confirmed", 60, Decimal("27.5"))
    assert found.skills_words == "12 skills days confirmed (at most 30 in both placements)"
    capped = Progress(100, Decimal(100), Decimal(20), Decimal(15))
    assert (
        capped.skills_words == "20 skills days confirmed, of which 15 count (at most 30 in both placements)"
    )
    assert Progress(70, Decimal(0)).skills_words == ""


@pytest.mark.parametrize(
    ("days", "words"), [("42", "42"), ("42.0", "42"), ("42.5", "42.5"), ("0", "0"), ("100", "100")]
)
def test_a_number_of_days_has_no_nought_after_the_point(days, words):
    assert number(Decimal(days)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 3, 2), ""),
        (date(2020, 1, 6), ""),
        (date(2020, 2, 29), ""),
        (date(2020, 3, 3), "has not come yet"),
        (date(2020, 1, 5), "outside the placement"),
        (date(2020, 2, 5), "paused on this day"),
    ],
)
def test_which_days_can_be_logged(day, words):
    gaps = (Gap(date(2020, 2, 3), date(2020, 2, 7)),)
    why = why_not(day, date(2020, 3, 2), starts_on=MONDAY, ends_on=date(2020, 6, 26), gaps=gaps)
    assert (words in why) if words else why == ""


def test_a_day_after_the_last_cannot_be_logged():
    why = why_not(date(2020, 6, 29), date(2020, 7, 1), starts_on=MONDAY, ends_on=date(2020, 6, 26))
    assert "outside" in why


def test_the_bank_holidays_are_those_of_england():
    found = bank_holidays.of_year(2020)
    assert {date(2020, 4, 10), date(2020, 5, 8), date(2020, 8, 31), date(2020, 12, 28)} <= found
    assert date(2020, 1, 2) not in found  # Scotland's
    assert date(2020, 7, 13) not in found  # Northern Ireland's
    assert bank_holidays.from_day(MONDAY) >= found | bank_holidays.of_year(2023)
