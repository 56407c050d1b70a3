"""What must never be false of requests and placements: an allowed and a refused case of each."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from placements.models import Placement, Request, Student
from tests import make

pytestmark = pytest.mark.django_db


def refused(name, make_it):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_it()


def test_a_placement_ends_on_or_after_its_start(kent):
    make.placement(kent, starts_on=date(2020, 1, 6), ends_on=date(2020, 1, 6))
    refused("placement_ends_after_it_starts", lambda: make.placement(kent, ends_on=date(2020, 1, 5)))


def test_only_shadowing_goes_without_an_educator(kent):
    make.placement(kent, kind="readiness", educator=None)
    refused("placement_has_an_educator", lambda: make.placement(kent, educator=None))


@pytest.mark.parametrize("days", [0, 201])
def test_a_placement_has_between_1_and_200_days(kent, days):
    placed = make.placement(kent)
    refused("placement_has_days", lambda: Placement.objects.filter(pk=placed.pk).update(days=days))


def test_a_student_is_in_one_place_at_a_time(kent):
    student = make.student()
    make.placement(kent, student=student)
    make.placement(kent, student=student, starts_on=date(2020, 6, 27), ends_on=date(2020, 12, 1))
    make.placement(kent, student=student, state="withdrawn")
    refused(
        "placement_student_is_in_one_place",
        lambda: make.placement(kent, student=student, starts_on=date(2020, 6, 26)),
    )


def test_a_request_is_answered_once(kent):
    asked = make.request(kent)
    make.placement(kent, request=asked, state="withdrawn")
    make.placement(kent, request=asked)
    refused("placement_answers_a_request_once", lambda: make.placement(kent, request=asked))


def test_a_request_is_made_once_unless_it_was_withdrawn(kent):
    student = make.student()
    first = make.request(kent, student=student)
    refused("request_is_made_once", lambda: make.request(kent, student=student))
    Request.objects.filter(pk=first.pk).update(withdrawn_on=date(2019, 10, 2))
    make.request(kent, student=student)


def test_a_request_has_dates_in_order_and_one_to_five_days_a_week(kent):
    make.request(kent, days_per_week=5)
    refused("request_ends_after_it_starts", lambda: make.request(kent, ends_on=date(2020, 1, 5)))
    refused("request_has_one_to_five_days_a_week", lambda: make.request(kent, days_per_week="5.5"))


def test_where_each_request_stands_and_those_that_wait_first(kent):
    placed = make.request(kent, starts_on=date(2020, 1, 1))
    make.placement(kent, request=placed, student=placed.student)
    late, early = (make.request(kent, starts_on=date(2020, 2, day)) for day in (2, 1))
    withdrawn = make.request(kent, starts_on=date(2020, 1, 2), withdrawn_on=date(2019, 12, 1))
    found = [(one, one.standing) for one in Request.objects.for_lists()]
    assert found == [(early, "waiting"), (late, "waiting"), (placed, "placed"), (withdrawn, "withdrawn")]


def test_where_each_student_stands(kent):
    waiting, placed = make.request(kent).student, make.placement(kent).student
    before, nobody = make.placement(kent, state="passed").student, make.student()
    found = {one: one.whereabouts for one in Student.objects.all()}
    assert found == {waiting: "waiting", placed: "placed", before: "before", nobody: "to-send"}


def test_what_is_due(kent):
    day = date(2020, 3, 2)
    to_start = make.placement(kent, state="confirmed", starts_on=day)
    to_end = make.placement(kent, ends_on=date(2020, 3, 1))
    make.placement(kent, state="confirmed", starts_on=date(2020, 3, 3))
    make.placement(kent, state="passed", ends_on=date(2020, 3, 1))
    assert list(Placement.objects.to_start(day)) == [to_start]
    assert list(Placement.objects.to_end(day)) == [to_end]
