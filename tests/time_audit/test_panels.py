"""The lines on the first page."""

from datetime import date

import pytest
import time_machine

from kmtp.partnership.front_page import Line
from tests import make
from tests.time_audit import made
from time_audit import todo

TODAY = date(2020, 3, 6)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_friday():
    with time_machine.travel("2020-03-06 10:00 +0000", tick=False):
        yield


def test_an_educator_is_asked_for_her_week(kent):
    one = made.participant(made.audit(kent))
    for back in range(1, 5):
        made.week(one, made.weeks_back(back))
    user = one.educator.person
    assert todo.own_lines(user, TODAY) == [
        Line("Fill in your week (2 minutes)", f"/time-audit/week/{one.pk}/2020-03-02/", False)
    ]
    made.week(one)
    assert todo.own_lines(user, TODAY) == []


def test_several_weeks_are_one_line_and_urgent_before_one_locks(kent):
    one = made.participant(made.audit(kent))
    assert todo.own_lines(one.educator.person, TODAY) == [
        Line("Fill in 5 weeks of your time log (2 minutes each)", "/time-audit/mine/", True)
    ]


def test_a_coordinator_sees_the_coverage_of_a_running_audit(kent, medway):
    one = made.participant(made.audit(kent))
    for back in range(1, 8):
        made.week(one, made.weeks_back(back))
    found = list(todo.faculty_lines(make.coordinator(kent), TODAY))
    sentence = "1 week is missing in “Final placements, spring 2020”: 87.5 % returned so far"
    assert found == [Line(sentence, f"/time-audit/{one.audit_id}/")]
    assert list(todo.faculty_lines(make.coordinator(medway), TODAY)) == []
    made.week(one, made.weeks_back(8))
    assert list(todo.faculty_lines(make.coordinator(kent), TODAY)) == []


def test_nobody_else_is_told(kent):
    made.participant(made.audit(kent))
    for person in (make.manager(kent), make.partner(make.university()), make.administrator()):
        assert todo.lines(person, TODAY) == []
