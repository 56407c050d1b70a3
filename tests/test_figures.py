"""Figures, tables and pictures say what they mean, and refuse what cannot be true."""

from decimal import Decimal

import pytest

from kmtp.figures import (
    Bar,
    BarChart,
    Definition,
    DotPlot,
    DotRow,
    Figure,
    Line,
    LineChart,
    Row,
    Section,
    StackedBar,
    StackedBarChart,
    Table,
    in_words,
    share,
    suppressed,
)

COUNTED = Definition("Educators on the register on 31 August of the year.")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1922, "hours", "1,922 hours"),
        (Decimal("61.0169"), "%", "61.0 %"),
        (61, "%", "61.0 %"),
        (2.25, "", "2.3"),
        (Decimal("12.0"), "days", "12 days"),
        (0, "", "0"),
        (None, "hours", "not known"),
    ],
)
def test_a_value_is_written_as_people_write_it(value, unit, words):
    assert in_words(value, unit) == words


def test_a_share_is_a_percentage_or_not_known():
    shares = [share(36, 59), share(152, 204), share(0, 10), share(3, 0), share(None, 4)]
    assert shares == ["61.0 %", "74.5 %", "0.0 %", "not known", "not known"]


def test_small_counts_name_nobody_and_nought_is_nobody():
    counts = [suppressed(n) for n in (0, 1, 4, 5, 1200)]
    assert counts == ["0", "fewer than 5", "fewer than 5", "5", "1,200"]


@pytest.mark.parametrize(
    ("now", "before", "unit", "words"),
    [
        (79, 72, "", "7 more than last year"),
        (18, 21, "hours", "3 hours less than last year"),
        (Decimal("74.5"), 70, "%", "4.5 percentage points more than last year"),
        (Decimal("61.01"), 61, "%", "the same as last year"),
        (5, 5, "", "the same as last year"),
        (5, None, "", "no comparison with last year"),
    ],
)
def test_a_figure_says_how_it_changed(now, before, unit, words):
    figure = Figure("educators", "Practice educators", now, COUNTED, unit=unit, last_year=before)
    assert figure.change_in_words == words


def test_a_section_finds_its_figures_by_key():
    figures = (Figure("a", "A", 1, COUNTED), Figure("b", "B", 2, COUNTED))
    assert Section("educators", "Educators", "Found.", figures=figures).figure("b") == figures[1]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Definition("  "),
        lambda: Figure("", "A", 1, COUNTED),
        lambda: Table("Caption", ("A", "B"), (Row(("only one",)),)),
        lambda: Bar("Below zero", -1),
        lambda: BarChart(title="", description="x", bars=()),
        lambda: StackedBarChart(title="T", description="d", parts=("A",), bars=(StackedBar("Kent", (1, 2)),)),
        lambda: LineChart(title="T", description="d", years=("2019/20",), lines=(Line("Kent", (1, 2)),)),
        lambda: DotPlot(
            title="T",
            description="d",
            groups=("Student", "Educator"),
            rows=(DotRow("Off the scale", (6, 1)),),
            lowest=(1, "low"),
            highest=(5, "high"),
        ),
        lambda: Section("k", "T", "", figures=(Figure("a", "A", 1, COUNTED), Figure("a", "B", 1, COUNTED))),
    ],
)
def test_what_cannot_be_true_is_refused(wrong):
    with pytest.raises(ValueError, match="."):
        wrong()


def test_a_bar_chart_reads_as_a_table_with_last_year_where_there_is_one():
    bars = (Bar("Step Up", 14, 11), Bar("Think Ahead", None, note="fewer than 5"))
    assert BarChart(title="T", description="d", bars=bars).as_table() == Table(
        "T",
        ("", "This year", "Last year"),
        (Row(("Step Up", 14, 11)), Row(("Think Ahead", "fewer than 5", None))),
    )


def test_columns_of_numbers_are_known_from_their_cells():
    table = Table("T", ("", "n", "why"), (Row(("a", 1, "x")), Row(("b", None, "y"))))
    assert table.numeric == (False, True, False)
