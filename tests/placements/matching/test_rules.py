"""Each hard rule, with what it allows and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from placements import kinds
from placements.eligibility import Period
from placements.matching.market import Market
from placements.matching.problem import Bar, Lift
from placements.matching.travel import Point
from placements.matching.weights import Weights
from tests.placements.matching.world import (
    SPRING,
    educator,
    offer,
    problem,
    student,
    supervisor,
    team,
)

KM = 1000
ALLOWED = [
    {},
    {"offers": [offer(period=SPRING)]},
    {"students": [student(drives=False)], "teams": [team(at=Point(23 * KM, 0))]},
    {"students": [student(home=None)]},
    {"teams": [team(at=None)]},
    {"teams": [team(at=Point(50 * KM, 0))]},
    {"students": [student(needs_step_free_access=True)]},
    {"students": [student(kind=kinds.FINAL, first_setting="adults", days_per_week=4)]},
    {"students": [student(own_team=2, conflicts=frozenset({7}))]},
    {"students": [student(council=5)], "offers": [offer(council=5)]},
    {"students": [student(kind=kinds.FINAL, days_per_week=4)], "offers": [offer(days_per_week=4)]},
    {"students": [student(busy=(Period(date(2019, 9, 2), date(2020, 1, 5)),))]},
    {
        "educators": [educator(works_off_site=True)],
        "offers": [offer(supervisor=9)],
        "supervisors": [supervisor()],
    },
    {"bars": (Bar(1, 2), Bar(2, 1))},
    {
        "students": [student(kind=kinds.READINESS)],
        "offers": [offer(educator=None, kinds=frozenset({"readiness"}))],
    },
]
REFUSED = [
    ({"offers": [offer(kinds=frozenset({"final"}))]}, "kind"),
    ({"offers": [offer(period=Period(date(2020, 1, 7), SPRING.ends_on))]}, "H11"),
    ({"offers": [offer(period=Period(SPRING.starts_on, date(2020, 6, 25)))]}, "H11"),
    ({"teams": [team(valid_to=date(2020, 6, 25))]}, "H11"),
    ({"teams": [team(audited_until=date(2020, 1, 5))]}, "H11"),
    ({"teams": [team(most_students=1, taken=(SPRING,))]}, "H11"),
    ({"students": [student(drives=False)], "teams": [team(at=Point(24 * KM, 0))]}, "far"),
    ({"teams": [team(at=Point(51 * KM, 0))]}, "far"),
    ({"students": [student(kind=kinds.FINAL, days_per_week=4)], "offers": [offer(days_per_week=3)]}, "H12"),
    ({"students": [student(busy=(SPRING,))]}, "H12"),
    ({"students": [student(drives=False)], "offers": [offer(needs_driver=True)]}, "road"),
    (
        {"students": [student(needs_step_free_access=True)], "offers": [offer(has_step_free_access=False)]},
        "step",
    ),
    ({"students": [student(kind=kinds.FINAL, first_setting="children")]}, "H9"),
    (
        {
            "students": [student(kind=kinds.FINAL, first_was_statutory=False)],
            "teams": [team(is_statutory=False)],
        },
        "H9",
    ),
    ({"students": [student(own_team=1)]}, "H10"),
    ({"students": [student(conflicts=frozenset({1}))]}, "H7"),
    (
        {
            "students": [student(conflicts=frozenset({9}))],
            "offers": [offer(supervisor=9)],
            "supervisors": [supervisor()],
        },
        "H7",
    ),
    ({"offers": [offer(educator=None)]}, "PE"),
    ({"educators": [educator(registered_until=date(2020, 3, 1))]}, "H1"),
    ({"educators": [educator(left_on=date(2020, 3, 1))]}, "H4"),
    ({"educators": [educator(current_until=date(2020, 1, 5), lapse_blocks=True)]}, "H4"),
    ({"students": [student(kind=kinds.FINAL)], "educators": [educator(stage="stage-1")]}, "H2"),
    ({"educators": [educator(stage="trainee")]}, "H3"),
    ({"educators": [educator(taken=(SPRING,))]}, "H5"),
    ({"educators": [educator(works_off_site=True)]}, "H6"),
    (
        {
            "students": [student(kind=kinds.FINAL)],
            "educators": [educator(works_off_site=True)],
            "teams": [team(supervisors=(9,))],
            "supervisors": [supervisor(registered_until=None)],
        },
        "H6",
    ),
    ({"offers": [offer(places=2, used=2)]}, "full"),
    ({"bars": (Bar(1, 1),)}, "bar"),
]


def market(**parts):
    return Market(problem(**parts), Weights())


def test_an_offer_of_another_council_is_none():
    asked = market(students=[student(council=5)], offers=[offer(council=6)])
    assert asked.feasible(asked.problem.students[0]) == asked.hers(asked.problem.students[0]) == []


@pytest.mark.parametrize("parts", ALLOWED)
def test_what_is_allowed_is_feasible(parts):
    found = market(**parts)
    [who] = found.problem.students
    assert [found.refusals(who, place) for place in found.feasible(who)] == [[]]


@pytest.mark.parametrize(("parts", "rule"), REFUSED)
def test_what_a_rule_refuses_is_not_feasible_and_names_the_rule(parts, rule):
    found = market(**parts)
    [who] = found.problem.students
    assert found.feasible(who) == []
    assert [one.rule for one in found.refusals(who, 0)] == [rule]


@pytest.mark.parametrize(("parts", "rule"), REFUSED)
def test_setting_the_rule_aside_opens_the_offer(parts, rule):
    found = market(**parts, lifts=(Lift(1, rule, 1),))
    assert found.feasible(found.problem.students[0]) == [0]
    elsewhere = market(**parts, lifts=(Lift(1, rule, 2), Lift(2, rule)))
    assert elsewhere.feasible(elsewhere.problem.students[0]) == []


def test_an_off_site_educator_comes_with_each_supervisor_of_the_team():
    found = market(
        educators=[educator(works_off_site=True)],
        teams=[team(supervisors=(8, 9))],
        supervisors=[supervisor(8), supervisor(9)],
    )
    assert [option.key for option in found.options] == [(1, 1, 8), (1, 1, 9)]


def test_a_team_without_an_educator_takes_the_off_site_ones_of_its_council():
    found = market(
        educators=[
            educator(1, council=5, works_off_site=True),
            educator(2, council=6, works_off_site=True),
            educator(3, council=5),
        ],
        offers=[offer(educator=None, council=5)],
        teams=[team(supervisors=(9,))],
        supervisors=[supervisor()],
    )
    assert [option.key for option in found.options] == [(1, None, None), (1, 1, 9)]


def test_another_policy_counts_from_its_first_day():
    lapses = replace(educator().facts, current_until=date(2020, 1, 1), lapse_blocks=True)
    later = [educator(later=((date(2020, 1, 7), lapses),))]
    assert market(educators=later).feasible(student()) == [0]
    same = [educator(later=((date(2020, 1, 6), lapses),))]
    assert market(educators=same).feasible(student()) == []
