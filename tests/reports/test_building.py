"""A report is there whole or not at all, and says why when it is not."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kmtp.audit import Refused
from kmtp.partnership.academic_year import AcademicYear
from kmtp.reports import actions, building, pdf
from kmtp.reports.models import Report
from tests import make

Y1920 = AcademicYear(2019)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def asked(kent) -> Report:
    make.placement(kent)
    return actions.ask(year=Y1920, organisation=kent, by=make.manager(kent))


@pytest.mark.django_db
def test_a_report_is_built_with_its_file_its_pages_and_its_figures(asked):
    building.build(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.progress, asked.problem) == ("ready", 100, "")
    assert asked.file.read_bytes().startswith(b"%PDF-")
    assert "The year in figures" in asked.body
    assert {"chapter", "figure", "value", "last_year", "unit", "definition"} == set(asked.figures[0])


@pytest.mark.django_db
def test_the_pdf_is_accessible(asked):
    page = pytest.importorskip("page")
    building.build(asked.pk)
    verdict = page.validate_pdf_bytes(asked.file.read_bytes(), profile="ua1")
    assert verdict.is_compliant, verdict


@pytest.mark.django_db
def test_a_report_of_a_year_without_data_is_built_too(kent):
    asked = actions.ask(year=AcademicYear(2001), organisation=kent, by=make.manager(kent))
    building.build(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "ready"


@pytest.mark.django_db
def test_a_report_of_the_whole_partnership_is_built(kent, medway):
    asked = actions.ask(year=Y1920, organisation=None, by=make.lead())
    building.build(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "ready"


@pytest.mark.django_db
def test_a_report_that_is_gone_is_nobody_s_work():
    building.build(0)
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_building_twice_builds_once(asked):
    building.build(asked.pk)
    first = Report.objects.get(pk=asked.pk)
    building.build(asked.pk)
    again = Report.objects.get(pk=asked.pk)
    assert (again.attempts, again.built_at) == (first.attempts, first.built_at)


@pytest.mark.django_db
def test_a_second_request_meets_a_sentence_while_the_first_is_in_the_making(asked, kent):
    with pytest.raises(Refused, match="is being built already"):
        actions.ask(year=Y1920, organisation=kent, by=make.manager(kent))


@pytest.mark.django_db
def test_a_new_revision_leaves_the_earlier_one(asked, kent):
    building.build(asked.pk)
    before = asked.file.read_bytes()
    second = actions.ask(year=Y1920, organisation=kent, by=make.manager(kent))
    building.build(second.pk)
    assert (second.revision, asked.file.read_bytes()) == (2, before)


@pytest.mark.django_db
def test_a_report_that_cannot_be_stored_says_why_and_leaves_nothing(asked, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    building.build(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, list(asked.file.parent.iterdir())) == ("failed", [])
    assert "No space left on device" in asked.problem


@pytest.mark.django_db
def test_a_missing_library_is_named(asked, monkeypatch):
    def missing(html):
        raise pdf.CannotWrite(pdf.PANGO)

    monkeypatch.setattr(pdf, "write", missing)
    building.build(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.problem) == ("failed", pdf.PANGO)


@pytest.mark.django_db
def test_a_builder_that_died_is_followed_by_another_after_its_lease(asked):
    assert building.claim(asked.pk, timezone.now()) is not None
    assert building.claim(asked.pk, timezone.now()) is None
    Report.objects.update(claimed_at=timezone.now() - building.LEASE - timedelta(seconds=1))
    assert building.sweep(timezone.now()) == [asked.pk]
    building.build(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("ready", 2)


@pytest.mark.django_db
def test_a_report_that_kills_its_builder_is_given_up(asked):
    Report.objects.update(
        state="building", attempts=building.ATTEMPTS, claimed_at=timezone.now() - building.LEASE * 2
    )
    building.build(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.problem[:34]) == ("failed", "Building it was cut short three ti")


KILLED = """
import sys, pathlib
sys.path.insert(0, {root!r})
import os
from kmtp.reports import building
place = pathlib.Path({place!r})
print("ready", flush=True)
while True:
    building.put(os.urandom(5_000_000), place)
"""


@pytest.mark.parametrize("wait", [0.01, 0.02, 0.03, 0.05, 0.08])
def test_a_builder_killed_while_it_writes_never_leaves_half_a_file(tmp_path, wait):
    """F6: kill -9 at several moments; the file is either missing or whole."""
    place = tmp_path / "report.pdf"
    root = os.fspath(building.Path(__file__).parents[2])
    script = KILLED.format(root=root, place=str(place))
    setup = "import django; django.setup()"
    child = subprocess.Popen([sys.executable, "-c", f"{setup}\n{script}"], stdout=subprocess.PIPE)
    child.stdout.readline()
    time.sleep(wait)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert not place.exists() or place.stat().st_size == 5_000_000


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_ask_for_one_report(kent):
    manager = make.manager(kent)
    answers: list[str] = []

    def click():
        try:
            actions.ask(year=Y1920, organisation=kent, by=manager)
            answers.append("asked")
        except Refused as refused:
            answers.append(str(refused)[:38])
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["This report is being built already. Op"] * 9 + ["asked"]
