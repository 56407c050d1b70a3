"""The chapter of the yearly report: counted from rows, last year beside, small numbers not shown."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.annual_report import section
from kmtp.figures import StackedBarChart
from kmtp.partnership.academic_year import AcademicYear
from tests import make
from tests.evaluations import made

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2019)


def values(chapter):
    return {figure.key.removeprefix("evaluations-"): figure.value for figure in chapter.figures}


def paired(count, of, score="8", student="5", educator="5"):
    for evaluation in made.several(count, of):
        made.both(
            evaluation,
            {"overall.score": score, "prep.match": student},
            {"overall.score": "9", "prep.match": educator},
        )


def test_a_year_without_evaluations_says_so(kent):
    chapter = section(year=YEAR, organisation=kent)
    assert chapter.finding == "No evaluation was sent for the placements of this year."
    assert values(chapter)["sent"] == 0
    assert (chapter.charts, chapter.tables) == ((), ())


def test_figures_are_counted_from_rows(kent, medway):
    paired(4, kent)
    paired(1, kent, score="6", student="5", educator="2")
    sent, one_sided = made.several(2, kent)
    made.answered(one_sided, "student", {"overall.score": "1", "prep.match": "1"})
    paired(1, medway)
    found = values(section(year=YEAR, organisation=kent))
    assert sent.pk and found == {
        "sent": 7,
        "rate-student": Decimal(600) / 7,
        "rate-educator": Decimal(500) / 7,
        "paired": 5,
        "score-student": Decimal("6.5"),
        "score-educator": Decimal(9),
        "strengths": 4,
        "weaknesses": 0,
        "divergences": 1,
    }
    assert values(section(year=YEAR, organisation=None))["sent"] == 8


def test_fewer_than_five_are_not_shown(kent):
    paired(4, kent)
    chapter = section(year=YEAR, organisation=kent)
    found = values(chapter)
    assert (found["paired"], found["score-student"], found["strengths"]) == (4, None, None)
    assert chapter.figure("evaluations-score-student").note == "Answers: fewer than 5."
    assert chapter.charts == ()
    assert [table.caption for table in chapter.tables] == ["Who answered"]


def test_the_charts_say_what_was_found(kent):
    paired(5, kent, score="6")
    scores, gaps = section(year=YEAR, organisation=kent).charts
    assert isinstance(scores, StackedBarChart)
    assert scores.title == "0 of 5 students gave 7 or more out of 10"
    assert [(bar.label, bar.values) for bar in scores.bars] == [
        ("Students 2019/20", (0, 0, 5, 0)),
        ("Practice educators 2019/20", (5, 0, 0, 0)),
    ]
    assert [row.label for row in gaps.rows] == ["The placement fitted the learning needs in my profile."]


def test_last_year_stands_beside_and_midpoints_and_withdrawn_placements_are_not_counted(kent):
    last = made.placed(kent, starts_on=date(2019, 3, 1), ends_on=date(2019, 7, 1), state="passed")
    made.sent(last)
    withdrawn = made.sent(made.placed(kent)).placement
    withdrawn.state = "withdrawn"
    withdrawn.save()
    made.sent(made.placed(kent), moment="midpoint")
    figure = section(year=YEAR, organisation=kent).figure("evaluations-sent")
    assert (figure.value, figure.last_year) == (0, 1)


def test_what_was_said_about_discrimination_is_in_no_table(kent):
    for evaluation in made.several(5, kent):
        made.both(evaluation, {"edi.harm": "yes"}, {"edi.harm": "yes"})
    assert "discrimination on placement" not in repr(section(year=YEAR, organisation=kent))


def test_the_chapter_takes_few_queries_whatever_the_number_of_answers(kent):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            section(year=YEAR, organisation=kent)
        return len(captured)

    paired(1, kent)
    first = queries()
    paired(5, kent)
    assert (queries(), first <= 10) == (first, True)


def test_the_lead_sees_the_whole_partnership(kent, medway):
    paired(1, kent)
    paired(1, medway)
    assert values(section(year=YEAR, organisation=None))["paired"] == 2
    assert make.lead().pk
