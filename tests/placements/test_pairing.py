"""Pairing by hand: what is allowed, what is refused, and who is told."""

from datetime import date

import pytest

from educators.models import Training
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from kmtp.partnership.academic_year import AcademicYear
from placements.actions.lifecycle import move
from placements.actions.pairing import change, pair
from placements.models import Placement
from tests import make

TODAY = date(2019, 12, 2)
UNTIL = date(2020, 11, 30)

pytestmark = pytest.mark.django_db


def pairing(request, educator, **facts):
    known = {
        "team": make.team(request.council),
        "by": make.coordinator(request.council),
        "today": TODAY,
    }
    return pair(request=request, educator=educator, **{**known, **facts})


def free(of, **facts):
    return make.educator(of, **{"registered_until": UNTIL, **facts})


def test_a_student_is_placed_provisionally_with_what_was_asked(kent):
    asked, educator = make.request(kent, days_per_week=5), free(kent)
    made = pairing(asked, educator)
    assert (made.student, made.request, made.council, made.educator) == (asked.student, asked, kent, educator)
    assert (made.kind, made.days, made.days_per_week, made.state) == ("final", 100, 5, "provisional")
    assert (made.starts_on, made.ends_on) == (asked.starts_on, asked.ends_on)


def test_both_sides_get_a_letter_that_names_nobody_but_the_educator(kent, cccu):
    partner = make.partner(cccu)
    made = pairing(make.request(kent), free(kent, email="stella@kent.example"))
    letters = list(Letter.objects.order_by("pk"))
    assert [one.to for one in letters] == ["stella@kent.example", partner.email]
    assert {one.path for one in letters} == {made.get_absolute_url()}
    assert all("Sam Student" not in one.body and made.student.reference in one.body for one in letters)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"stage": 1}, "is not at Stage 2"),
        ({"registered_until": None}, "not recorded how long the registration lasts"),
        ({"capacity": 0}, "does not offer"),
        ({"on_break_from": date(2019, 10, 1)}, "on a break"),
        ({"base": "off-site"}, "name an on-site supervisor"),
    ],
)
def test_what_the_rules_block_is_refused_with_the_reason(kent, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        pairing(make.request(kent), free(kent, **facts))
    assert not Placement.objects.exists()


def test_a_closed_team_is_refused(kent):
    closed = make.team(kent, "Old Team", valid_to=date(2020, 2, 1))
    with pytest.raises(Refused, match="closes on 1 Feb 2020"):
        pairing(make.request(kent), free(kent), team=closed)


def test_an_off_site_educator_is_paired_with_a_supervisor_who_is_somebody_else(kent):
    off_site, other = free(kent, base="off-site"), free(kent, first_name="Una")
    with pytest.raises(Refused, match="somebody else"):
        pairing(make.request(kent), off_site, supervisor=off_site)
    assert pairing(make.request(kent), off_site, supervisor=other).supervisor == other


def test_a_trainee_with_a_mentor_takes_a_first_placement(kent):
    trainee, mentor = free(kent, stage=0), free(kent, first_name="Mo")
    asked = make.request(kent, kind="first")
    with pytest.raises(Refused, match="is not at Stage 1"):
        pairing(asked, trainee)
    Training.objects.create(educator=trainee, stage="stage-1", year=AcademicYear(2019), mentor=mentor)
    assert pairing(asked, trainee).educator == trainee


def test_capacity_is_that_of_placements_that_hold_at_the_time(kent):
    educator = free(kent)
    make.placement(kent, educator=educator, starts_on=date(2019, 7, 1), ends_on=date(2020, 1, 5))
    make.placement(kent, educator=educator, state="withdrawn")
    first = pairing(make.request(kent), educator)
    with pytest.raises(Refused, match="already has a student"):
        pairing(make.request(kent), educator)
    move(
        placement=first,
        change="withdraw",
        by=make.coordinator(kent),
        today=TODAY,
        reason="by-student",
        why="Ill",
    )
    assert pairing(make.request(kent), educator).educator == educator


def test_a_request_is_answered_once_until_its_placement_is_withdrawn(kent):
    asked = make.request(kent)
    first = pairing(asked, free(kent))
    with pytest.raises(Refused, match="was placed with Stella Two in the meantime"):
        pairing(asked, free(kent))
    move(
        placement=first,
        change="withdraw",
        by=make.coordinator(kent),
        today=TODAY,
        reason="by-student",
        why="Ill",
    )
    assert pairing(asked, free(kent)).request == asked


def test_a_student_asked_for_of_two_councils_is_in_one_place(kent, medway):
    student = make.student()
    pairing(make.request(kent, student=student), free(kent))
    with pytest.raises(Refused, match="another placement in that time"):
        pairing(make.request(medway, student=student), free(medway))


def test_another_councils_educator_or_team_is_refused(kent, medway):
    with pytest.raises(Refused, match="of the council that was asked"):
        pairing(make.request(kent), free(medway))
    with pytest.raises(Refused, match="of the council that was asked"):
        pairing(make.request(kent), free(kent), team=make.team(medway))


def test_a_withdrawn_request_is_refused(kent):
    with pytest.raises(Refused, match="withdrew this request on 1 Dec 2019"):
        pairing(make.request(kent, withdrawn_on=date(2019, 12, 1)), free(kent))


def test_shadowing_goes_without_an_educator_and_nothing_else_does(kent):
    dates = {"starts_on": date(2020, 1, 6), "ends_on": date(2020, 1, 10)}
    assert pairing(make.request(kent, kind="readiness", **dates), None).educator is None
    with pytest.raises(Refused, match="a practice educator is needed"):
        pairing(make.request(kent), None)


def test_dates_change_when_the_rules_still_hold(kent):
    educator = free(kent)
    placed = make.placement(kent, educator=educator, state="confirmed")
    placed.ends_on = date(2020, 7, 10)
    assert change(placement=placed, by=make.coordinator(kent), today=TODAY).ends_on == date(2020, 7, 10)


def test_dates_do_not_change_into_another_students_time(kent):
    educator = free(kent)
    make.placement(
        kent, educator=educator, starts_on=date(2020, 7, 1), ends_on=date(2020, 10, 1), state="confirmed"
    )
    placed = make.placement(kent, educator=educator, state="confirmed")
    placed.ends_on = date(2020, 7, 10)
    with pytest.raises(Refused, match="already has a student"):
        change(placement=placed, by=make.coordinator(kent), today=TODAY)
    placed.refresh_from_db()
    assert placed.ends_on == date(2020, 6, 26)


def test_days_change_even_when_a_rule_has_come_to_block(kent):
    placed = make.placement(kent, educator=make.educator(kent))  # its registration is not recorded
    placed.days = 90
    assert change(placement=placed, by=make.coordinator(kent), today=TODAY).days == 90


def test_what_is_over_does_not_change(kent):
    placed = make.placement(kent, state="passed")
    with pytest.raises(Refused, match="nothing about it changes"):
        change(placement=placed, by=make.coordinator(kent), today=TODAY)
