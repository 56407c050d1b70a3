"""Which documents a step takes, how they are kept, and how one is fetched."""

import io
import logging
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothetically
from hypothesis import strategies as st

from kmtp import env
from kmtp.audit import Refused
from placements import documents
from placements.actions import documents as actions
from placements.documents import OPEN_TEXT, WORD, Checked, NotTaken, check, neutral
from placements.models import Document
from tests import make
from tests.placements.steps_made import step

PDF, PNG, JPEG = b"%PDF-1.7 report", b"\x89PNG\r\n\x1a\n0", b"\xff\xd8\xff\xe0 photo"
DOC = documents.COMPOUND + b"\0" * 100 + documents.WORD_STREAM
MACRO = "word/vbaProject.bin"


def archive(**parts):
    """Return a ZIP archive; two underscores in a name stand for a slash, and it ends in .xml."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        for name, text in parts.items():
            book.writestr(name if name == "mimetype" else name.replace("__", "/"), text)
    return held.getvalue()


DOCX = archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
DOCM = archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", MACRO: "x"})
ODT = archive(mimetype=OPEN_TEXT)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", PDF, "application/pdf"),
        ("REPORT.PDF", PDF, "application/pdf"),
        ("report.docx", DOCX, WORD),
        ("report.doc", DOC, "application/msword"),
        ("report.odt", ODT, OPEN_TEXT),
        ("photo.jpeg", JPEG, "image/jpeg"),
        ("photo.png", PNG, "image/png"),
    ],
)
def test_a_document_is_taken_for_what_it_is(name, content, kind):
    assert check(name, content, 1) == Checked(name, content, kind)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("report.pdf", b"<html><script>", "cannot be taken"),
        ("report.pdf", PNG, "ends in “.pdf”, but it is a .png"),
        ("report.exe", PDF, "ends in “.exe”"),
        ("report", PDF, "ends in “.”"),
        ("report.docm", DOCM, "cannot be taken"),
        ("report.docx", DOCM, "cannot be taken"),
        ("sheet.docx", archive(**{"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "cannot be taken"),
        ("sheet.doc", documents.COMPOUND + b"Workbook", "cannot be taken"),
        ("broken.docx", b"PK\x03\x04 and no more", "cannot be taken"),
        (
            "report.odt",
            archive(mimetype="application/vnd.oasis.opendocument.text-template"),
            "cannot be taken",
        ),
        ("report.odt", archive(mimetype="x" * 5000), "cannot be taken"),
        ("report.pdf", b"", "is empty"),
        ("report.pdf", PDF + b"0" * 1024 * 1024, "larger than 1 MB"),
    ],
)
def test_what_a_step_does_not_take_is_refused_in_words(name, content, why):
    with pytest.raises(NotTaken, match=why):
        check(name, content, 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Final report, 2nd.pdf", "Final report, 2nd.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\plan.docx", "plan.docx"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b__Set-Cookie_ x.pdf"),
        ("Zoë’s report.pdf", "Zoë’s report.pdf"),
        ("  ..pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(typed, kept):
    assert neutral(typed) == kept


@hypothetically(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=300))
def test_every_name_is_short_and_fits_a_header_and_a_folder(typed):
    kept = neutral(typed)
    assert 0 < len(kept) <= documents.LONGEST_NAME
    assert not set(kept) & set('/\\"\r\n\0:;<>|*?%')
    assert not kept.startswith(".")


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def checked(content=PDF, name="report.pdf"):
    return check(name, content, 1)


@pytest.mark.django_db
def test_each_upload_is_a_version_and_none_is_thrown_away(kent):
    one, by = step(make.placement(kent)), make.coordinator(kent)
    first = actions.add(step=one, file=checked(), by=by)
    second = actions.add(step=one, file=checked(PDF + b" 2"), by=by)
    assert [(doc.version, doc.uploaded_by, doc.size) for doc in one.documents.all()] == [
        (2, by, len(PDF) + 2),
        (1, by, len(PDF)),
    ]
    assert (first.file.open().read(), second.file.open().read()) == (PDF, PDF + b" 2")
    with pytest.raises(Refused, match="latest version already"):
        actions.add(step=one, file=checked(PDF + b" 2"), by=by)


@pytest.mark.django_db
def test_a_version_is_there_once(kent):
    made = actions.add(step=step(make.placement(kent)), file=checked(), by=make.coordinator(kent))
    facts = {"step": made.step, "version": 1, "size": 1, "uploaded_at": made.uploaded_at}
    Document.objects.create(**{**facts, "version": 2})
    with pytest.raises(IntegrityError, match="document_version_is_unique"), transaction.atomic():
        Document.objects.create(**facts)


@pytest.mark.django_db
def test_a_withdrawn_placement_takes_no_document(kent):
    one = step(make.placement(kent, state="withdrawn"))
    with pytest.raises(Refused, match="withdrawn"):
        actions.add(step=one, file=checked(), by=make.coordinator(kent))


@pytest.mark.django_db
def test_the_file_lies_in_the_store_readable_by_the_service_alone(kent, tmp_path):
    made = actions.add(step=step(make.placement(kent)), file=checked(), by=make.coordinator(kent))
    path = Path(made.file.path)
    assert tmp_path in path.parents
    assert "report" not in path.name
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_a_document_is_uploaded_and_fetched_as_a_file_alone(kent, signed_in, caplog):
    one, person = step(make.placement(kent)), make.coordinator(kent)
    client, url = signed_in(person), reverse("placements:document_add", args=[one.pk])
    wrong = client.post(url, {"file": SimpleUploadedFile("report.pdf", b"<html>")})
    assert "Choose a document that is PDF, Word" in wrong.text
    page = client.post(url, {"file": SimpleUploadedFile("Report.pdf", PDF)})
    assert page.url == f"{one.placement.get_absolute_url()}#steps"
    fetch = reverse("placements:document", args=[one.documents.get().pk])
    assert fetch in client.get(one.placement.get_absolute_url()).text
    with caplog.at_level(logging.INFO, "kmtp.ui.middleware"):
        answer = client.get(fetch)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="Report.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert [f"export path={fetch} person={person.pk} rows=None"] == [
        one.getMessage() for one in caplog.records
    ]


@pytest.mark.django_db
def test_a_file_that_is_gone_from_the_store_is_not_found(kent, signed_in):
    made = actions.add(step=step(make.placement(kent)), file=checked(), by=make.coordinator(kent))
    Path(made.file.path).unlink()
    page = signed_in(make.coordinator(kent)).get(reverse("placements:document", args=[made.pk]))
    assert page.status_code == 404


@pytest.mark.parametrize(
    ("text", "value"), [("{}", {}), ('{"bucket_name": "kmtp"}', {"bucket_name": "kmtp"})]
)
def test_the_options_of_the_store_are_a_json_object(text, value):
    assert env.load({"FILE_STORAGE_OPTIONS": text})["FILE_STORAGE_OPTIONS"] == value


@pytest.mark.parametrize("text", ["[]", "1", "bucket=kmtp"])
def test_other_options_of_the_store_are_refused_in_words(text):
    with pytest.raises(env.BadSetting, match="FILE_STORAGE_OPTIONS"):
        env.load({"FILE_STORAGE_OPTIONS": text})
