"""Who sees which report."""

import pytest

from kmtp.partnership.academic_year import AcademicYear
from kmtp.reports import actions, building
from kmtp.reports.models import Report
from tests import make

pytestmark = pytest.mark.django_db
Y1920 = AcademicYear(2019)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_manager_asks_for_a_report_and_downloads_it(kent, signed_in):
    client = signed_in(make.manager(kent))
    answer = client.post("/reports/build/", {"year": "2019/20", "whose": "kent"}, follow=True)
    assert "We are building revision 1" in answer.content.decode()
    report = Report.objects.get()
    assert client.get(f"/reports/{report.pk}/progress/").json() == {
        "progress": 0,
        "step": "Waiting for its turn",
        "done": False,
    }
    building.build(report.pk)
    assert "Download the PDF" in client.get(report.get_absolute_url()).content.decode()
    pdf = client.get(f"/reports/{report.pk}/pdf/")
    assert (
        pdf["Content-Disposition"] == 'attachment; filename="practice-education-kent-2019-20-revision-1.pdf"'
    )
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    workbook = client.get(f"/reports/{report.pk}/figures/")
    assert b"".join(workbook.streaming_content).startswith(b"PK")


def test_another_council_s_report_does_not_exist(kent, medway, signed_in):
    report = actions.ask(year=Y1920, organisation=medway, by=make.manager(medway))
    client = signed_in(make.manager(kent))
    paths = [
        report.get_absolute_url(),
        *(f"/reports/{report.pk}/{page}/" for page in ("pdf", "progress", "figures")),
    ]
    assert [client.get(path).status_code for path in paths] == [404] * 4


def test_a_manager_cannot_build_another_council_s_report(kent, medway, signed_in):
    client = signed_in(make.manager(kent))
    answer = client.post("/reports/build/", {"year": "2019/20", "whose": "medway"})
    assert (answer.status_code, Report.objects.count()) == (200, 0)
    assert "Choose the report for" in answer.content.decode().replace(
        "Choose report for", "Choose the report for"
    )


def test_the_list_costs_the_same_for_one_and_for_three(kent, signed_in, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(make.manager(kent))
    counts = []
    for start in (2017, 2018, 2019):
        actions.ask(year=AcademicYear(start), organisation=kent, by=make.manager(kent))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/reports/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12
