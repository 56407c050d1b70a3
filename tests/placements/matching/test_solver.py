"""The solver against trying every choice, and what must be true of any proposal."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements import kinds, solver
from placements.eligibility import Share
from placements.matching import choosing, programme, proposing, repair, rules, why_not
from placements.matching.choosing import Room
from placements.matching.market import Market
from placements.matching.problem import Bar, Lift, Pin
from placements.matching.programme import Contradiction
from placements.matching.proposal import Placement, Unplaced
from placements.matching.repair import Held
from placements.matching.travel import Point
from placements.matching.weights import Weights
from tests.placements.matching.world import (
    AUTUMN,
    SPRING,
    YEAR,
    by_trying,
    educator,
    offer,
    problem,
    student,
    supervisor,
    team,
)

KM = 1000
WEIGHTS = Weights(fair_rate=60)


def any_problem(seed, students=5):
    """Return a small problem in which educators are shared and everything is scarce."""
    chance = random.Random(seed)
    return problem(
        students=[
            student(
                key,
                chance.choice((kinds.FIRST, kinds.FINAL)),
                chance.choice((SPRING, AUTUMN)),
                home=Point(chance.randrange(40) * KM, 0),
                drives=chance.random() < 0.7,
                days_per_week=5,
                wishes=chance.choice(("", "children", "adults")),
                university=chance.choice(("Kent", "Greenwich")),
                asked_on=date(2019, 11, chance.randrange(1, 29)),
            )
            for key in range(1, students + 1)
        ],
        offers=[
            offer(
                key,
                chance.choice((1, 2)),
                chance.choice((1, 2, 3, None)),
                kinds=frozenset(chance.choice((("first",), ("first", "final")))),
                needs_driver=chance.random() < 0.2,
            )
            for key in range(1, 5)
        ],
        teams=[team(1, most_students=2, supervisors=(9,)), team(2, at=Point(30 * KM, 0), setting="adults")],
        educators=[
            educator(1, stage=chance.choice(("stage-1", "stage-2"))),
            educator(2, capacity=2, shares=(Share(YEAR, chance.choice((0.5, 0.0))),)),
            educator(3, works_off_site=True),
        ],
        supervisors=[supervisor(9, capacity=1)],
    )


seeds = st.integers(0, 10_000)


@settings(deadline=None, max_examples=60)
@given(seeds)
def test_the_value_is_that_of_trying_every_choice(seed):
    built = programme.build(Market(any_problem(seed), WEIGHTS))
    found, tried = solver.solve(built), by_trying(built)
    assert (found.value, found.is_proved, found.gap) == (tried.value, True, 0)
    assert found.value == built.value(found.chosen)
    assert found.bound <= found.value + 1e-6


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_the_integer_programme_finds_what_the_linear_one_finds_when_that_is_whole(seed):
    built = programme.build(Market(any_problem(seed, 9), WEIGHTS))
    with patch.object(solver, "_whole", return_value=()), patch.object(choosing, "first_come", lambda *_: ()):
        found = solver.solve(built)
    assert (found.value, found.is_proved) == (solver.solve(built).value, True)


def any_two_share(number=3):
    """Return triples of students and offers: any two of three share an educator, a team or a supervisor."""
    triples = [range(3 * n, 3 * n + 3) for n in range(number)]
    pairs = [(one, next_) for a, b, c in triples for one, next_ in ((a, a), (a, b), (c, b))]
    at = [a + m for a, _, _ in triples for m in (0, 1, 0)]
    students = [student(key, home=Point(key * KM, 0)) for key in range(1, len(pairs) + 1)]
    return problem(
        students=students,
        offers=[
            offer(key, team_ + 100, educator_ + 200, supervisor=at[key - 1] + 300)
            for key, (team_, educator_) in enumerate(pairs, start=1)
        ],
        teams=[team(key + 100, most_students=1) for key in range(3 * number)],
        educators=[educator(key + 200) for key in range(3 * number)],
        supervisors=[supervisor(key + 300, capacity=1) for key in range(3 * number)],
        bars=tuple(Bar(one.key, other.key) for one in students for other in students if one.key != other.key),
    )


def test_where_the_linear_programme_halves_students_the_integer_programme_decides():
    built = programme.build(Market(any_two_share(), WEIGHTS))
    halved = solver._relaxed(solver._matrix(built), lambda: False)
    found, tried = solver.solve(built), by_trying(built)
    assert halved.chosen == () and halved.bound < found.value - 1
    assert (found.value, found.is_proved, found.gap) == (tried.value, True, 0)
    assert len(found.chosen) == 3


@settings(deadline=None, max_examples=25)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seed, chance):
    given_, shuffled = any_problem(seed, 8), {}
    for name in ("students", "offers", "teams", "educators"):
        rows = list(getattr(given_, name))
        chance.shuffle(rows)
        shuffled[name] = tuple(rows)
    assert solver.propose(replace(given_, **shuffled), WEIGHTS) == solver.propose(given_, WEIGHTS)


@settings(deadline=None, max_examples=40)
@given(seeds)
def test_no_limit_is_passed_and_nobody_prefers_what_is_free(seed):
    built = programme.build(Market(any_problem(seed, 9), WEIGHTS))
    found = solver.solve(built)
    room = Room(built, found.chosen)
    assert min(room.left, default=0) >= 0
    assert max(Counter(built.student[column] for column in found.chosen).values(), default=1) == 1
    held = {built.student[column]: column for column in found.chosen}
    for number in range(len(built.stakes)):
        best = room.best(number)
        assert best is None or number in held and built.cost[held[number]] <= built.cost[best]


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_every_student_has_a_place_or_a_reason_and_the_terms_add_up(seed):
    asked = any_problem(seed, 9)
    found = solver.propose(asked, WEIGHTS)
    assert sorted([one.student for one in (*found.placements, *found.unplaced)]) == list(range(1, 10))
    assert all(one.reason for one in found.unplaced)
    built = programme.build(Market(asked, WEIGHTS))
    costs = {(built.student[c] + 1, built.option[c]): built.cost[c] for c in range(len(built.cost))}
    options = Market(asked, WEIGHTS).options
    for one in found.placements:
        place = next(n for n, option in enumerate(options) if option.key == one.option)
        assert costs[one.student, place] == one.cost == sum(term.amount for term in one.terms)


@settings(deadline=None, max_examples=60)
@given(seeds)
def test_lifting_the_rule_of_a_nearest_miss_places_the_student(seed):
    asked = any_problem(seed, 9)
    before = solver.propose(asked, WEIGHTS)
    for one in before.unplaced:
        if one.nearest is not None:
            lift = Lift(one.student, one.nearest.rule, one.nearest.option[0])
            after = solver.propose(proposing.lifted(asked, lift), WEIGHTS)
            assert isinstance(after.of(one.student), Placement)
            assert len(after.placements) > len(before.placements)


def test_the_busiest_week_is_kept_when_two_students_follow_one_another():
    others = [student(1), student(2, period=AUTUMN), student(3, period=AUTUMN)]
    found = solver.propose(problem(students=others, offers=[offer(places=3)]))
    assert len(found.placements) == 2
    assert found.placements[0].student == 1


def test_part_of_a_place_is_taken_only_while_the_other_work_runs():
    shared = [educator(capacity=1, shares=(Share(SPRING, 0.5),))]
    both = [student(1), student(2, period=AUTUMN)]
    found = solver.propose(problem(students=both, offers=[offer(places=3)], educators=shared))
    assert [one.student for one in found.placements] == [2]


def test_more_students_are_placed_than_first_come_first_served_would():
    asked = problem(
        students=[student(1, asked_on=date(2019, 10, 1)), student(2, kinds.FINAL, days_per_week=5)],
        offers=[offer(1, 1, 1), offer(2, 2, 2)],
        teams=[team(1), team(2, at=Point(10 * KM, 0))],
        educators=[educator(1), educator(2, stage="stage-1")],
    )
    found = solver.propose(asked, Weights(stage_2=0))
    assert (len(found.placements), found.baseline.placed) == (2, 1)


def test_a_pin_stands_and_a_bar_too():
    two = {"offers": [offer(1, 1, 1), offer(2, 2, 2)], "educators": [educator(1), educator(2)]}
    teams = [team(1), team(2, at=Point(20 * KM, 0))]
    free = solver.propose(problem(**two, teams=teams))
    assert free.options == {1: (1, 1, None)}
    pinned = solver.propose(problem(**two, teams=teams, pins=(Pin(1, 2),)))
    assert pinned.options == {1: (2, 2, None)}
    assert pinned.placements[0].is_pinned
    assert pinned.value == pinned.placements[0].cost
    barred = solver.propose(problem(**two, teams=teams, bars=(Bar(1, 1),)))
    assert barred.options == {1: (2, 2, None)}


def test_pins_that_cannot_stand_are_named_by_what_overflows():
    asked = problem(
        students=[student(1), student(2)],
        offers=[offer(1), offer(2)],
        pins=(Pin(1, 1), Pin(2, 2)),
    )
    with pytest.raises(Contradiction) as raised:
        solver.propose(asked)
    assert raised.value.sentences == [
        "Educator 1 has room for 1 more student, and 2 are pinned: Student 1, Student 2."
    ]


def test_a_pin_that_a_rule_refuses_says_so():
    asked = problem(students=[student(own_team=1)], pins=(Pin(1, 1),))
    with pytest.raises(Contradiction) as raised:
        solver.propose(asked)
    assert raised.value.sentences == [
        "Student 1 is pinned to a place that a rule refuses: The team Team 1 employs the student."
    ]


def test_who_is_left_out_reads_what_is_in_the_way():
    found = solver.propose(
        problem(students=[student(1), student(2, wishes="adults")], offers=[offer(places=2)])
    )
    [left] = found.unplaced
    assert isinstance(left, Unplaced)
    assert (left.student, left.shortage, left.funnel.words) == (2, "educator", "1 offers in reach → 1 left")
    assert left.reason == (
        "The practice educators who could teach this student are full. "
        "What would help: room for one more student with Educator 1."
    )
    assert [(one.key, one.students) for one in found.shortages] == [("educator", 1)]


def test_who_has_no_option_reads_the_funnel_and_the_nearest_miss():
    asked = problem(
        students=[student(1, kinds.FINAL, days_per_week=5, first_setting="children")],
        offers=[offer(1), offer(2, educator=2), offer(3, team=2, educator=2)],
        teams=[team(1), team(2, setting="adults")],
        educators=[educator(1), educator(2, stage="stage-1")],
    )
    [left] = solver.propose(asked).unplaced
    assert left.funnel.words == (
        "3 offers in reach → 2 in the same setting as the first placement → 1 without a Stage 2 educator → 0 left"
    )
    assert (left.nearest.rule, left.nearest.option) == ("H9", (1, 1, None))


def test_a_longer_journey_is_the_nearest_miss_when_nothing_is_in_reach():
    [left] = solver.propose(problem(teams=[team(at=Point(60 * KM, 0))])).unplaced
    assert (left.funnel.in_reach, left.nearest.rule) == (0, "far")
    assert left.nearest.refusal == "The journey takes about 106 minutes, more than 90"


def test_why_not_names_each_rule_and_what_would_help():
    asked = problem(
        students=[student(1), student(2, home=Point(20 * KM, 0)), student(3, own_team=1)],
        offers=[offer(1, places=3), offer(2, team=1)],
    )
    market = Market(asked, Weights())
    refused = why_not.of(market, 3, 1)
    assert [(one.rule, one.sentence) for one in refused.refusals] == [
        ("H10", "The team Team 1 employs the student")
    ]
    assert refused.helps == "an agreed exception for the student’s own team"
    codes = [one.rule for one in refused.findings]
    assert sorted(codes) == sorted({*rules.WORDS} - {"H2"})  # a first placement needs no Stage 2
    assert codes[0] == "H10"
    assert why_not.verdict(refused, None, is_taken=False) == "A rule refuses it."


@pytest.mark.parametrize(
    ("proposed", "is_taken", "words"),
    [
        (None, True, "Nothing refuses it. Others have the room in this draft"),
        (None, False, "Nothing refuses it. Nobody has the room in this draft, so something changed"),
        (-1, True, "it weighs 1 point more than what is proposed."),
        (0, True, "it weighs as much as what is proposed. Others have the room"),
        (2, True, "it weighs 2 points less than what is proposed. Others have the room"),
    ],
)
def test_why_not_says_why_another_was_better(proposed, is_taken, words):
    answer = why_not.of(Market(problem(), Weights()), 1, 1)
    weighs = None if proposed is None else answer.cost + proposed
    assert words in why_not.verdict(answer, weighs, is_taken=is_taken)


def held(key, place):
    """Return that a student holds the place of the same number: its offer, educator and team."""
    return Held(key, (place, place, None), place, SPRING)


def placed_world(*homes, **facts):
    """Return a problem in which places 1 and 2 are held by students 1 and 2, and place 3 is free, 10 km apart."""
    taken = {"taken": (SPRING,)}
    return problem(
        students=[
            student(
                key,
                home=Point(km * KM, 0),
                busy=(SPRING,) if key < 3 else (),
                **facts.get(f"student_{key}", {}),
            )
            for key, km in enumerate(homes, start=1)
        ],
        offers=[offer(1, 1, 1, used=1), offer(2, 2, 2, used=1), offer(3, 3, 3)],
        teams=[
            team(1, taken=(SPRING,), most_students=1),
            team(2, at=Point(10 * KM, 0)),
            team(3, at=Point(20 * KM, 0)),
        ],
        educators=[educator(1, **taken), educator(2, **taken), educator(3)],
    )


HELD = (held(1, 1), held(2, 2))


def test_after_a_withdrawal_who_waits_takes_the_place_and_nobody_moves():
    after = solver.propose(repair.with_moves(placed_world(20, 0, 0), HELD), repair.weights(Weights()))
    assert after.options == {1: (1, 1, None), 2: (2, 2, None), 3: (3, 3, None)}


def test_one_moves_when_one_more_is_placed_by_it_and_nobody_is_left_without():
    """Who waits may not go to team 3, which employs her; student 1 can."""
    given_ = placed_world(0, 10, 0, student_3={"own_team": 3})
    assert 3 not in solver.propose(replace(given_, students=given_.students[2:])).options
    after = solver.propose(repair.with_moves(given_, HELD), repair.weights(Weights()))
    assert len(after.options) == 3
    assert sorted(option[0] for option in after.options.values()) == [1, 2, 3]
    moved = [key for key, place in ((1, 1), (2, 2)) if after.options[key][0] != place]
    assert len(moved) == 1


def test_who_is_placed_is_never_left_without_for_somebody_else():
    given_ = placed_world(40, 40, 0, 0)
    given_ = replace(given_, offers=given_.offers[:2])
    after = solver.propose(repair.with_moves(given_, HELD), repair.weights(Weights()))
    assert after.options == {1: (1, 1, None), 2: (2, 2, None)}


def test_who_has_a_place_that_the_rules_refuse_stays_out_of_it():
    given_ = placed_world(0, 0, 0, student_1={"own_team": 1})
    found = repair.with_moves(given_, HELD)
    assert [one.key for one in found.students] == [2, 3]
    assert [one.used for one in found.offers] == [1, 0, 0]
    assert [one.facts.taken for one in found.educators] == [(SPRING,), (), ()]
    assert found.teams[0].host.taken == (SPRING,)


def test_a_run_can_be_stopped_and_says_how_far_it_is():
    said = []
    solver.propose(problem(), progress=said.append)
    assert said == sorted(said) and said[-1] == 100
    with pytest.raises(proposing.CancelledRun):
        solver.propose(problem(), cancelled=lambda: True)


def test_another_input_has_another_hash():
    one, other = problem(), problem(students=[student(drives=False)])
    assert proposing.input_hash(one, Weights()) == proposing.input_hash(problem(), Weights())
    assert proposing.input_hash(one, Weights()) != proposing.input_hash(other, Weights())
    assert proposing.input_hash(one, Weights()) != proposing.input_hash(one, Weights(wish=31))


def test_first_come_first_served_takes_the_best_that_is_left():
    built = programme.build(Market(problem(students=[student(1), student(2)]), Weights()))
    assert [built.student[column] for column in choosing.first_come(built, [1, 0])] == [1]


def test_a_university_is_not_left_far_behind_another():
    near = [student(key, university="Kent") for key in (1, 2)]
    far = [student(key, university="Greenwich", home=Point(30 * KM, 0)) for key in (3, 4)]
    asked = problem(students=near + far, offers=[offer(places=4)], educators=[educator(capacity=2)])
    assert list(solver.propose(asked, Weights(fair_rate=0)).options) == [1, 2]
    shared = {rate.group: rate.placed for rate in solver.propose(asked, Weights(fair_rate=50)).rates}
    assert (shared["Kent"], shared["Greenwich"]) == (1, 1)
