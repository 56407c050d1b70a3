"""What a record keeps of its awards and activities is what they amount to, and the register's SQL is the rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educators import currency
from educators.actions import standing
from educators.models import Activity, Award, Educator
from educators.models.educator import first_that_reaches
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2020, 2, 29)
COLUMNS = ("stage_1_on", "full_award_on", "practised_until")
AWARDS = [
    ("stage-1", date(2014, 5, 1)),
    ("stage-2", date(2016, 5, 1)),
    ("practice-teaching", date(2012, 5, 1)),
]
WORK = [
    ("student", date(2018, 1, 1), date(2018, 6, 30)),
    ("asye", date(2019, 1, 1), None),
    ("supervisor", date(2019, 6, 1), date(2020, 1, 1)),
    ("mentor", date(2021, 1, 1), None),
]


def subsets(rows: list) -> list[list]:
    return [[row for i, row in enumerate(rows) if pattern >> i & 1] for pattern in range(1 << len(rows))]


def kept(awards: list, work: list) -> tuple:
    """What the columns should hold, by their definition."""
    first = [day for kind, day in awards if kind == "stage-1"]
    full = [day for kind, day in awards if kind != "stage-1"]
    counts = currency.Policy().counts
    ends = [end or date.max for kind, start, end in work if kind in counts and start <= TODAY]
    return min(first, default=None), min(full, default=None), max(ends, default=None)


def test_the_columns_are_the_first_awards_and_the_last_counting_activity_and_twice_changes_nothing(kent):
    expected = {}
    for awards in subsets(AWARDS):
        for work in subsets(WORK):
            educator = make.educator(kent, stage=0, last_name=f"Able {len(expected)}")
            Award.objects.bulk_create(Award(educator=educator, kind=k, awarded_on=d) for k, d in awards)
            Activity.objects.bulk_create(
                Activity(educator=educator, kind=k, started_on=s, ended_on=e) for k, s, e in work
            )
            expected[educator.pk] = kept(awards, work)
    standing.refresh(today=TODAY)
    assert {pk: tuple(row) for pk, *row in Educator.objects.values_list("pk", *COLUMNS)} == expected
    assert standing.refresh(today=TODAY) == 0


@pytest.mark.parametrize("today", [TODAY, date(2020, 3, 1), date(2019, 8, 31), date(2021, 2, 28)])
@pytest.mark.parametrize("policy", [currency.Policy(), currency.Policy(window_months=6, warn_months=1)])
def test_the_query_says_of_each_record_what_the_rule_says(kent, today, policy):
    window = policy.window_months
    edges = [currency.months_after(today, -window), currency.months_after(today, policy.warn_months - window)]
    days = [None, *(edge + timedelta(days=n) for edge in edges for n in range(-4, 5))]
    pairs = [(award, practised) for award in days for practised in [None, *days[1::3], today, date.max]]
    Educator.objects.bulk_create(
        Educator(council=kent, joined_on=TODAY, full_award_on=award, practised_until=practised)
        for award, practised in pairs
    )
    rows = Educator.objects.with_currency(today, policy)
    said = {row.pk: row.currency for row in rows}
    assert said == {
        row.pk: currency.state_of(row.full_award_on, row.practised_until, policy, today).key for row in rows
    }
    assert {"current", "due", "lapsed", "trainee"} <= set(said.values())


@given(day=st.dates(date(2000, 1, 1), date(2060, 12, 31)), months=st.integers(1, 120))
def test_the_first_day_from_which_a_window_reaches_a_day_is_the_first(day, months):
    first = first_that_reaches(day, months)
    assert currency.months_after(first, months) >= day
    assert currency.months_after(first - timedelta(days=1), months) < day
