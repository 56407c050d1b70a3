"""The team that employs an apprentice, in a list of students: a council names its own teams, nobody another’s."""

import pytest

from placements.actions import imports
from placements.models import Student
from placements.spreadsheet import OF_COUNCIL, OF_UNIVERSITY
from placements.tables.imports import DetailsColumn
from tests import make
from tests.placements.make_imports import TODAY, apply, problems, state, upload

pytestmark = pytest.mark.django_db
HEAD = "Reference,Employing team,Kind,Start,End\n"
ASKS = "First placement,28/9/2020,26/3/2021\n"
HEADING = "Team that employs the student"


@pytest.fixture
def by(kent, cccu):
    make.programme(cccu)
    return make.coordinator(kent)


@pytest.fixture
def known(kent, cccu, by) -> Student:
    student = make.student(make.programme(cccu), "S-1")
    make.request(kent, student=student, kind="first")
    return student


def employed(student: Student, team) -> None:
    Student.objects.filter(pk=student.pk).update(own_team=team)


def test_a_council_names_the_team_that_employs_a_new_student(kent, cccu, by):
    team = make.team(kent, "Dover Team")
    found = upload(cccu, by, f"{HEAD}S-1,dover  team,{ASKS}S-2,,{ASKS}", sender=kent)
    assert "Team that employs the student: Dover Team" in DetailsColumn().said(found.staged.first())
    apply(found, by)
    assert list(Student.objects.order_by("reference").values_list("own_team", flat=True)) == [team.pk, None]


def test_another_employer_is_shown_with_the_one_of_before_and_undone(kent, cccu, by, known):
    employed(known, make.team(kent, "Chatham Team"))
    dover, before = make.team(kent, "Dover Team"), state()
    found = upload(cccu, by, "Reference,Employer\nS-1,Dover Team\n", sender=kent)
    row = found.staged.get()
    assert list(DetailsColumn().differences(row)) == [(HEADING, "Chatham Team", "Dover Team")]
    apply(found, by)
    known.refresh_from_db()
    assert known.own_team == dover
    imports.undo(found=found, by=by, today=TODAY)
    assert state() == before


def test_the_same_employer_or_an_empty_cell_changes_nothing(kent, cccu, by, known):
    team = make.team(kent, "Dover Team")
    employed(known, team)
    for cell in ("Dover Team", ""):
        found = upload(cccu, by, f"Reference,Employer,Drives\nS-1,{cell},\n", sender=kent)
        assert (found.unchanged, found.problem_count) == (1, 0)
    assert Student.objects.get().own_team == team


def test_a_team_that_is_not_open_or_of_another_council_is_refused(kent, medway, cccu, by):
    make.team(medway, "Strood Team")
    make.team(kent, "Old Team", valid_to=TODAY)
    text = f"{HEAD}S-1,Strood Team,{ASKS}S-2,Old Team,{ASKS}S-3,No Team,{ASKS}"
    reason = "is not one of your open teams: write the name of the team as it stands here"
    found = upload(cccu, by, text, sender=kent)
    assert problems(found) == [(row, HEADING, reason) for row in (2, 3, 4)]


def test_an_employer_of_another_council_stays_and_is_not_named(kent, medway, cccu, by, known):
    make.team(kent, "Dover Team")
    employed(known, make.team(medway, "Strood Team"))
    found = upload(cccu, by, "Reference,Employer\nS-1,Dover Team\n", sender=kent)
    assert problems(found) == [
        (2, HEADING, "is not the team on record, which is another council’s: ask that council")
    ]
    assert "Strood" not in repr(list(found.problems.values_list()) + list(found.staged.values_list()))


def test_a_university_is_neither_asked_for_teams_nor_told_of_them(kent, cccu, by):
    assert HEADING in {column.heading for column in OF_COUNCIL.columns}
    assert HEADING not in {column.heading for column in OF_UNIVERSITY.all}
    make.team(kent, "Dover Team")
    found = upload(cccu, make.partner(cccu), f"{HEAD}S-1,Dover Team,{ASKS}")
    columns = ["reference", "", "kind", "starts_on", "ends_on"]
    found = imports.choose_columns(found=found, columns=columns, name="", by=make.partner(cccu), today=TODAY)
    assert (found.problem_count, found.unused_columns) == (0, ["Employing team"])
    apply(found, make.partner(cccu))
    assert Student.objects.get().own_team is None
