"""A list of students from a spreadsheet: all or nothing, once, and nothing overwritten unseen."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from kmtp.audit import Refused, history
from kmtp.spreadsheet import Unreadable
from placements.actions import imports
from placements.models import ConfidentialProfile, Request, Student, StudentImport
from placements.tables.imports import DetailsColumn
from tests import make
from tests.placements.make_imports import ASKS, HEAD, ONE, TODAY, apply, problems, state, upload

pytestmark = pytest.mark.django_db
SHORT = "Reference,Kind,Start,End\n"


@pytest.fixture
def by(kent, cccu):
    make.programme(cccu)
    return make.partner(cccu)


def differences(found) -> list[list[tuple[str, str, str]]]:
    details = DetailsColumn()
    return [list(details.differences(row)) for row in found.staged.filter(outcome="changed")]


def test_a_list_waits_and_stores_both_layers_and_the_request_when_it_is_applied(cccu, by):
    found = upload(cccu, by)
    assert (found.state, found.added, state()) == ("ready", 2, [])
    done = apply(found, by)
    assert (done.added, done.changed, done.unchanged, done.again) == (2, 0, 0, False)
    sam, bo = Student.objects.order_by("reference")
    assert (sam.programme.name, sam.outward_postcode, sam.is_driver) == ("BA Social Work", "ME4", True)
    assert (sam.profile.name, sam.profile.email, sam.profile.dbs_cleared_on) == (
        "Sam Ash",
        "sam@s.example",
        date(2019, 9, 1),
    )
    request = Request.objects.get()
    assert (request.student, request.council.short_name, request.kind) == (sam, "Kent", "first")
    assert (request.starts_on, request.ends_on, request.asked_on) == (
        date(2020, 9, 28),
        date(2021, 3, 26),
        TODAY,
    )
    assert request.days_per_week == Decimal(4)
    assert (bo.programme, bo.outward_postcode, bo.profile.name) == (sam.programme, "CT9", "Bo Day")
    entry = history.of(sam)[0]
    assert (entry.what, entry.by, entry.why) == (
        "Students imported from a spreadsheet",
        "CCCU Partner",
        "Spreadsheet students.csv",
    )


def test_an_applied_list_keeps_neither_its_file_nor_anybodys_name(cccu, by):
    found = upload(cccu, by)
    apply(found, by)
    found.refresh_from_db()
    assert (found.content, found.samples, found.staged.count(), found.problems.count()) == (None, [], 0, 0)
    kept = [*found.touches.values_list(), *type(found).objects.values_list(), *found.events.values_list()]
    assert "Sam Ash" not in repr(kept) and "sam@s.example" not in repr(kept)


def test_the_same_list_twice_changes_nothing(cccu, by):
    found = upload(cccu, by)
    apply(found, by)
    before, events = state(), Student.pgh_event_models["update"].objects.count()
    assert apply(found, by).again
    again = upload(cccu, by)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    apply(again, by)
    assert (state(), Student.pgh_event_models["update"].objects.count()) == (before, events)


def test_the_same_list_waits_once(cccu, by):
    assert upload(cccu, by).pk == upload(cccu, by).pk


def test_what_differs_is_shown_with_the_values_of_before_and_nothing_else_is_changed(cccu, by):
    apply(upload(cccu, by), by)
    head = "Reference,Drives,Name,Council,Kind,Start date,Latest end date\n"
    text = f"{head}s-1,,Sam Oak,Kent,70 days,5/10/2020,26/3/2021\n"
    found = upload(cccu, by, text)
    assert differences(found) == [
        [("Name", "Sam Ash", "Sam Oak"), ("Start date", "28 Sep 2020", "5 Oct 2020")]
    ]
    assert apply(found, by).changed == 1
    sam = Student.objects.get(reference="S-1")
    assert (sam.is_driver, sam.profile.name, sam.profile.email) == (True, "Sam Oak", "sam@s.example")
    assert Request.objects.get().starts_on == date(2020, 10, 5)


def test_a_request_for_a_student_who_is_known_is_shown_as_asked_for(kent, cccu, by):
    make.student(make.programme(cccu), "S-7")
    found = upload(cccu, by, f"{SHORT}S-7,Final,28/9/2020,26/6/2021\n")
    line = "Final placement (100 days), Kent, 28 Sep 2020 to 26 Jun 2021"
    assert differences(found) == [[("Placement asked for", "nothing", line)]]
    apply(found, by)
    assert Request.objects.get().student.reference == "S-7"


def test_a_request_that_was_withdrawn_says_so_before_it_is_asked_again(kent, cccu, by):
    student = make.student(make.programme(cccu), "S-7")
    make.request(kent, student=student, withdrawn_on=TODAY, withdrawn_because="Left")
    found = upload(cccu, by, f"{SHORT}S-7,Final,6/1/2020,26/6/2020\n")
    assert differences(found)[0][0][1] == "withdrawn on 2 Mar 2020"
    apply(found, by)
    assert Request.objects.filter(withdrawn_on=None).count() == 1


def test_everything_that_is_wrong_is_said_at_once_with_its_row_and_column(kent, medway, cccu, by):
    make.programme(cccu, route="ma")
    text = HEAD + (
        "S-1,BA Art,M4444,Perhaps,Sam,no address,31/2/2020,Surrey,Third,28/9/20,\n"
        "S-2,BA Social Work,,,,,,Kent,First placement,28/9/2020,1/9/2020\n"
        "S-3,,,,Ann,,,,,,\n"
        ",BA Social Work,,,,,,,,,\n"
        "S-2,BA Social Work,,,,,,,,,\n"
        "S-4,BA Social Work,,,,,,Kent,Final placement,28/9/2020,9/10/2020\n"
        "S-5,BA Social Work,,,,,,,First placement,28/9/2020,26/3/2021\n"
    )
    found = upload(cccu, by, text)
    assert (found.state, found.bad_rows) == ("refused", 7)
    assert [(row, column) for row, column, _ in problems(found)] == [
        *((2, "Programme"), (2, "First half of the postcode"), (2, "Drives"), (2, "E-mail address")),
        *((2, "DBS cleared on"), (2, "Council"), (2, "Kind of placement"), (2, "Start date")),
        *((2, "Latest end date"), (3, "Latest end date"), (4, "Programme"), (4, "E-mail address")),
        *((5, "Reference"), (6, "Reference"), (7, "Latest end date"), (8, "Council")),
    ]
    said = {(row, column): reason for row, column, reason in problems(found)}
    assert said[2, "Programme"] == "is not a programme: write “BA Social Work” or “MA Social Work”"
    assert said[2, "Start date"] == "has a year of two digits: write it with four, like 03/02/2020"
    assert said[6, "Reference"].startswith("is in row 3 as well")
    assert said[7, "Latest end date"] == "is too early: only 8 of 100 placement days fit between the dates"
    kept = set(found.problems.values_list("column", "value"))
    assert {("DBS cleared on", "31/2/2020"), ("Reference", "S-2"), ("E-mail address", "no address")} < kept
    with pytest.raises(Refused, match="cannot be applied"):
        apply(found, by)
    assert state() == []


def test_another_universitys_student_with_the_same_reference_is_neither_changed_nor_revealed(cccu, by):
    theirs = make.student(make.programme(make.university("Greenwich")), "S-1", name="Numbat")
    before = (list(Student.objects.filter(pk=theirs.pk).values_list()), theirs.profile.name)
    found = upload(cccu, by, ONE)
    assert (found.state, found.added, found.staged.get().student_key) == ("ready", 1, None)
    apply(found, by)
    theirs.refresh_from_db()
    assert (list(Student.objects.filter(pk=theirs.pk).values_list()), theirs.profile.name) == before
    assert Student.objects.filter(reference="S-1").count() == 2


def test_another_universitys_programme_is_none_of_ours(cccu, by):
    make.programme(make.university("Greenwich"), route="ma")
    found = upload(cccu, by, "Reference,Programme\nS-1,MA Social Work\n")
    assert problems(found) == [(2, "Programme", "is not a programme: write “BA Social Work”")]


def test_a_row_without_a_placement_is_a_profile_alone(kent, cccu, by):
    apply(upload(cccu, by, "Reference,Council,Name,Email\nS-1,Kent,Sam,s@s.example\n"), by)
    assert (Student.objects.count(), Request.objects.count()) == (1, 0)


def test_a_name_in_two_columns_is_one_name(cccu, by):
    apply(upload(cccu, by, "Reference,Surname,Forename,Email\nS-1,Ash,Sam,s@s.example\n"), by)
    assert ConfidentialProfile.objects.get().name == "Sam Ash"


def test_half_a_confidential_profile_is_refused_and_none_is_allowed(cccu, by):
    found = upload(cccu, by, "Reference,DBS\nS-1,1/9/2019\n")
    assert [(row, column) for row, column, _ in problems(found)] == [(2, "Name"), (2, "E-mail address")]
    apply(upload(cccu, by, "Reference\nS-1\n"), by)
    assert (Student.objects.count(), ConfidentialProfile.objects.count()) == (1, 0)


def test_a_student_who_changes_the_programme_is_the_same_student(cccu, by):
    student = make.student(make.programme(cccu), "S-1")
    make.programme(cccu, route="ma")
    found = upload(cccu, by, "Reference,Programme\nS-1,MA\n")
    assert differences(found) == [[("Programme", "BA Social Work", "MA Social Work")]]
    apply(found, by)
    student.refresh_from_db()
    assert student.programme.name == "MA Social Work"


def test_a_request_with_a_placement_is_left_as_it_is(kent, cccu, by):
    student = make.student(make.programme(cccu), "S-1")
    asked = make.request(kent, student=student)
    make.placement(kent, student=student, request=asked)
    same = upload(cccu, by, f"{SHORT}S-1,Final,6/1/2020,26/6/2020\n")
    assert (same.unchanged, same.problem_count) == (1, 0)
    other = upload(cccu, by, f"{SHORT}S-1,Final,13/1/2020,3/7/2020\n")
    reason = "differs from a request that has a placement already: change the placement instead"
    assert problems(other) == [(2, "Start date", reason), (2, "Latest end date", reason)]


def test_what_changed_since_the_list_was_checked_is_not_overwritten(cccu, by):
    apply(upload(cccu, by), by)
    found = upload(cccu, by, "Reference,Postcode\nS-1,ME7\n")
    Student.objects.filter(reference="S-1").update(outward_postcode="CT1")
    with pytest.raises(Refused, match="changed since this file was checked"):
        apply(found, by)
    again = imports.check_again(found=found, by=by, today=TODAY)
    assert differences(again) == [[("First half of the postcode", "CT1", "ME7")]]
    apply(again, by)
    assert Student.objects.get(reference="S-1").outward_postcode == "ME7"


def test_headings_that_nobody_knows_are_asked_about_once(cccu, by):
    text = "Ref,Lives in\nS-1,ME4\n"
    found = upload(cccu, by, text)
    assert (found.state, found.columns, found.samples[1]) == ("columns", ["reference", ""], ["ME4"])
    columns = ["reference", "outward_postcode"]
    imports.choose_columns(found=found, columns=columns, name="Ours", by=by, today=TODAY)
    again = upload(cccu, by, text.replace("ME4", "ME5"))
    assert (again.state, again.columns) == ("ready", columns)


class TestACouncil:
    """A coordinator imports what a university told her, as she adds a student by hand."""

    TEXT = "Reference,Programme,Drives,Kind,Start,End\nS-1,BA Social Work,Yes,First,28/9/2020,26/3/2021\n"

    @pytest.fixture
    def coordinator(self, kent):
        return make.coordinator(kent)

    def test_adds_students_with_what_is_asked_of_itself(self, kent, medway, cccu, by, coordinator):
        found = upload(cccu, coordinator, self.TEXT, sender=kent)
        apply(found, coordinator)
        request = Request.objects.get()
        assert (request.council, request.student.is_ready_for_practice) == (kent, False)
        assert not ConfidentialProfile.objects.exists()

    def test_asks_no_other_council(self, kent, medway, cccu, by, coordinator):
        text = self.TEXT.replace("End\n", "End,Council\n").replace("2021\n", "2021,Medway\n")
        found = upload(cccu, coordinator, text, sender=kent)
        assert problems(found) == [(2, "Council", "is not a council that you can ask: write “Kent”")]

    def test_adds_nobody_without_a_request(self, kent, cccu, by, coordinator):
        found = upload(cccu, coordinator, "Reference\nS-1\n", sender=kent)
        assert [reason for *_, reason in problems(found)] == [
            "has no placement asked for: a council adds a student together with one"
        ]

    @pytest.mark.parametrize("heading", ["Name", "E-mail", "DBS date", "Surname", "Adjustments"])
    def test_sends_nothing_confidential(self, kent, cccu, by, coordinator, heading):
        with pytest.raises(Unreadable, match=f"“{heading}” is confidential"):
            upload(cccu, coordinator, f"Reference,{heading}\nS-1,x\n", sender=kent)

    def test_neither_changes_nor_sees_a_student_of_whom_it_was_not_asked(self, kent, cccu, by, coordinator):
        make.student(make.programme(cccu), "S-1", outward_postcode="TN1")
        found = upload(cccu, coordinator, self.TEXT, sender=kent)
        assert problems(found) == [(2, "Reference", "is a student’s already: ask the university about it")]
        assert "TN1" not in repr([*found.staged.values_list(), *found.problems.values_list()])

    def test_changes_what_a_placement_has_to_fit_of_a_student_it_was_asked_for(
        self, kent, cccu, by, coordinator
    ):
        student = make.student(make.programme(cccu), "S-1", outward_postcode="TN1")
        make.request(kent, student=student, kind="first")
        found = upload(cccu, coordinator, "Reference,Postcode\nS-1,ME4\n", sender=kent)
        assert differences(found) == [[("First half of the postcode", "TN1", "ME4")]]
        apply(found, coordinator)
        student.refresh_from_db()
        assert (student.outward_postcode, student.is_ready_for_practice) == ("ME4", True)

    def test_does_not_change_the_programme(self, kent, cccu, by, coordinator):
        make.request(kent, student=make.student(make.programme(cccu), "S-1"))
        make.programme(cccu, route="ma")
        found = upload(cccu, coordinator, "Reference,Programme\nS-1,MA\n", sender=kent)
        assert [column for _, column, _ in problems(found)] == ["Programme"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(cccu, by, many, django_assert_num_queries):
    rows = "".join(f"S-{n},BA Social Work,ME4,Yes,Sam {n},s{n}@s.example,,{ASKS}" for n in range(many))
    found = upload(cccu, by, HEAD + rows)
    with django_assert_num_queries(27):
        apply(found, by)
    assert found.row_count == many


def test_a_list_of_two_thousand_is_read_and_one_more_is_refused(cccu, by):
    rows = "".join(f"S-{n}\n" for n in range(2_000))
    assert upload(cccu, by, f"Reference\n{rows}").added == 2_000
    with pytest.raises(Unreadable, match="more than 2,000 rows"):
        upload(cccu, by, f"Reference\n{rows}S-x\n")


def random_list(chance: random.Random) -> str:
    """Return a list of some students in which any cell but the first may be empty."""
    columns = {
        "Reference": [""],
        "Postcode": ["", "ME4", "ct9 1AA", "TN1"],
        "Drives": ["", "Yes", "no", "x"],
        "Setting of the first placement": ["", "Adults", "children and families"],
        "Learning needs": ["", 'Court work; "assessments"', "–"],
        "Ready for practice": ["", "Passed", "No"],
    }
    asks = [
        ",,,",
        "Kent,First,28/9/2020,26/3/2021",
        "Medway,final,2020-09-28,30 Sept 2021",
        "Kent,70,1.9.2020,1.9.2021",
    ]
    head = ",".join([*columns, "Council", "Kind", "Start", "End"])
    rows = []
    for number in range(chance.randint(1, 12)):
        cells = [chance.choice(values).replace('"', '""') for values in columns.values()]
        quoted = ",".join(f'"{cell}"' for cell in cells[1:])
        rows.append(f"S-{number},{quoted},{chance.choice(asks)}")
    chance.shuffle(rows)
    return "\n".join([head, *rows, ""])


@pytest.mark.parametrize("seed", range(12))
def test_any_list_that_was_applied_says_nothing_new_and_undoes_to_what_was_before(
    kent, medway, cccu, by, seed
):
    chance = random.Random(seed)
    apply(upload(cccu, by, random_list(chance)), by)
    before, text = state(), random_list(chance)
    found = upload(cccu, by, text)
    assert problems(found) == []
    apply(found, by)
    again = upload(cccu, by, text)
    assert (again.state, again.added, again.changed, again.unchanged) == ("ready", 0, 0, again.row_count)
    imports.undo(found=found, by=by, today=TODAY)
    assert state() == before


@pytest.mark.django_db(transaction=True)
def test_two_people_who_apply_one_list_at_once_apply_it_once(kent, cccu, by):
    found = upload(cccu, by)

    def in_a_thread(_):
        try:
            return apply(StudentImport.objects.get(pk=found.pk), by).again
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(in_a_thread, range(4))) == [False, True, True, True]
    assert (Student.objects.count(), ConfidentialProfile.objects.count(), Request.objects.count()) == (
        2,
        2,
        1,
    )


def test_two_thousand_students_with_requests_take_a_few_statements(cccu, by, django_assert_max_num_queries):
    rows = "".join(f"S-{n},BA Social Work,ME4,Yes,Sam {n},s{n}@s.example,,{ASKS}" for n in range(2_000))
    with django_assert_max_num_queries(100):
        apply(upload(cccu, by, HEAD + rows), by)
    assert Request.objects.count() == 2_000
