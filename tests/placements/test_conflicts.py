"""Declared conflicts, and what a student's form asks of whom."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.audit import Refused
from placements.actions import conflicts
from placements.forms.student import StudentForm
from placements.models import DeclaredConflict
from tests import make

pytestmark = pytest.mark.django_db
BACKEND = "kmtp.partnership.backends.RoleBackend"


def declare(student, educator, by):
    return conflicts.declare(student=student, educator=educator, by=by, today=localdate())


def test_a_conflict_is_declared_once_and_can_be_taken_back(kent):
    student, educator, by = make.student(), make.educator(kent), make.coordinator(kent)
    declared = declare(student, educator, by)
    with pytest.raises(Refused, match="declared already"):
        declare(student, educator, by)
    conflicts.take_back(conflict=declared, by=by)
    assert declare(student, educator, by).declared_by == by


def test_two_who_are_together_are_parted_first(kent):
    placement = make.placement(kent)
    with pytest.raises(Refused, match="teaches .* now"):
        declare(placement.student, placement.educator, make.coordinator(kent))
    assert not DeclaredConflict.objects.exists()


def test_only_the_faculty_of_the_educator_reads_a_conflict(client, kent, medway):
    student = make.student()
    for council in (kent, medway):
        make.request(council, student=student)
    educator = make.educator(kent, first_name="Quentin")
    declare(student, educator, make.coordinator(kent))
    seen = {}
    for who in (make.coordinator(kent), make.coordinator(medway), make.partner(make.university())):
        client.force_login(who, backend=BACKEND)
        seen[who] = "Quentin" in client.get(student.get_absolute_url()).content.decode()
    assert list(seen.values()) == [True, False, False]


def test_a_conflict_is_declared_on_the_page_of_the_student(client, kent):
    student, educator = make.student(), make.educator(kent)
    make.request(kent, student=student)
    client.force_login(make.coordinator(kent), backend=BACKEND)
    address = reverse("placements:conflict_declare", args=[student.pk])
    assert client.post(address, {"educator": educator.pk}).status_code == 302
    assert DeclaredConflict.objects.get().educator == educator


def fields_of(student, user):
    return {"own_team", "first_was_statutory", "needs_step_free_access"} & set(
        StudentForm(instance=student, user=user).fields
    )


def test_the_employing_team_is_asked_of_its_council_alone(kent, medway):
    student = make.student()
    for council in (kent, medway):
        make.request(council, student=student)
    student.own_team = make.team(kent)
    student.save()
    asked = [
        "own_team" in fields_of(student, who)
        for who in (make.coordinator(kent), make.coordinator(medway), make.partner(make.university()))
    ]
    assert asked == [True, False, False]
    assert "first_was_statutory" in fields_of(student, make.partner(make.university()))


@pytest.mark.parametrize(("typed", "stored"), [("True", True), ("False", False), ("", None)])
def test_whether_the_first_placement_was_statutory_may_stay_open(kent, typed, stored):
    student = make.student()
    form = StudentForm(
        {"first_was_statutory": typed, "needs_step_free_access": "on"},
        instance=student,
        user=make.coordinator(kent),
    )
    assert form.is_valid(), form.errors
    form.save()
    student.refresh_from_db()
    assert (student.first_was_statutory, student.needs_step_free_access) == (stored, True)
