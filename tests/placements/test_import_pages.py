"""The pages of an import of students: a university’s own, and a coordinator’s in a university’s name."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from placements.models import Request, Student, StudentImport
from tests import make
from tests.placements.make_imports import HEAD, ONE, TWO, upload

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
COUNCILS = "Reference,Programme,Kind,Start,End\nS-1,BA,First,28/9/2037,26/3/2038\n"


@pytest.fixture
def partner(kent, cccu, signed_in):
    make.programme(cccu)
    return signed_in(make.partner(cccu))


def page(name: str, *args) -> str:
    return reverse(f"placements:{name}", args=args)


def send(client, text: str = TWO, **more):
    file = SimpleUploadedFile("students.csv", text.encode())
    return client.post(page("import_upload"), {"file": file, **more})


def shown(client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_a_university_uploads_looks_applies_and_undoes(partner):
    html = shown(partner, send(partner).url)
    assert "2 new, 0 changed, 0 unchanged" in html and "Sam Ash" in html
    assert Student.objects.count() == 0
    found = StudentImport.objects.get()
    apply = page("import_apply", found.pk)
    assert "The list of students of University CCCU gets 2 new" in shown(partner, apply)
    for _ in range(2):
        assert partner.post(apply).status_code == 302
    assert (Student.objects.count(), Request.objects.count()) == (2, 1)
    assert "there is nothing to apply" in shown(partner, send(partner).url)
    undo = page("import_undo", found.pk)
    assert "2 added students are taken off the list of students" in shown(partner, undo)
    partner.post(undo)
    assert (Student.objects.count(), Request.objects.count()) == (0, 0)


def test_what_changes_is_struck_out_and_marked(partner, cccu):
    make.student(make.programme(cccu), "S-1", name="Sam Elder")
    html = shown(partner, send(partner, ONE).url)
    assert "Name: from <del>Sam Elder</del> to <ins>Sam Ash</ins>" in html
    assert "Placement asked for: from <del>nothing</del> to <ins>First placement (70 days), Kent" in html


def test_every_problem_is_listed_and_can_be_downloaded(partner):
    text = HEAD + "S-1,BA,M4444,Maybe,,,,,,,\n,BA,,,,,,,,,\n"
    html = shown(partner, send(partner, text).url)
    assert "2 rows must be mended before anything is stored" in html
    for words in ("M4444", "Maybe", "Has no reference: enter it", "write it like ME4"):
        assert words in html
    problems = page("import_problems", StudentImport.objects.get().pk)
    assert b"Maybe" in b"".join(partner.get(f"{problems}?format=csv"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Colour,Shape\nA,B\n", "None of these is a heading that we know"),
        ("Reference\n" + "S\n" * 2_001, "more than 2,000 rows"),
        ("Reference,Name\n", "Add a row for each student"),
    ],
)
def test_a_file_that_is_no_list_is_refused_on_the_form(partner, content, sentence):
    response = send(partner, content)
    assert (response.status_code, sentence in response.content.decode()) == (200, True)
    assert not StudentImport.objects.exists()


def test_the_template_has_one_made_up_student_and_can_be_imported(partner):
    content = partner.get(page("import_template")).content
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Students", "How to fill it in"]
    file = SimpleUploadedFile("students.xlsx", content)
    html = shown(partner, partner.post(page("import_upload"), {"file": file}).url)
    assert "1 new, 0 changed" in html and "Sam Example" in html


def test_a_university_is_not_asked_whose_students_they_are(partner, cccu):
    html = shown(partner, page("import_upload"))
    assert 'name="university"' not in html and 'name="council"' not in html
    send(partner)
    found = StudentImport.objects.get()
    assert (found.sender, found.university) == (cccu, cccu)


def test_a_coordinator_says_whose_students_they_are(kent, medway, cccu, signed_in):
    make.programme(cccu)
    make.university("Greenwich")
    client = signed_in(make.coordinator(kent))
    assert "Choose the university" in send(client, COUNCILS).content.decode()
    send(client, COUNCILS, university=cccu.pk)
    found = StudentImport.objects.get()
    assert (found.sender, found.university) == (kent, cccu)
    client.post(page("import_apply", found.pk))
    assert Request.objects.get().council == kent


def test_a_coordinators_file_with_a_name_is_refused_and_nothing_is_kept(kent, cccu, signed_in):
    client = signed_in(make.coordinator(kent))
    html = send(client, "Reference,Name\nS-1,Sam Ash\n").content.decode()
    assert "“Name” is confidential: only the university itself sends that" in html
    assert not StudentImport.objects.exists()
    assert "Agreed adjustments" not in html


def test_the_lead_says_in_which_councils_name(kent, medway, cccu, signed_in):
    make.programme(cccu)
    client = signed_in(make.lead())
    send(client, COUNCILS, council=medway.pk)
    assert StudentImport.objects.get().sender == medway


@pytest.mark.parametrize("who", ["the other university", "a coordinator", "the lead"])
def test_a_universitys_list_is_nobody_elses_to_see(partner, kent, cccu, signed_in, who):
    found = upload(cccu, make.partner(cccu))
    others = {
        "the other university": make.partner(make.university("Greenwich")),
        "a coordinator": make.coordinator(kent),
        "the lead": make.lead(),
    }
    client = signed_in(others[who])
    for name in ("import", "import_columns", "import_problems", "import_apply", "import_undo"):
        assert client.get(page(name, found.pk)).status_code == 404
    assert "students.csv" not in shown(client, page("imports"))


def test_a_councils_list_is_not_the_universitys_to_see(partner, kent, cccu):
    found = upload(cccu, make.coordinator(kent), COUNCILS, sender=kent)
    assert partner.get(page("import", found.pk)).status_code == 404


@pytest.mark.parametrize("name", ["student_list", "request_list"])
def test_the_lists_lead_to_the_import_for_whoever_may(partner, kent, signed_in, name):
    for client in (partner, signed_in(make.coordinator(kent))):
        assert page("import_upload") in shown(client, page(name))


@pytest.mark.parametrize("name", ["imports", "import_upload"])
def test_the_list_of_imports_takes_as_many_queries_for_three_as_for_one(partner, cccu, name):
    counts = []
    for rows in (("S-1",), ("S-2", "S-3")):
        for reference in rows:
            upload(cccu, make.partner(cccu), f"Reference\n{reference}\n")
        with CaptureQueriesContext(connection) as queries:
            assert partner.get(page(name)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.parametrize("text", [TWO, HEAD + "S-1,X,X,X,X,X,X,X,X,X,X\n"], ids=["good", "bad"])
def test_a_preview_takes_as_many_queries_for_three_rows_as_for_one(partner, cccu, text):
    counts = []
    for more in ("", "S-8,BA\nS-9,BA\n"):
        found = upload(cccu, make.partner(cccu), text + more)
        with CaptureQueriesContext(connection) as queries:
            assert partner.get(page("import", found.pk)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (["", "reference", "reference"], {"column_2": ["More than one column is “Reference”"]}),
        (["", "", "is_driver"], {"column_0": ["No column is “Reference”"]}),
        (
            ["", "is_driver", "is_driver"],
            {"column_0": ["No column is “Reference”"], "column_2": ["More than one column is “Drives”"]},
        ),
    ],
)
def test_what_is_wrong_with_the_columns_stands_at_one_of_them(cccu, signed_in, chosen, said):
    make.programme(cccu)
    by = make.partner(cccu)
    found = upload(cccu, by, "Who,Car,Lives in\nS-1,Yes,ME4\n")
    typed = {f"column_{place}": key for place, key in enumerate(chosen)} | {"name": "Ours"}
    page = signed_in(by).post(reverse("placements:import_columns", args=[found.pk]), typed)
    errors = {
        name: [one.split(".")[0] for one in sentences]
        for name, sentences in page.context["form"].errors.items()
    }
    assert errors == said
