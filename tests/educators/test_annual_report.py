"""The chapter on practice educators is counted from rows."""

from datetime import date
from decimal import Decimal

import pytest

from educators.actions import standing
from educators.annual_report import currency, headcount, section
from educators.annual_report.headcount import Group, Headcount
from educators.currency import Policy
from educators.models import Activity, CurrencyPolicy, Educator, IndependentTarget, ReturnPlan, Training
from educators.models import Target as CouncilTarget
from educators.target import Direction, Target
from kmtp.partnership.academic_year import AcademicYear
from tests import make
from tests.educators import make_recruitment

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2019)
TODAY = date(2021, 1, 1)


def value(found, key):
    figure = found.figure(key)
    return figure.value, figure.last_year


def titled(found, start):
    return next(table for table in found.tables if table.caption.startswith(start))


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
    table = titled(section(year=YEAR, organisation=kent, today=TODAY), "What practice educators did")
    assert table.rows[0].cells == ("Practice educator of a student", 2, 1, 2, 1)


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
    with django_assert_max_num_queries(11):
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


def test_the_stages_are_shown_for_every_locality_and_service(kent, register):
    found = section(year=YEAR, organisation=kent, today=TODAY)
    assert [row.cells for row in titled(found, "Practice educators by locality").rows] == [
        ("Chatham", 0, 3, 3, 2),
        ("No team recorded", 1, 0, 1, 0),
        ("All", 1, 3, 4, 2),
    ]
    assert titled(found, "Practice educators by service area").rows[0].cells == (
        "Children in Care",
        0,
        3,
        3,
        2,
    )


def test_a_table_of_places_has_at_most_forty_rows_and_its_all_counts_everybody():
    places = [Group("Kent", "stage-1", False, f"Place {n:02}", "A", 100 - n) for n in range(60)]
    count = Headcount(tuple(places))
    rows = headcount.places_table(count, count, "locality").rows
    assert len(rows) == 40
    assert rows[-2].cells[0] == "22 others"
    assert sum(row.cells[3] for row in rows[:-1]) == rows[-1].cells[3] == count.people


@pytest.fixture
def practising(kent):
    """One under way on the day, one just within the window, one just outside, one outside with a plan, one awarded."""
    days = {"Ann": (date(2019, 9, 2), None), "Bo": (date(2018, 1, 1), date(2018, 8, 31))}
    days |= {name: (date(2018, 1, 1), date(2018, 8, 30)) for name in ("Cy", "Di")}
    for name, (started, ended) in days.items():
        made = make.educator(kent, first_name=name)
        made.awards.update(awarded_on=date(2017, 1, 1))
        Activity.objects.create(educator=made, kind="student", started_on=started, ended_on=ended)
    Activity.objects.create(educator=made, kind="student", started_on=date(2020, 9, 1))
    plan = {"agreed_on": date(2020, 7, 1), "starts_on": date(2020, 8, 1), "review_on": date(2020, 9, 1)}
    ReturnPlan.objects.create(
        educator=made,
        ends_on=date(2020, 12, 1),
        state="completed",
        ended_on=date(2020, 10, 1),
        steps="Read.",
        **plan,
    )
    make.educator(kent, first_name="Ed")
    standing.refresh(today=TODAY)


def test_currency_is_as_of_the_years_end_whatever_came_later(kent, practising):
    found = section(year=YEAR, organisation=kent, today=TODAY)
    assert [row.cells[:2] for row in titled(found, "Currency on 31 Aug 2020").rows] == [
        ("Current", 2),
        ("Due to lapse", 1),
        ("Returning under a plan", 1),
        ("Lapsed", 1),
        ("All", 5),
    ]
    assert value(found, "current")[0] == 3
    assert value(found, "current_share")[0] == Decimal(60)


def test_currency_follows_the_policy_of_its_day(kent, practising):
    CurrencyPolicy.objects.create(in_force_from=date(2020, 1, 1), window_months=36)
    CurrencyPolicy.objects.create(in_force_from=date(2020, 9, 1), window_months=12)
    found = section(year=YEAR, organisation=kent, today=TODAY)
    assert value(found, "current")[0] == 5
    assert "within 36 months" in found.figure("current").definition.text


def test_the_report_counts_currency_as_the_register_does(kent, practising):
    today, policy = date(2020, 9, 15), Policy()
    standing.refresh(today=today)
    rows = Educator.objects.on_the_register_on(today).qualified_on(today).with_currency(today, policy)
    here = [row.currency for row in rows]
    ReturnPlan.objects.update(state="open", ended_on=None)
    assert currency.states(today, policy, kent).people == {key: here.count(key) for key in set(here)}


def intake_that_starts(council, day):
    opens, closes = day.replace(month=5), day.replace(month=6)
    return make_recruitment.intake(council, opens_on=opens, closes_on=closes, starts_on=day)


def test_the_way_from_application_to_award_is_the_years_own(kent, medway):
    intake = intake_that_starts(kent, date(2019, 10, 1))
    for state in ("submitted", "accepted", "awarded"):
        make_recruitment.application(intake, state=state)
    make_recruitment.application(intake_that_starts(kent, date(2020, 10, 1)), state="awarded")
    found = section(year=YEAR, organisation=kent, today=TODAY)
    table = titled(found, "From application to award")
    assert [row.cells[:2] for row in (table.rows[0], *table.rows[-2:])] == [
        ("Applied", 3),
        ("Accepted", 2),
        ("Awarded", 1),
    ]
    other = section(year=YEAR, organisation=medway, today=TODAY)
    assert not [one for one in other.tables if one.caption.startswith("From application")]


def test_the_target_stands_beside_what_came_of_it(kent, medway):
    CouncilTarget.objects.create(council=kent, year=YEAR, stage_1_places=4)
    CouncilTarget.objects.create(council=medway, year=YEAR, stage_1_places=9)
    Training.objects.create(
        educator=make.educator(kent, stage=0), stage="stage-1", year=YEAR, state="under-way"
    )
    found = section(year=YEAR, organisation=kent, today=TODAY)
    assert [row.cells for row in titled(found, "Target and training").rows] == [
        ("PEPS Stage 1", 4, 1, "25.0 %", 0),
        ("PEPS Stage 2", "not set", 0, "–", 0),
    ]
    assert found.figure("training_stage_1").note == "The target set 4 places."
    assert titled(section(year=YEAR, organisation=None, today=TODAY), "Target and").rows[0].cells[1] == 13


def test_the_independents_are_held_against_the_target_of_the_day(kent, register):
    IndependentTarget.objects.create(in_force_from=date(2020, 8, 31), percent=30)
    IndependentTarget.objects.create(in_force_from=date(2020, 9, 1), percent=10)
    found = section(year=YEAR, organisation=kent, today=TODAY)
    assert found.figure("independent_share").note == "The target is at most 30 %, which is met."
    assert (
        found.notes[-1] == "The target for independents on 31 Aug 2020: at most 30 % of practice educators."
    )
