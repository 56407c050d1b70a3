"""What the database keeps in a row so that lists need not ask elsewhere: always what the other rows say."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from placements import lifecycle
from placements.models import Placement, Request, Student
from tests import make


def said(row):
    """Return the row as it stands in the database now."""
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def request_(kent):
    return make.request(kent)


@pytest.fixture
def placement(kent, request_):
    return make.placement(kent, student=request_.student, request=request_)


def test_a_student_is_followed_from_nobody_asked_to_placed_before(kent):
    student = make.student()
    assert said(student).whereabouts == "to-send"
    asked = make.request(kent, student=student)
    assert said(student).whereabouts == "waiting"
    placed = make.placement(kent, student=student, request=asked)
    assert said(student).whereabouts == "placed"
    Placement.objects.update(state="passed")
    assert said(student).whereabouts == "before"
    Placement.objects.update(state="withdrawn")
    assert said(student).whereabouts == "waiting"
    Request.objects.update(withdrawn_on=asked.asked_on)
    assert said(student).whereabouts == "to-send"
    assert placed.student_id == student.pk


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_every_state_of_the_lifecycle_means_to_the_triggers_what_its_table_says(request_, placement, state):
    Placement.objects.filter(pk=placement.pk).update(state=state)
    held, counted = state in lifecycle.HOLDING, state in lifecycle.COUNTED
    assert said(request_).is_placed == counted
    assert said(request_.student).whereabouts == ("placed" if held else "before" if counted else "waiting")


def test_a_request_is_placed_while_a_placement_answers_it(request_, placement):
    assert said(request_).is_placed
    placement.state = "withdrawn"
    placement.save()
    assert not said(request_).is_placed
    placement.state = "active"
    placement.save(update_fields=["state"])
    assert said(request_).is_placed
    placement.delete()
    assert not said(request_).is_placed


def test_another_request_is_told_when_a_placement_answers_it_instead(kent, request_, placement):
    other = make.request(kent, student=request_.student, kind="first")
    placement.request = other
    placement.save()
    assert (said(request_).is_placed, said(other).is_placed) == (False, True)


def test_a_stale_copy_that_somebody_saves_changes_nothing(request_):
    stale = Request.objects.get(pk=request_.pk)
    make.placement(request_.council, student=request_.student, request=request_)
    student = Student.objects.get(pk=request_.student_id)
    student.whereabouts, stale.is_placed = "to-send", False
    student.save()
    stale.save()
    assert said(stale).is_placed
    assert said(student).whereabouts == "placed"


def test_a_student_who_changes_programme_takes_requests_and_placements_along(request_, placement, cccu):
    other = make.programme(cccu, route="ma")
    student = request_.student
    student.programme = other
    student.save()
    assert said(placement).programme == said(request_).programme == other


def test_the_latest_day_is_that_of_what_comes_last(kent):
    student = make.student()
    assert said(student).latest_on == localdate()
    later = localdate() + timedelta(days=90)
    asked = make.request(kent, student=student, starts_on=later, ends_on=later)
    assert said(student).latest_on == asked.starts_on
    asked.delete()
    assert said(student).latest_on == localdate()


def test_what_is_kept_leaves_no_event_in_the_trail(request_):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM placements_studentevent")
        [before] = cursor.fetchone()
        make.placement(request_.council, student=request_.student, request=request_)
        cursor.execute("SELECT count(*) FROM placements_studentevent")
        assert cursor.fetchone() == (before,)
        cursor.execute("SELECT count(*) FROM placements_requestevent")
        assert cursor.fetchone() == (1,)


def test_the_list_and_its_file_say_where_each_student_stands(kent, signed_in):
    make.request(kent)
    client = signed_in(make.coordinator(kent))
    page = client.get("/placements/students/?back=all").content.decode()
    assert '<strong class="govuk-tag govuk-tag--yellow">Waiting for a placement</strong>' in page
    file = client.get("/placements/students/?back=all&format=csv")
    assert (
        "Waiting for a placement"
        in b"".join(file.streaming_content if file.streaming else [file.content]).decode()
    )
