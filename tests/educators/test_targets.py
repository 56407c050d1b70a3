"""The sum of a target, its rules, its actions and its pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from educators import supply
from educators.actions import targets as actions
from educators.forms.targets import AddTargetForm
from educators.models import Activity, Educator, IndependentTarget, Target, TargetLine, Training
from educators.models.independents import independents_on
from educators.targets import STAGE_1, STAGE_2, Assumptions, Facts, Need, plan, total
from educators.todo import targets as todo
from educators.views.targets import independents_chart
from kmtp.audit import Refused
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Person, ServiceArea, Team
from placements.actions import expected
from tests import make

SUM = Assumptions(Decimal("1.1"), Decimal(10), Decimal(20), Decimal(80))


def test_the_sum_can_be_followed_by_hand():
    need = Need(Facts("Adults", STAGE_2, 42, 40, 4, 10), SUM)
    assert need.sentence == (
        "42 learners expected ÷ 1.1 each = 39 needed; 40 on the register − 4 lapse − 4 leave "
        "− 8 with other duties = 24; + 10 in training × 80 % = 8 → 32; need 39 − 32 → 7 to recruit."
    )


@pytest.mark.parametrize(
    ("facts", "to_train"),
    [
        ([Facts("A", STAGE_2, 0, 0)], {STAGE_1: 0, STAGE_2: 0}),
        ([Facts("A", STAGE_2, 1, 0)], {STAGE_1: 0, STAGE_2: 1}),
        ([Facts("A", STAGE_2, 0, 10), Facts("A", STAGE_1, 5, 0)], {STAGE_1: 0, STAGE_2: 0}),
        ([Facts("A", STAGE_2, 0, 10), Facts("B", STAGE_1, 5, 0)], {STAGE_1: 5, STAGE_2: 0}),
        ([Facts("A", STAGE_2, 5, 0), Facts("A", STAGE_1, 0, 10)], {STAGE_1: 0, STAGE_2: 5}),
    ],
)
def test_stage_2_covers_stage_1_of_its_own_service_and_never_the_other_way_round(facts, to_train):
    needs = plan(facts, SUM)
    assert {stage: total(needs, stage) for stage in to_train} == to_train


NUMBERS = st.integers(0, 200)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_more_expected_learners_never_lower_the_need(expected, register, lapsing, training):
    first, more = (Facts("A", STAGE_2, expected + n, register, lapsing, training) for n in (0, 1))
    assert Need(more, SUM).to_train >= Need(first, SUM).to_train


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(0, 99))
def test_a_higher_completion_rate_never_raises_the_need(expected, register, training, rate):
    facts = Facts("A", STAGE_2, expected, register, 0, training)
    low, high = (Assumptions(completion=Decimal(rate + n)) for n in (0, 1))
    assert Need(facts, high).to_train <= Need(facts, low).to_train


@pytest.mark.parametrize("wrong", [{"learners_each": Decimal(0)}, {"leavers": Decimal(101)}])
def test_assumptions_without_a_sum_are_refused(wrong):
    with pytest.raises(ValueError, match="percentage|no learners"):
        Assumptions(**wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"learners_each": 0}, {"leavers": 101}, {"completion": 101}])
def test_the_database_refuses_what_the_sum_refuses(kent, wrong):
    Target.objects.create(council=kent, year=AcademicYear(2026))
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(council=kent, year=AcademicYear(2027), **wrong)


@pytest.mark.django_db
def test_a_second_target_for_a_year_meets_a_sentence(kent):
    by = make.coordinator(kent)
    actions.add(target=Target(council=kent, year=AcademicYear(2026)), by=by)
    with pytest.raises(Refused, match="already"):
        actions.add(target=Target(council=kent, year=AcademicYear(2026)), by=by)


@pytest.mark.django_db
def test_expected_learners_keep_their_source_until_the_number_changes(kent):
    target, by = Target.objects.create(council=kent, year=AcademicYear(2026)), make.coordinator(kent)
    place = (make.team(kent).service_area_id, STAGE_2)
    actions.expect(target=target, learners={place: 5}, by=by, source=TargetLine.Source.HISTORY)
    assert actions.expect(target=target, learners={place: 5}, by=by) == 0
    assert TargetLine.objects.get().source == "history"
    assert actions.expect(target=target, learners={place: 6}, by=by) == 1
    assert TargetLine.objects.get().source == "typed"


@pytest.mark.django_db
def test_the_target_for_independents_holds_from_its_day_on():
    IndependentTarget.objects.create(in_force_from=date(2020, 9, 1), percent=10, direction="at least")
    words = [independents_on(day).words for day in (date(2020, 8, 31), date(2020, 9, 1))]
    assert words == ["at most 20 %", "at least 10 %"]


@pytest.mark.django_db
def test_a_coordinator_sets_a_target_and_sees_the_sum(client, kent):
    make.educator(kent)
    client.force_login(make.coordinator(kent), backend="kmtp.partnership.backends.RoleBackend")
    client.post(reverse("educators:target_add"), {"council": kent.pk, "year": "2030/31"})
    target = Target.objects.get()
    name = f"{make.team(kent).service_area_id}-stage-2"
    client.post(reverse("educators:target_learners", args=[target.pk]), {name: "4"})
    page = client.get(target.get_absolute_url()).content.decode()
    assert "4 learners expected ÷ 1 each = 4 needed" in page


@pytest.mark.django_db
def test_another_councils_target_does_not_exist(client, kent, medway):
    target = Target.objects.create(council=medway, year=AcademicYear(2026))
    client.force_login(make.coordinator(kent), backend="kmtp.partnership.backends.RoleBackend")
    assert client.get(target.get_absolute_url()).status_code == 404


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(0, 99))
def test_a_higher_completion_rate_never_raises_the_need_of_a_service_whose_trainees_move(
    expected, register, moving, rate
):
    facts = [
        Facts("A", STAGE_2, expected, 5, in_training=moving),
        Facts("A", STAGE_1, expected, register + moving, moving=moving),
    ]
    low, high = (Assumptions(completion=Decimal(rate + n)) for n in (0, 1))
    asked = [sum(need.to_train for need in plan(facts, one)) for one in (high, low)]
    assert asked[0] <= asked[1]


def test_who_moves_to_stage_2_is_said_and_counted_once():
    facts = [
        Facts("A", STAGE_2, 9, 0, in_training=10),
        Facts("A", STAGE_1, 2, 10, moving=10),
    ]
    stage_2, stage_1 = plan(facts, Assumptions(Decimal(1), Decimal(0), Decimal(0), Decimal(80)))
    assert (stage_2.supply, stage_1.supply) == (8, 2)
    assert (
        "10 on the register − 0 lapse − 0 leave − 0 with other duties − 8 move to Stage 2 = 2"
        in stage_1.sentence
    )


TODAY = date(2026, 11, 24)
NEXT = AcademicYear(2027)


@pytest.mark.django_db
@pytest.mark.parametrize(("awarded_on", "lapsing"), [(date(2025, 9, 1), 0), (date(2025, 8, 31), 1)])
def test_who_is_current_on_the_first_day_of_the_year_is_counted_on(kent, awarded_on, lapsing):
    Educator.objects.filter(pk=make.educator(kent).pk).update(full_award_on=awarded_on)
    target = Target.objects.create(council=kent, year=NEXT)
    assert [need.facts.lapsing for need in supply.needs(target, TODAY)] == [lapsing]


@pytest.mark.django_db
def test_training_that_began_before_the_year_counts_and_stage_1_moves(kent):
    ann, bo = make.educator(kent, stage=1), make.educator(kent, stage=0)
    gone = make.educator(kent, stage=0, left_on=date(2026, 10, 1))
    for educator, stage, year in (
        (ann, "stage-2", 2026),
        (bo, "stage-1", 2026),
        (gone, "stage-1", 2026),
        (make.educator(kent, stage=0), "stage-1", 2027),
    ):
        Training.objects.create(educator=educator, stage=stage, year=AcademicYear(year), state="under-way")
    found = supply.needs(Target.objects.create(council=kent, year=NEXT), TODAY)
    counted = [(need.facts.stage, need.facts.in_training, need.facts.moving) for need in found]
    assert counted == [(STAGE_2, 1, 0), (STAGE_1, 1, 1)]


@pytest.mark.django_db
def test_history_is_what_the_last_three_whole_years_teach(kent):
    ann, bo = make.educator(kent, joined_on=date(2020, 1, 1)), make.educator(kent)
    make.educator(kent, joined_on=date(2020, 1, 1), left_on=date(2025, 1, 1))
    for month in (1, 3, 5):
        Activity.objects.create(
            educator=ann if month > 1 else bo,
            kind="student",
            started_on=date(2026, month, 1),
            ended_on=date(2026, 6, 1),
        )
    Activity.objects.create(educator=bo, kind="asye", started_on=date(2026, 9, 1))
    for year, state in ((2024, "completed"), (2025, "withdrawn"), (2020, "withdrawn")):
        Training.objects.create(
            educator=ann, stage="stage-1", year=AcademicYear(year), state=state, ended_on=date(year + 1, 6, 1)
        )
    past = supply.history(kent, TODAY)
    assert (past.learners_each, past.leavers, past.other_duties, past.completion) == (
        Decimal("1.50"),
        Decimal("11.1"),
        Decimal("50.0"),
        Decimal("50.0"),
    )


@pytest.mark.django_db
def test_nothing_is_known_of_a_council_without_a_past(kent):
    assert supply.history(kent, TODAY) == supply.History()


@pytest.mark.django_db
def test_last_years_placements_fill_in_the_learners(client, kent):
    area = make.team(kent).service_area_id
    for kind, year in (
        ("final", 2025),
        ("final", 2025),
        ("first", 2025),
        ("readiness", 2025),
        ("final", 2026),
    ):
        make.placement(kent, kind=kind, starts_on=date(year, 10, 1), ends_on=date(year, 12, 20))
    target, by = Target.objects.create(council=kent, year=NEXT), make.coordinator(kent)
    actions.expect(target=target, learners={(area, STAGE_2): 7}, by=by)
    assert expected.fill_in(target=target, by=by, today=TODAY) == 2
    lines = list(TargetLine.objects.order_by("stage").values_list("stage", "expected", "source"))
    assert lines == [(STAGE_1, 1, "history"), (STAGE_2, 2, "history")]


@pytest.mark.django_db
def test_a_year_without_placements_fills_in_nothing(kent):
    target = Target.objects.create(council=kent, year=NEXT)
    with pytest.raises(Refused, match="2025/26"):
        expected.fill_in(target=target, by=make.coordinator(kent), today=TODAY)


@pytest.mark.django_db
def test_filling_in_is_offered_on_the_target_and_said_before_it_is_done(client, kent):
    target = Target.objects.create(council=kent, year=NEXT)
    client.force_login(make.coordinator(kent), backend="kmtp.partnership.backends.RoleBackend")
    address = reverse("placements:expected", args=[target.pk])
    assert address in client.get(target.get_absolute_url()).content.decode()
    assert "are replaced" in client.get(address).content.decode()
    assert client.post(address).status_code == 409


@pytest.mark.django_db
def test_the_year_to_come_is_asked_for_in_spring_until_it_is_set(kent, medway):
    user = make.coordinator(kent)
    assert [ask.name for ask in todo.asks(user, TODAY)] == ["targets_short"]
    unset = todo.asks(user, date(2027, 3, 1))[0]
    assert [str(row) for row in unset.rows] == [str(kent)]
    assert unset.line(1).sentence == "Set the target for 2027/28"
    Target.objects.create(council=kent, year=NEXT)
    assert not unset.rows.all().exists()


@pytest.mark.django_db
def test_a_target_with_more_places_than_trainees_is_said(kent, medway):
    this = AcademicYear.of(TODAY)
    target = Target.objects.create(council=kent, year=this, stage_1_places=1)
    short = todo.asks(make.coordinator(kent), TODAY)[-1].rows
    assert list(short) == [target]
    Training.objects.create(
        educator=make.educator(kent, stage=0), stage="stage-1", year=this, state="under-way"
    )
    assert not list(short.all())
    assert todo.asks(make.person(), TODAY) == []


@pytest.mark.django_db
def test_the_share_of_independents_is_drawn_beside_the_target_of_its_time(kent, medway):
    make.educator(kent, joined_on=date(2020, 1, 1), is_independent=True)
    make.educator(kent, joined_on=date(2025, 9, 1))
    make.educator(medway, is_independent=True)
    IndependentTarget.objects.create(in_force_from=date(2026, 9, 1), percent=40)
    user, versions = make.coordinator(kent), list(IndependentTarget.objects.all())
    last = supply.independents(user, TODAY, versions)[-3:]
    assert [(str(one.year), one.percent, one.target.percent) for one in last] == [
        ("2024/25", Decimal(100), 20),
        ("2025/26", Decimal(50), 20),
        ("2026/27", Decimal(50), 40),
    ]
    assert "50.0 % in 2026/27; the target is at most 40 %, which is not met" in independents_chart(last).title
    assert independents_chart([]) is None


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["targets", "target"])
def test_the_pages_take_few_queries_however_much_there_is(client, kent, page, django_assert_max_num_queries):
    client.force_login(make.coordinator(kent), backend="kmtp.partnership.backends.RoleBackend")
    for n in range(3):
        area = make.team(kent, name=f"Team {n}", service_area=area_of(kent, f"Area {n}"))
        make.educator(kent, team=area)
        target = Target.objects.create(council=kent, year=AcademicYear(2027 + n))
        TargetLine.objects.create(target=target, service_area=area.service_area, stage=STAGE_2, expected=3)
        with django_assert_max_num_queries(14):
            assert (
                client.get(
                    reverse(f"educators:{page}", args=[target.pk] if page == "target" else [])
                ).status_code
                == 200
            )


def area_of(council, name):
    return ServiceArea.objects.create(organisation=council, name=name)


@pytest.mark.django_db
def test_another_role_elsewhere_opens_neither_targets_nor_teams_there(kent, medway):
    """R2: a coordinator of one council who is a practice educator of another acts for the first alone."""
    both = make.coordinator(kent)
    Membership.objects.create(person=both, role=Role.EDUCATOR, organisation=medway)
    both = Person.objects.get(pk=both.pk)
    ours, _ = make.team(kent), make.team(medway)
    assert list(AddTargetForm(user=both).fields["council"].queryset) == [kent]
    assert list(Team.objects.visible_to(both)) == [ours]
