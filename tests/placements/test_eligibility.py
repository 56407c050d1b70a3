"""Who can take a student, and why not, in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements import kinds
from placements.eligibility import (
    Ask,
    Candidate,
    Host,
    Period,
    Share,
    Supervisor,
    Weight,
    assess,
    assess_host,
    busiest,
    days_that_fit,
    has_enough_days,
    is_nowhere_else,
    is_ready,
    next_renewal,
    softened,
)

TODAY = date(2019, 12, 2)
SPRING = Period(date(2020, 1, 6), date(2020, 6, 26))


def ask(kind=kinds.FINAL, period=SPRING, first_setting=""):
    return Ask(kind, period, first_setting)


def candidate(**facts):
    known = {"name": "Stella Two", "stage": "stage-2", "capacity": 1, "registered_until": date(2020, 11, 30)}
    return Candidate(**{**known, **facts})


def host(**facts):
    known = {"name": "Chatham", "setting": "children", "setting_words": "Children and families"}
    return Host(**{**known, "valid_from": date(2016, 9, 1), **facts})


def test_somebody_at_the_stage_registered_and_free_may():
    found = assess(ask(), candidate(), today=TODAY)
    assert (found.may_take, found.reasons, found.warnings) == (True, (), ())


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"registered_until": None}, "It is not recorded how long the registration lasts"),
        ({"registered_until": date(2019, 11, 30)}, "Registration ended on 30 Nov 2019"),
        ({"registered_until": date(2020, 3, 1)}, "Registration ends on 1 Mar 2020"),
        ({"stage": "stage-1"}, "Is not at Stage 2, which a final placement needs"),
        ({"stage": "trainee"}, "Is not at Stage 2, which a final placement needs"),
        ({"capacity": 0}, "Does not offer to take a student at present"),
        ({"taken": (SPRING,)}, "Already has a student at that time, as many as offered"),
        (
            {"capacity": 2, "taken": (SPRING, SPRING)},
            "Already has 2 students at that time, as many as offered",
        ),
        ({"on_break_from": date(2019, 9, 1)}, "On a break from 1 Sep 2019"),
        ({"on_break_from": date(2020, 6, 1)}, "On a break from 1 Jun 2020"),
        ({"left_on": date(2020, 6, 26)}, "Leaves or has left the register on 26 Jun 2020"),
    ],
)
def test_what_blocks_is_said_in_words(facts, reason):
    assert assess(ask(), candidate(**facts), today=TODAY).reasons == (reason,)


@pytest.mark.parametrize(
    ("facts", "warnings"),
    [
        ({"registered_until": date(2020, 6, 26)}, ()),
        ({"capacity": 2, "taken": (SPRING,)}, ()),
        ({"taken": (Period(date(2019, 7, 1), date(2020, 1, 5)),)}, ()),
        ({"taken": (Period(date(2020, 6, 27), date(2020, 12, 1)),)}, ()),
        ({"on_break_from": date(2020, 6, 27)}, ()),
        (
            {"stage": "stage-1", "mentors": {"stage-2": "Mo Mentor"}},
            ("Trains for Stage 2: the mentor Mo Mentor confirms the assessment",),
        ),
    ],
)
def test_what_does_not_block(facts, warnings):
    found = assess(ask(), candidate(**facts), today=TODAY)
    assert (found.reasons, found.warnings) == ((), warnings)


def test_a_registration_that_runs_as_far_as_any_can_warns_before_the_next_renewal():
    over_winter = ask(period=Period(date(2020, 1, 6), date(2020, 12, 18)))
    found = assess(over_winter, candidate(), today=TODAY)
    assert (found.reasons, found.warnings) == ((), ("Registration to be renewed by 30 Nov 2020",))


@pytest.mark.parametrize(
    ("kind", "stage", "may"),
    [
        (kinds.FIRST, "stage-2", True),
        (kinds.FIRST, "stage-1", True),
        (kinds.FIRST, "trainee", False),
        (kinds.FINAL, "stage-1", False),
        (kinds.READINESS, "trainee", True),
    ],
)
def test_each_kind_needs_its_stage(kind, stage, may):
    assert assess(ask(kind), candidate(stage=stage), today=TODAY).may_take is may


def test_a_trainee_takes_one_student_whatever_she_offers():
    trainee = candidate(stage="trainee", capacity=3, taken=(SPRING,), mentors={"stage-1": "Mo Mentor"})
    assert assess(ask(kinds.FIRST), trainee, today=TODAY).reasons == (
        "Already has a student at that time, as many as offered",
    )


@pytest.mark.parametrize(
    ("team", "reasons"),
    [
        (host(), ()),
        (host(valid_to=date(2020, 6, 26)), ()),
        (
            host(valid_to=date(2020, 6, 25)),
            ("The team Chatham closes on 25 Jun 2020, during the placement",),
        ),
        (host(valid_from=date(2020, 1, 7)), ("The team Chatham opens only on 7 Jan 2020",)),
        (None, ("Choose the team that hosts the student",)),
    ],
)
def test_the_team_is_open_for_the_whole_placement(team, reasons):
    found = assess_host(ask(), candidate(), team, has_supervisor=False)
    assert found.reasons == reasons
    assert softened(found).reasons == ()
    assert softened(found).warnings == reasons


def test_the_same_setting_as_the_first_placement_warns():
    found = assess_host(ask(first_setting="children"), candidate(), host(), has_supervisor=False)
    assert found.warnings == ("The same setting as the first placement: children and families",)
    assert assess_host(ask(first_setting="adults"), candidate(), host(), has_supervisor=False).warnings == ()


def test_an_off_site_educator_needs_a_supervisor_on_site():
    off_site = candidate(works_off_site=True)
    assert assess_host(ask(), off_site, host(), has_supervisor=False).reasons == (
        "Works off site: name an on-site supervisor",
    )
    assert assess_host(ask(), off_site, host(), has_supervisor=True).reasons == ()


def test_every_finding_names_its_rule():
    about_her = assess(ask(), candidate(), today=TODAY).findings
    about_the_team = assess_host(ask(), candidate(), host(), has_supervisor=False).findings
    assert [found.rule for found in about_her] == ["H4", "H1", "H2", "H5", "H7"]
    assert [found.rule for found in about_the_team] == ["H11", "H11", "H11", "H9", "H9", "H10", "H6"]
    assert {found.weight for found in about_her} == {Weight.MET}


@pytest.mark.parametrize(
    ("today", "renewal"),
    [
        (date(2019, 11, 30), date(2019, 11, 30)),
        (date(2019, 12, 1), date(2020, 11, 30)),
        (date(2020, 2, 29), date(2020, 11, 30)),
    ],
)
def test_the_next_renewal(today, renewal):
    assert next_renewal(today) == renewal


def test_days_that_fit_between_two_dates():
    assert days_that_fit(SPRING, 4) == 100
    assert days_that_fit(Period(date(2020, 1, 6), date(2020, 1, 10)), 5) == 5
    assert days_that_fit(Period(date(2020, 1, 11), date(2020, 1, 12)), 5) == 0


days = st.dates(date(2020, 1, 1), date(2020, 3, 1))
periods = st.builds(lambda one, two: Period(min(one, two), max(one, two)), days, days)


@given(st.lists(periods, max_size=6), periods)
def test_the_busiest_day_is_that_of_counting_every_day(taken, period):
    by_hand = max(
        sum(one.starts_on.toordinal() <= day <= one.ends_on.toordinal() for one in taken)
        for day in range(period.starts_on.toordinal(), period.ends_on.toordinal() + 1)
    )
    assert busiest(taken, period) == by_hand


LAPSED = {"current_until": date(2020, 1, 5)}


@pytest.mark.parametrize(
    ("facts", "weight"),
    [
        ({}, Weight.MET),
        ({"current_until": date(2020, 1, 6)}, Weight.MET),
        (LAPSED, Weight.WARNS),
        (LAPSED | {"lapse_blocks": True}, Weight.BLOCKS),
        (LAPSED | {"lapse_blocks": True, "has_return_plan": True}, Weight.WARNS),
    ],
)
def test_somebody_who_lapses_before_the_first_day_is_weighed_as_the_policy_says(facts, weight):
    found = assess(ask(), candidate(**facts), today=TODAY)
    assert next(one.weight for one in found.findings if one.rule == "H4") is weight


EARLY, LATE = Period(date(2019, 9, 1), date(2020, 1, 5)), Period(date(2020, 6, 27), date(2020, 12, 1))
SUE = Supervisor(9, "Sue Site", registered_until=date(2020, 11, 30))


def asked(**facts):
    return Ask(**{"kind": kinds.FINAL, "period": SPRING, **facts})


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({"capacity": 1, "shares": (Share(SPRING, 0.5),)}, 1),
        ({"capacity": 1, "shares": (Share(EARLY, 0.5), Share(LATE, 0.5))}, 0),
        ({"capacity": 2, "taken": (SPRING,), "shares": (Share(SPRING, 0.5),)}, 1),
        ({"capacity": 2, "shares": (Share(SPRING, 0.5), Share(SPRING, 0.5))}, 0),
        ({"capacity": 2, "shares": (Share(SPRING, 1 / 3), Share(SPRING, 2 / 3))}, 0),
        ({"capacity": 2, "shares": (Share(SPRING, 0.7), Share(SPRING, 0.4))}, 1),
    ],
)
def test_other_work_takes_up_part_of_a_place(facts, reasons):
    assert len(assess(ask(), candidate(**facts), today=TODAY).reasons) == reasons


@pytest.mark.parametrize(
    ("team", "reason"),
    [
        ({"audited_until": date(2020, 1, 6)}, ()),
        (
            {"audited_until": date(2020, 1, 5)},
            ("The audit of the team Chatham ran out on 5 Jan 2020",),
        ),
        ({"suits": frozenset({"first", "final"})}, ()),
        (
            {"suits": frozenset({"first"})},
            ("The audit of the team Chatham does not name a final placement",),
        ),
        ({"most_students": 2, "taken": (SPRING,)}, ()),
        ({"most_students": 1, "taken": (EARLY, LATE)}, ()),
        (
            {"most_students": 1, "taken": (SPRING,)},
            ("The team Chatham hosts as many students then as its audit says",),
        ),
        ({"key": 5}, ("The team Chatham employs the student",)),
        ({"key": 6}, ()),
    ],
)
def test_what_the_team_must_be(team, reason):
    found = assess_host(asked(own_team=5), candidate(), host(**team))
    assert found.reasons == reason


@pytest.mark.parametrize(
    ("kind", "first_was_statutory", "is_statutory", "warns"),
    [
        (kinds.FINAL, False, False, True),
        (kinds.FINAL, False, True, False),
        (kinds.FINAL, True, False, False),
        (kinds.FINAL, None, False, False),
        (kinds.FIRST, None, False, False),
    ],
)
def test_one_placement_of_the_two_is_statutory(kind, first_was_statutory, is_statutory, warns):
    wanted = asked(kind=kind, first_was_statutory=first_was_statutory)
    found = assess_host(wanted, candidate(), host(is_statutory=is_statutory))
    assert bool(found.warnings) is warns


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({"key": 7}, ("A conflict with this student is declared",)),
        ({"key": 8}, ()),
        (
            {"stage": "stage-1", "mentors": {"stage-2": "Mo Mentor"}, "is_managed_by_mentor": True},
            ("Her mentor is her line manager: another mentor is needed",),
        ),
        ({"is_managed_by_mentor": True}, ()),
    ],
)
def test_nobody_teaches_across_a_conflict(facts, reasons):
    found = assess(asked(conflicts=frozenset({7})), candidate(**facts), today=TODAY)
    assert found.reasons == reasons


@pytest.mark.parametrize(
    ("kind", "supervisor", "reasons"),
    [
        (kinds.FINAL, SUE, ()),
        (
            kinds.FINAL,
            Supervisor(9, "Sue Site"),
            ("The on-site supervisor Sue Site is not registered, as a final placement needs",),
        ),
        (kinds.FIRST, Supervisor(9, "Sue Site"), ()),
        (kinds.FIRST, Supervisor(3, "Stella Two"), ("The on-site supervisor must be somebody else",)),
        (
            kinds.FIRST,
            Supervisor(7, "Kim Kin"),
            ("A conflict between Kim Kin and this student is declared",),
        ),
        (
            kinds.FIRST,
            Supervisor(9, "Sue Site", capacity=1, taken=(SPRING,)),
            ("The on-site supervisor Sue Site has as many students then as she can",),
        ),
        (kinds.FIRST, Supervisor(9, "Sue Site", capacity=1, taken=(EARLY,)), ()),
    ],
)
def test_who_may_supervise_on_site(kind, supervisor, reasons):
    off_site = candidate(key=3, works_off_site=True)
    wanted = asked(kind=kind, conflicts=frozenset({7}))
    assert assess_host(wanted, off_site, host(), supervisor=supervisor).reasons == reasons


@pytest.mark.parametrize(
    ("days_per_week", "most", "sentence"),
    [
        (4, 5, ""),
        (3, 5, "Only 75 days fit at 3 days a week, of 100"),
        (4, 3.5, "Only 87 days fit at 3.5 days a week, of 100"),
    ],
)
def test_the_days_fit_between_the_dates(days_per_week, most, sentence):
    found = has_enough_days(asked(days_per_week=days_per_week), most)
    assert (found.sentence if found.weight is Weight.BLOCKS else "") == sentence


@pytest.mark.parametrize(("busy", "weight"), [((EARLY, LATE), Weight.MET), ((SPRING,), Weight.BLOCKS)])
def test_a_student_is_on_one_placement_at_a_time(busy, weight):
    assert is_nowhere_else(asked(busy=busy)).weight is weight


@pytest.mark.parametrize(
    ("kind", "ready", "weight"),
    [
        (kinds.FINAL, True, Weight.MET),
        (kinds.FINAL, False, Weight.WARNS),
        (kinds.READINESS, False, Weight.MET),
    ],
)
def test_readiness_warns_while_planning(kind, ready, weight):
    assert is_ready(asked(kind=kind, is_ready=ready)).weight is weight
