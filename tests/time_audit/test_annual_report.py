"""The chapter of the yearly report: counted from rows, the case study's figures among them."""

from decimal import Decimal

import pytest
import time_machine

from kmtp.partnership.academic_year import AcademicYear
from tests import make
from tests.time_audit import made
from time_audit import annual_report
from time_audit.models import Audit, Entry, Week

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2019)


@pytest.fixture(autouse=True)
def _after_the_year():
    with time_machine.travel("2020-10-01 10:00 +0000", tick=False):
        yield


def case_study(kent) -> Audit:
    """Eleven practice educators return each of 25 weeks: 1,922 and 236 hours, 28 and 19 in the highest week."""
    audit = made.audit(kent, state="closed", published_note="The published 0.7 does not follow.")
    people = [made.participant(audit) for _ in range(11)]
    weeks = Week.objects.bulk_create(
        Week(participant=one, week_starts_on=monday, submitted_at="2020-07-01T09:00Z")
        for one in people
        for monday in one.span.weeks()
    )
    day = [28 * 60, *_spread(1894 * 60, 274)]
    late = [19 * 60, *_spread(217 * 60, 274)]
    Entry.objects.bulk_create(
        Entry(week=week, category="supervision", daytime=day[i], out_of_hours=late[i])
        for i, week in enumerate(weeks)
    )
    return audit


def _spread(total: int, parts: int) -> list[int]:
    return [total // parts + (1 if i < total % parts else 0) for i in range(parts)]


def test_the_case_study_is_counted_from_rows(kent):
    case_study(kent)
    for organisation in (kent, None):
        found = annual_report.section(year=YEAR, organisation=organisation)
        assert {figure.key: figure.value for figure in found.figures} == {
            "total-day": Decimal("1922.0"),
            "total-late": Decimal("236.0"),
            "average-day": Decimal("6.99"),
            "average-late": Decimal("0.86"),
            "average-both": Decimal("7.85"),
            "highest-day": Decimal("28.00"),
            "highest-late": Decimal("19.00"),
            "audits": 1,
            "participants": 11,
            "coverage": Decimal("100.0"),
        }
        assert "1,922 h ÷ 275 PE-weeks returned = 6.99" in found.figure("average-day").definition.text
        assert found.notes == ("The published 0.7 does not follow.",)


def test_last_year_stands_beside(kent):
    case_study(kent)
    Audit.objects.update(starts_on="2018-10-01")
    before = annual_report.section(year=YEAR, organisation=kent)
    assert before.finding == "No time audit with returned weeks started in 2019/20."
    audit = made.audit(kent, title="Again")
    for _ in range(5):
        made.week(made.participant(audit), day=60)
    found = annual_report.section(year=YEAR, organisation=kent)
    assert (found.figure("total-day").value, found.figure("total-day").last_year) == (5, 1922)
    assert found.figure("participants").last_year == 11


def test_another_council_has_no_part_in_it(kent, medway):
    case_study(kent)
    assert not annual_report.section(year=YEAR, organisation=medway).figures


def test_a_joint_audit_counts_each_councils_own(kent, medway):
    joint = made.audit(council=None)
    for council, people in ((kent, 5), (medway, 6)):
        for _ in range(people):
            made.week(made.participant(joint, at=council), day=60)
    counts = {
        place: annual_report.section(year=YEAR, organisation=place).figure("participants").value
        for place in (kent, medway, None)
    }
    assert counts == {kent: 5, medway: 6, None: 11}


def test_a_university_counts_its_own_students(kent):
    audit = made.audit(kent)
    greenwich = make.programme(make.university("Greenwich"))
    for of in (greenwich,) * 5 + (make.programme(),):
        made.week(made.participant(audit, student=make.student(of)), day=60)
    found = annual_report.section(year=YEAR, organisation=greenwich.university)
    assert found.figure("participants").value == 5


def test_fewer_than_five_are_not_shown(kent):
    made.week(made.participant(made.audit(kent)), day=97 * 60)
    found = annual_report.section(year=YEAR, organisation=kent)
    assert not found.figures
    assert "97" not in repr(found)


def test_a_year_without_an_audit_is_a_sentence(kent):
    assert annual_report.section(year=AcademicYear(1999), organisation=None).finding.startswith(
        "No time audit"
    )


def test_an_audit_without_returned_weeks_has_no_averages(kent):
    audit = made.audit(kent)
    for _ in range(5):
        made.participant(audit)
    found = annual_report.section(year=YEAR, organisation=kent)
    assert "no week has been returned" in found.finding


def test_few_queries_however_many_weeks(kent, django_assert_max_num_queries):
    case_study(kent)
    with django_assert_max_num_queries(10):
        annual_report.section(year=YEAR, organisation=kent)
