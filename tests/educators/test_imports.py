"""A spreadsheet into the register: all or nothing, once, and quickly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from educators.actions import imports
from educators.models import Award, Educator, Import
from educators.tables.imports import DetailsColumn
from kmtp.audit import Refused, history
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2020, 3, 2)
HEAD = "First name,Last name,SWE number,E-mail,Team,Stage 1,Stage 2,Post\n"
GOOD = (
    HEAD
    + "Ann,Lee,SW1,ann@kent.example,Chatham Team,1/7/2018,2/7/2019,Social worker\n"
    + "Bo,Day,SW2,bo@kent.example,,1/7/2018,,\n"
)


@pytest.fixture
def by(kent):
    make.team(kent)
    return make.coordinator(kent)


def upload(council, by, text: str = GOOD) -> Import:
    file = imports.Upload.of("register.csv", text.encode())
    return imports.upload(council=council, file=file, by=by, today=TODAY)


def apply(found, by):
    return imports.apply(found=found, by=by, today=TODAY)


def test_a_file_waits_and_changes_nothing_until_it_is_applied(kent, by):
    found = upload(kent, by)
    assert (found.state, Educator.objects.count()) == ("ready", 0)
    apply(found, by)
    ann = Educator.objects.get(swe_number="SW1")
    assert (ann.name, ann.team.name, ann.joined_on, ann.post) == (
        "Ann Lee",
        "Chatham Team",
        TODAY,
        "Social worker",
    )
    assert list(
        Award.objects.order_by("educator__pk", "kind").values_list(
            "educator__first_name", "kind", "awarded_on"
        )
    ) == [
        ("Ann", "stage-1", date(2018, 7, 1)),
        ("Ann", "stage-2", date(2019, 7, 2)),
        ("Bo", "stage-1", date(2018, 7, 1)),
    ]
    found.refresh_from_db()
    assert (found.state, found.added, found.changed, found.unchanged) == ("applied", 2, 0, 0)
    assert (found.content, found.samples, found.staged.count()) == (None, [], 0)


def test_applying_twice_or_uploading_again_changes_nothing(kent, by):
    found = upload(kent, by)
    apply(found, by)
    events = Educator.pgh_event_models
    before = [model.objects.count() for model in events.values()]
    assert apply(found, by).again
    again = upload(kent, by)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    apply(again, by)
    assert [model.objects.count() for model in events.values()] == before
    assert (Educator.objects.count(), Award.objects.count()) == (2, 3)


def test_the_same_file_waits_once(kent, by):
    assert upload(kent, by).pk == upload(kent, by).pk


def test_a_second_file_changes_what_differs_and_nothing_else(kent, by):
    apply(upload(kent, by), by)
    text = "SWE number,First name,Last name,Post,Team,Stage 2\nSW1,Ann,Lee-Kay,,,3/7/2019\nSW3,Cy,Poe,,,\n"
    found = upload(kent, by, text)
    assert [list(DetailsColumn().differences(row)) for row in found.staged.filter(outcome="changed")] == [
        [("Last name", "Lee", "Lee-Kay"), ("Stage 2 awarded on", "2 Jul 2019", "3 Jul 2019")]
    ]
    done = apply(found, by)
    assert (done.added, done.changed, done.unchanged) == (1, 1, 0)
    ann = Educator.objects.get(swe_number="SW1")
    assert (ann.last_name, ann.post, ann.team.name) == ("Lee-Kay", "Social worker", "Chatham Team")
    assert ann.awards.get(kind="stage-2").awarded_on == date(2019, 7, 3)
    entry = history.of(ann)[0]
    assert (entry.what, entry.by, entry.why) == (
        "Imported from a spreadsheet",
        "Kent Coordinator",
        "Spreadsheet register.csv",
    )


def test_a_file_with_a_bad_row_is_kept_apart_and_cannot_be_applied(kent, by):
    found = upload(kent, by, GOOD + "Cy,,SW9x,,,,,\n")
    assert (found.state, [problem.row for problem in found.problems.all()]) == ("refused", [4, 4])
    with pytest.raises(Refused, match="cannot be applied"):
        apply(found, by)
    assert Educator.objects.count() == 0


def test_a_name_that_two_people_have_is_a_problem_of_the_file(kent, by):
    make.educator(kent, first_name="Bo", last_name="Day")
    make.educator(kent, first_name="Bo", last_name="Day")
    found = upload(kent, by)
    assert [problem.reason for problem in found.problems.all()] == [
        "is the name of 2 people on the register: give the SWE number"
    ]


def test_a_register_that_changed_since_is_left_alone(kent, by):
    found = upload(kent, by, "First name,Last name\nBo,Day\n")
    make.educator(kent, first_name="Bo", last_name="Day")
    make.educator(kent, first_name="Bo", last_name="Day")
    with pytest.raises(Refused, match="The register changed"):
        apply(found, by)
    assert Educator.objects.count() == 2


def test_a_team_that_closed_since_refuses_the_whole_file(kent, by):
    found = upload(kent, by)
    team = make.team(kent)
    team.valid_to = date(2020, 1, 1)
    team.save()
    with pytest.raises(Refused, match="“Chatham Team” closed"):
        apply(found, by)
    assert Educator.objects.count() == 0


def test_a_file_that_is_put_away_keeps_nothing(kent, by):
    found = imports.put_away(found=upload(kent, by), by=by)
    assert (found.state, found.staged.count(), Educator.objects.count()) == ("put-away", 0, 0)
    with pytest.raises(Refused):
        apply(found, by)
    applied = upload(kent, by)
    apply(applied, by)
    with pytest.raises(Refused, match="in the register already"):
        imports.put_away(found=applied, by=by)


def test_another_councils_people_are_left_alone(kent, medway, by):
    theirs = make.educator(medway, first_name="Ann", last_name="Lee", swe_number="SW1")
    apply(upload(kent, by), by)
    theirs.refresh_from_db()
    assert (Educator.objects.of(kent).count(), theirs.email) == (2, "")


def test_two_thousand_rows_take_a_few_statements(kent, by, django_assert_max_num_queries):
    lines = (f"Ann,Lee{n},SW{n},a{n}@kent.example,Chatham Team,1/7/2018,2/7/2019,\n" for n in range(1, 2001))
    text = HEAD + "".join(lines)
    with django_assert_max_num_queries(130):
        apply(upload(kent, by, text), by)
        changed = text.replace("@kent", "@new")
        apply(upload(kent, by, changed), by)
    assert Educator.objects.filter(email__endswith="@new.example").count() == 2000


@pytest.mark.django_db(transaction=True)
def test_two_people_who_apply_one_file_at_once_apply_it_once(kent, by):
    found = upload(kent, by)

    def in_a_thread(_):
        try:
            return apply(Import.objects.get(pk=found.pk), by).again
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(in_a_thread, range(4))) == [False, True, True, True]
    assert (Educator.objects.count(), Award.objects.count()) == (2, 3)


def test_five_hundred_bad_cells_in_fifty_thousand_rows_are_all_listed(kent, by, monkeypatch):
    monkeypatch.setattr("educators.actions.imports.checking.AT_ONCE", 60_000)
    bad = range(100, 50_001, 100)
    lines = (f"Ann,Lee{n},SW{n},{'no address' if n in bad else ''},,,,\n" for n in range(1, 50_001))
    found = upload(kent, by, HEAD + "".join(lines))
    said = list(found.problems.values_list("row", "column", "value"))
    assert (found.state, found.row_count, found.problem_count, len(said)) == ("refused", 50_000, 500, 500)
    assert said == [(n + 1, "E-mail address", "no address") for n in bad]
    assert all(found.problems.values_list("reason", flat=True))


def test_what_a_worker_cannot_read_is_said_on_the_page_of_the_file(kent, by, monkeypatch, signed_in):
    monkeypatch.setattr("educators.actions.imports.checking.AT_ONCE", 1)
    found = upload(kent, by)
    empty = GOOD.encode() + b"\n" * 6_000
    Import.objects.filter(pk=found.pk).update(content=empty)
    imports.go_on(found.pk, now=now(), today=TODAY)
    found.refresh_from_db()
    assert (found.state, found.is_unreadable, found.staged.count()) == ("refused", True, 0)
    page = signed_in(by).get(found.get_absolute_url()).content.decode()
    assert "The file has thousands of empty rows" in page
    assert "Upload the mended file" in page
    assert "Change the columns" not in page


def test_a_file_that_names_many_teams_takes_no_more_statements(kent, by):
    taken = []
    for number in (1, 12):
        for n in range(number):
            make.team(kent, f"Team {number}.{n}")
        rows = (f"Ann,Lee{number}.{n},,,Team {number}.{n % number},,,\n" for n in range(12))
        found = upload(kent, by, HEAD + "".join(rows))
        with CaptureQueriesContext(connection) as queries:
            assert apply(found, by).added == 12
        taken.append(len(queries))
    assert taken[0] == taken[1]


@pytest.mark.parametrize("closed", [False, True])
def test_a_worker_applies_no_file_for_somebody_who_may_not_import_any_more(kent, by, closed, monkeypatch):
    """R5: also between asking and the worker's turn."""
    monkeypatch.setattr("educators.actions.imports.applying.AT_ONCE", 0)
    found = upload(kent, by)
    imports.ask_to_apply(found=found, by=by, today=TODAY)
    if closed:
        by.is_active = False
        by.save()
    imports.go_on(found.pk, now=now(), today=TODAY)
    found.refresh_from_db()
    assert (found.state, Educator.objects.count()) == (("ready", 0) if closed else ("applied", 2))
    assert ("may not import any more" in found.note) is closed
