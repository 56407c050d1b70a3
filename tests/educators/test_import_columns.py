"""What the columns of a file are: asked once, remembered for files with the same headings."""

import pytest

from educators.actions import imports
from educators.models import ColumnMapping, Educator
from educators.spreadsheet import REGISTER
from kmtp.audit import Refused
from kmtp.spreadsheet import mapping
from kmtp.spreadsheet.cells import Wrong, postcode
from tests import make
from tests.educators.make_imports import TODAY, apply, upload

pytestmark = pytest.mark.django_db
OURS = "Worker,Known as,Surname,Colour\n1,Ann,Lee,red\n2,Bo,Day,\n"
CHOSEN = ["", "first_name", "last_name", ""]


@pytest.fixture
def by(kent):
    return make.coordinator(kent)


def choose(found, by, columns=CHOSEN):
    return imports.choose_columns(found=found, columns=columns, name="HR system", by=by, today=TODAY)


@pytest.mark.parametrize(
    ("headings", "keys"),
    [
        (["Surname", "Forename", "Colour"], ("last_name", "first_name", "")),
        (["Surname", "Last name", "Forename"], ("last_name", "", "first_name")),
        (["", "Name"], ("", "name")),
    ],
)
def test_what_the_headings_seem_to_mean_is_proposed(headings, keys):
    assert mapping.proposed(headings, REGISTER) == keys


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["first_name", "last_name"], []),
        (["name", ""], []),
        (["first_name"], ["No column is “Last name”"]),
        (["", ""], ["No column is “First name” and “Last name”"]),
        (["email", "email"], ["More than one column is “E-mail address”", "No column is “First name”"]),
    ],
)
def test_every_fault_of_the_columns_is_said_at_once(keys, said):
    found = mapping.faults(keys, REGISTER)
    assert len(found) == len(said)
    assert all(sentence.startswith(start) for sentence, start in zip(found, said, strict=True))


def test_a_fingerprint_does_not_change_with_spaces_and_capitals():
    assert mapping.fingerprint(["E-mail ", "POST"]) == mapping.fingerprint(["email", "Post"])
    assert mapping.fingerprint(["Post", "email"]) != mapping.fingerprint(["email", "Post"])


def test_a_file_with_unknown_headings_waits_for_its_columns(kent, by):
    found = upload(kent, by, OURS)
    assert (found.state, found.columns) == ("columns", ["", "", "last_name", ""])
    assert found.samples[1] == ["Ann", "Bo"]
    assert found.get_absolute_url().endswith("/columns/")
    assert choose(found, by).state == "ready"
    apply(found, by)
    assert {one.name for one in Educator.objects.all()} == {"Ann Lee", "Bo Day"}


def test_the_columns_are_remembered_for_the_next_file_of_the_source(kent, medway, by):
    choose(upload(kent, by, OURS), by)
    again = upload(kent, by, OURS.replace("Ann", "Anna"))
    assert (again.state, again.columns, again.unused_columns) == ("ready", CHOSEN, ["Worker", "Colour"])
    assert upload(medway, make.coordinator(medway), OURS).state == "columns"


def test_a_problem_names_the_column_as_the_file_does(kent, by):
    rows = "Badge,Known as,Surname\nSW twelve,Bo,Day\n,Ann,\n"
    found = choose(upload(kent, by, rows), by, ["swe_number", "first_name", "last_name"])
    assert set(found.problems.values_list("row", "column")) == {(2, "Badge (SWE number)"), (3, "Last name")}


def test_the_columns_can_be_changed_later(kent, by):
    found = choose(upload(kent, by, OURS), by)
    choose(found, by, ["", "first_name", "last_name", "post"])
    assert ColumnMapping.objects.get().columns == ["", "first_name", "last_name", "post"]
    found.refresh_from_db()
    assert found.staged.get(number=2).post == "red"


def test_columns_without_a_name_are_refused(kent, by):
    with pytest.raises(Refused, match="No column is “First name”"):
        choose(upload(kent, by, OURS), by, ["", "", "last_name", ""])


def test_the_columns_of_an_applied_file_stay(kent, by):
    found = choose(upload(kent, by, OURS), by)
    apply(found, by)
    with pytest.raises(Refused, match="cannot be changed any more"):
        choose(found, by)


@pytest.mark.parametrize(
    ("typed", "means"), [("me4 4tr", "ME4 4TR"), ("ME44TR", "ME4 4TR"), ("w1a 1aa", "W1A 1AA")]
)
def test_a_postcode_is_read_as_people_type_it(typed, means):
    assert postcode(typed) == means


@pytest.mark.parametrize("typed", ["ME4", "Kent", "ME4 4TRX"])
def test_half_a_postcode_is_refused(typed):
    with pytest.raises(Wrong, match="not a full postcode"):
        postcode(typed)
