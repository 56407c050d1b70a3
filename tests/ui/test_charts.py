"""Pictures start at zero, fit a phone, speak to those who listen, and obey the content security policy."""

import re

import pytest
from django.template import Context, Template

from kmtp.figures import (
    Bar,
    BarChart,
    Chart,
    DotPlot,
    DotRow,
    Line,
    LineChart,
    StackedBar,
    StackedBarChart,
)
from kmtp.ui.charts import BEFORE, NOW, Dot, Rect, Stroke, Words, draw

WORDS = {"title": "Kent & Medway <grow>", "description": "Kent 79, last year 72."}
BARS = BarChart(
    bars=(Bar("Kent", 80, 40), Bar("Medway", 20), Bar("Nobody", None, note="fewer than 5")), **WORDS
)
SHARES = StackedBarChart(parts=("Stage 2", "Stage 1"), bars=(StackedBar("Kent", (3, 1)),), **WORDS)
LINES = LineChart(years=("17/18", "18/19", "19/20"), lines=(Line("Kent", (0, None, 10)),), **WORDS)
DOTS = DotPlot(
    groups=("Student", "Educator"),
    rows=(DotRow("Supervision", (1, 5)), DotRow("Workload", (None, 3))),
    lowest=(1, "no"),
    highest=(5, "yes"),
    **WORDS,
)
ALL = [BARS, SHARES, LINES, DOTS]


def rendered(chart: Chart) -> str:
    return Template("{% load charts %}{% chart c %}{% chart_table c %}").render(Context({"c": chart}))


def test_bars_start_at_zero_and_are_as_long_as_their_values():
    kent, medway = [mark for mark in draw(BARS).rects if mark.fill == NOW]
    assert (kent.x, medway.x) == (0, 0)
    assert kent.width == pytest.approx(4 * medway.width, abs=0.05)


def test_last_year_is_a_lighter_mark_on_the_same_scale():
    [before] = [mark for mark in draw(BARS).rects if mark.fill == BEFORE]
    [kent, *_] = [mark for mark in draw(BARS).rects if mark.fill == NOW]
    assert before.width == pytest.approx(kent.width / 2, abs=0.05)


def test_each_bar_carries_its_label_its_value_and_last_year():
    assert [mark.text for mark in draw(BARS).words] == [
        *("Kent", "80", "40 last year"),
        *("Medway", "20"),
        *("Nobody", "fewer than 5"),
    ]


def test_the_words_at_the_end_of_a_bar_fit_a_phone():
    [end] = [mark for mark in draw(BARS).words if mark.text == "40 last year"]
    assert end.x / 100 * 286 + end.dx + 75 <= 290


def test_a_long_label_takes_two_lines_instead_of_running_out():
    label = "Readiness for direct practice: shadowing with a host team"
    texts = [mark.text for mark in draw(BarChart(bars=(Bar(label, 1),), **WORDS)).words]
    assert texts == ["Readiness for direct practice:", "shadowing with a host team", "1"]


def test_the_parts_of_a_share_fill_the_whole():
    parts = [mark for mark in draw(SHARES).rects if mark.height == 28]
    assert [(part.x, part.width) for part in parts] == [(0, 75), (75, 25)]


def test_a_whole_of_nothing_says_so():
    empty = StackedBarChart(parts=("A", "B"), bars=(StackedBar("Kent", (0, None)),), **WORDS)
    assert "nothing recorded" in [mark.text for mark in draw(empty).words]


def test_a_year_that_is_not_known_leaves_a_gap_in_the_line():
    drawn = draw(LINES)
    joins = [mark for mark in drawn.strokes if mark.width == 3]
    assert (joins, len(drawn.dots)) == ([], 2)


def test_zero_stands_on_the_base_line():
    drawn = draw(LINES)
    assert drawn.dots[0].y == drawn.strokes[0].y1


def test_dots_stand_at_their_places_on_the_scale():
    student, educator = [mark for mark in draw(DOTS).dots if mark.y > 60][:2]
    assert (student.x, educator.x) == (4, 96)


@pytest.mark.parametrize("empty", [BarChart(bars=(), **WORDS), LineChart(years=(), lines=(), **WORDS)])
def test_a_chart_of_nothing_is_still_a_picture(empty):
    assert "<svg" in rendered(empty)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_every_mark_lies_inside_the_picture(chart):
    drawn = draw(chart)
    for mark in drawn.marks:
        match mark:
            case Rect(x, y, width, height):
                assert (x >= 0, y >= 0, x + width <= 100, y + height <= drawn.height) == (True,) * 4
            case Stroke(x1, y1, x2, y2):
                assert (min(x1, x2) >= 0, max(x1, x2) <= 100, max(y1, y2) <= drawn.height) == (True,) * 3
            case Dot(x, y) | Words(x, y):
                assert (0 <= x <= 100, 0 <= y <= drawn.height) == (True, True)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_the_svg_is_named_described_and_free_of_styles(chart):
    html = rendered(chart)
    svg = re.search(r"<svg.*?</svg>", html, re.S).group()
    assert 'role="img"' in svg
    assert "<title>Kent &amp; Medway &lt;grow&gt;</title><desc>Kent 79, last year 72.</desc>" in svg
    assert re.findall(r"\s(?:style|on\w+|class)=", svg.replace('class="chart__picture"', "")) == []


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_the_table_of_a_chart_names_its_rows_and_columns(chart):
    html = rendered(chart)
    assert 'scope="row"' in html
    assert 'aria-label="Kent &amp; Medway &lt;grow&gt;"' in html


def test_the_pdf_is_accessible():
    page = pytest.importorskip("page")
    from weasyprint import HTML

    body = "".join(rendered(chart) for chart in ALL)
    html = f'<html lang="en"><head><title>Charts</title></head><body><h1>Charts</h1>{body}</body></html>'
    pdf = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
