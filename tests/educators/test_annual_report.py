"""The chapter on practice educators is counted from rows."""

from datetime import date
from decimal import Decimal

import pytest

from educators.annual_report import section
from educators.models import Activity, Training
from educators.target import Direction, Target
from kmtp.partnership.academic_year import AcademicYear
from tests import make

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2019)
TODAY = date(2021, 1, 1)


def value(found, key):
    figure = found.figure(key)
    return figure.value, figure.last_year


@pytest.fixture
def register(kent, medway):
    """Kent: three at Stage 2 (one independent, one on a break), one at Stage 1, a trainee, one who left."""
    make.educator(kent, first_name="Early", joined_on=date(2017, 1, 1))
    make.educator(kent, is_independent=True, joined_on=date(2019, 9, 1))
    make.educator(kent, on_break_from=date(2020, 1, 1), joined_on=date(2019, 9, 1))
    make.educator(kent, stage=1, joined_on=date(2019, 9, 1), team=None)
    make.educator(kent, stage=0)
    make.educator(kent, left_on=date(2020, 8, 31))
    make.educator(medway, stage=1)


def test_the_register_is_counted_at_the_years_end(kent, register):
    found = section(year=YEAR, organisation=kent, today=TODAY)
    keys = ("educators", "stage_2", "stage_1", "independents", "stage_2_share")
    assert [value(found, key) for key in keys] == [
        (4, 2),
        (3, 2),
        (1, 0),
        (1, 0),
        (Decimal(75), Decimal(100)),
    ]
    assert found.finding == (
        "4 practice educators are on the register; 75.0 % of them are qualified to PEPS Stage 2."
    )


def test_a_year_that_is_not_over_is_counted_today(kent, register):
    assert value(section(year=YEAR, organisation=kent, today=date(2020, 3, 2)), "educators")[0] == 5


def test_the_partnership_is_the_sum_of_its_councils(kent, medway, register):
    found = section(year=YEAR, organisation=None, today=TODAY)
    assert value(found, "educators") == (5, 3)
    assert [row.cells for row in found.tables[0].rows] == [
        ("Kent", 4, 3, "75.0 %", 1),
        ("Medway", 1, 0, "0.0 %", 0),
        ("Partnership", 5, 3, "60.0 %", 1),
    ]


def test_people_supported_through_training_are_counted_by_stage_and_year(kent, medway):
    ann, bo, cy = (make.educator(kent, stage=0) for _ in range(3))
    for educator, stage, year, state in (
        (ann, "stage-1", 2018, "completed"),
        (ann, "stage-2", 2019, "under-way"),
        (bo, "stage-1", 2019, "completed"),
        (cy, "stage-1", 2019, "withdrawn"),
        (make.educator(medway), "stage-1", 2019, "under-way"),
    ):
        ended = None if state == "under-way" else date(2020, 6, 1)
        Training.objects.create(
            educator=educator, stage=stage, year=AcademicYear(year), state=state, ended_on=ended
        )
    found = section(year=YEAR, organisation=kent, today=TODAY)
    assert [value(found, key) for key in ("training", "training_stage_1", "training_stage_2")] == [
        (2, 1),
        (1, 1),
        (1, 0),
    ]


def test_activities_are_counted_in_every_year_in_which_they_have_a_day(kent):
    ann = make.educator(kent)
    for started, ended in (
        (date(2019, 1, 1), date(2019, 9, 1)),
        (date(2019, 9, 2), None),
        (date(2018, 9, 1), date(2019, 8, 31)),
    ):
        Activity.objects.create(educator=ann, kind="student", started_on=started, ended_on=ended)
    table = section(year=YEAR, organisation=kent, today=TODAY).tables[-1]
    assert table.rows[0].cells == ("Practice educator of a student", 2, 1, 2)


def test_the_charts_say_where_the_educators_are(kent, register):
    stages, localities, areas = section(year=YEAR, organisation=kent, today=TODAY).charts
    assert [(bar.label, bar.values) for bar in stages.bars] == [("2018/19", (0, 2)), ("2019/20", (1, 3))]
    assert [(bar.label, bar.value) for bar in localities.bars] == [("Chatham", 3), ("No team recorded", 1)]
    assert [(bar.label, bar.value, bar.last_year) for bar in areas.bars] == [
        ("Children in Care", 3, 2),
        ("No team recorded", 1, 0),
    ]


def test_a_year_without_anybody_says_so(kent):
    found = section(year=AcademicYear(2005), organisation=kent, today=TODAY)
    assert found.finding == "No practice educator with an award was on the register on 31 Aug 2006."
    assert (found.charts, found.figure("stage_2_share").display) == ((), "not known")


def test_the_chapter_takes_few_queries(kent, register, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        section(year=YEAR, organisation=None, today=TODAY)


@pytest.mark.parametrize(
    ("direction", "share", "words"),
    [
        (Direction.AT_MOST, Decimal(5), "The target is at most 20 %, which is met."),
        (Direction.AT_MOST, Decimal(21), "The target is at most 20 %, which is not met."),
        (Direction.AT_LEAST, Decimal(5), "The target is at least 20 %, which is not met."),
        (Direction.AT_MOST, None, "The target is at most 20 %; there is nobody to count."),
    ],
)
def test_the_target_has_a_direction(direction, share, words):
    assert Target(20, direction).verdict(share) == words
