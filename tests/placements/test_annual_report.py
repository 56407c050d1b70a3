"""The report counts rows, and gives the published figures when the published rows are there."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kmtp.partnership.academic_year import AcademicYear
from placements import kinds
from placements.annual_report import section
from placements.models import Placement, Scheme, Student
from tests import make

Y1819, Y1920 = AcademicYear(2018), AcademicYear(2019)
pytestmark = pytest.mark.django_db


class Rows:
    """Makes many placements of a council quickly; every student has an educator of her own."""

    def __init__(self, council):
        self.council, self.team, self.number = council, make.team(council), 0

    def add(self, year: AcademicYear, count: int, *of: str, route="ba", scheme=None, state="passed") -> None:
        programme = make.programme(route=route)
        students = [Student(programme=programme, reference=next(self.references)) for _ in range(count)]
        Student.objects.bulk_create(students)
        Placement.objects.bulk_create(
            self.one(year, student, kind, turn, scheme, state)
            for student in students
            for turn, kind in enumerate(of)
        )

    @property
    def references(self) -> Iterator[str]:
        while True:
            self.number += 1
            yield f"{self.council.slug}-{self.number}"

    def one(self, year, student, kind, turn, scheme, state) -> Placement:
        start = date(year.start + 1, 1, 6) + timedelta(days=140 * turn)
        return Placement(
            student=student,
            council=self.council,
            team=self.team,
            educator=self.educator if kind != "readiness" else None,
            kind=kind,
            days=kinds.KINDS[kind].days,
            scheme=scheme,
            starts_on=start,
            ends_on=start + timedelta(days=120),
            state=state,
        )

    @property
    def educator(self):
        return make.Educator.objects.filter(council=self.council).first() or make.educator(self.council)


def figures(year, council) -> dict[str, tuple[object, object]]:
    return {one.key: (one.value, one.last_year) for one in section(year=year, organisation=council).figures}


def of_what_started(year, council) -> dict[str, tuple[object, object]]:
    """Return the figures of what started, as far as the last scheme."""
    found = figures(year, council)
    return {key: found[key] for key in list(found)[: list(found).index("ended")]}


def test_medways_published_figures(medway):
    rows = Rows(medway)
    schools = Scheme.objects.create(council=medway, name="Students in schools", short_name="SSWISS")
    rows.add(Y1819, 18, "final")
    rows.add(Y1819, 3, "first", route="ma")
    rows.add(Y1819, 4, "first", "final", route="step-up")
    rows.add(Y1819, 5, "first", scheme=schools)
    rows.add(Y1819, 17, "readiness")
    rows.add(Y1920, 18, "final", route="ma")
    rows.add(Y1920, 1, "first")
    rows.add(Y1920, 6, "first", "final", route="step-up")
    rows.add(Y1920, 17, "readiness")
    rows.add(Y1920, 6, "first", route="apprenticeship")
    assert of_what_started(Y1920, medway) == {
        "practice": (19, 21),
        "practice-final": (18, 18),
        "practice-first": (1, 3),
        "step-up": (6, 4),
        "apprentices": (6, 0),
        "think-ahead": (0, 0),
        "open-university": (0, 0),
        "open-university-first": (0, 0),
        "open-university-final": (0, 0),
        "readiness": (17, 17),
        "scheme-sswiss": (0, 5),
    }


def test_kents_published_figures(kent):
    rows = Rows(kent)
    recovery = Scheme.objects.create(council=kent, name="Kent Enablement", short_name="Enablement")
    rows.add(Y1819, 66, "final")
    rows.add(Y1819, 6, "first")
    rows.add(Y1819, 11, "first", "final", route="step-up")
    rows.add(Y1819, 4, "final", route="think-ahead")
    rows.add(Y1819, 2, "first", scheme=recovery)
    rows.add(Y1819, 9, "first", route="open-university")
    rows.add(Y1819, 12, "final", route="open-university")
    rows.add(Y1819, 58, "readiness")
    rows.add(Y1920, 75, "final")
    rows.add(Y1920, 4, "first")
    rows.add(Y1920, 14, "first", "final", route="step-up")
    rows.add(Y1920, 8, "first", route="open-university")
    rows.add(Y1920, 10, "final", route="open-university")
    rows.add(Y1920, 25, "first", route="apprenticeship")
    assert of_what_started(Y1920, kent) == {
        "practice": (79, 72),
        "practice-final": (75, 66),
        "practice-first": (4, 6),
        "step-up": (14, 11),
        "apprentices": (25, 0),
        "think-ahead": (0, 4),
        "open-university": (18, 21),
        "open-university-first": (8, 9),
        "open-university-final": (10, 12),
        "readiness": (0, 58),
        "scheme-enablement": (0, 2),
    }


def test_the_partnership_counts_both_councils(kent, medway):
    Rows(kent).add(Y1920, 2, "final")
    Rows(medway).add(Y1920, 1, "final")
    assert [figures(Y1920, one)["practice"][0] for one in (kent, medway, None)] == [2, 1, 3]


def test_a_withdrawn_placement_is_not_counted_and_every_other_state_is(kent):
    rows = Rows(kent)
    for state in (
        "provisional",
        "confirmed",
        "active",
        "paused",
        "passed",
        "failed",
        "ended-early",
        "withdrawn",
    ):
        rows.add(Y1920, 1, "final", state=state)
    assert figures(Y1920, kent)["practice"] == (7, None)


def test_a_placement_belongs_to_the_year_in_which_it_starts(kent):
    for day, end in ((date(2019, 8, 31), date(2020, 2, 1)), (date(2019, 9, 1), date(2020, 3, 1))):
        make.placement(kent, starts_on=day, ends_on=end, state="passed")
    assert [figures(year, kent)["practice"][0] for year in (Y1819, Y1920)] == [1, 1]


def test_a_year_without_rows_says_so(kent):
    chapter = section(year=Y1920, organisation=kent)
    assert chapter.finding == "No practice placement started in this year."
    assert (chapter.figure("practice").value, chapter.figure("practice").last_year) == (0, None)
    assert chapter.charts == ()


def test_the_finding_and_the_pictures_speak_of_the_numbers(kent):
    rows = Rows(kent)
    rows.add(Y1819, 1, "first")
    rows.add(Y1920, 2, "final")
    chapter = section(year=Y1920, organisation=kent)
    assert (
        chapter.finding
        == "2 practice placements started, 1 more than the year before; 2 of them of 100 days."
    )
    assert [chart.title for chart in chapter.charts] == [
        "Practice placements by service area: most in Children in Care",
        "Practice placements by university: most from CCCU",
    ]
    assert [row.cells for row in chapter.tables[2].rows] == [
        ("CCCU", 2, "100.0 %", 1),
        ("All", 2, "100.0 %", 1),
    ]


def test_it_takes_fifteen_queries_however_much_is_counted(kent):
    rows = Rows(kent)
    for number in (1, 3):
        rows.add(AcademicYear(2019 + number), number, "final", "readiness")
        with CaptureQueriesContext(connection) as queries:
            section(year=AcademicYear(2019 + number), organisation=kent)
        assert len(queries) == 15
