"""A list as a file keeps numbers and dates, and holds nothing that a spreadsheet would run (R23)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kmtp.ui import exports
from kmtp.ui.exports import csv_response, filename, harmless, lines, xlsx_response
from kmtp.ui.tables import Column, Table


@dataclass
class Line:
    name: Any = "Stella"
    day: Any = date(2020, 2, 3)
    hours: Any = Decimal("12.5")


class Lines(Table):
    name = Column("Name")
    day = Column("Day")
    hours = Column("Hours")


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8")


def sheet_of(response):
    return openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "  =", "\t=", "＝", "＠"])
def test_r23_text_that_a_spreadsheet_would_run_is_made_harmless(start):
    evil = f"{start}HYPERLINK(1)"
    assert harmless(evil) == f"'{evil}"


@pytest.mark.parametrize("text", ["Stella", "O’Neill", "a=b", "", "1-2", "Smith-Jones"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_csv_has_a_byte_order_mark_plain_values_and_neutral_formulas():
    response = csv_response(Lines([Line(), Line("=1+1", None, -3)]), "Practice educators")
    assert text_of(response) == "\ufeffName,Day,Hours\r\nStella,2020-02-03,12.5\r\n'=1+1,,-3\r\n"
    assert response["Content-Disposition"] == 'attachment; filename="practice-educators.csv"'


def test_xlsx_has_real_dates_and_numbers_and_a_frozen_head():
    sheet = sheet_of(xlsx_response(Lines([Line(), Line("=1+1", None, -3)]), "Practice educators"))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Name", "Day", "Hours"],
        ["Stella", datetime(2020, 2, 3), 12.5],
        ["'=1+1", None, -3],
    ]
    assert (sheet["B2"].is_date, sheet["B2"].number_format, sheet["A3"].data_type) == (
        True,
        "d mmm yyyy",
        "s",
    )
    assert (sheet.freeze_panes, sheet.title) == ("A2", "Practice educators")


def test_what_a_workbook_cannot_hold_is_made_to_fit():
    rows = [Line("a\x00b", datetime(2020, 7, 1, 12, tzinfo=UTC), True), Line("x" * 40_000, None, None)]
    sheet = sheet_of(xlsx_response(Lines(rows), "[Teams]: all/any?"))
    assert [cell.value for cell in sheet[2]] == ["ab", datetime(2020, 7, 1, 13), "Yes"]
    assert len(sheet["A3"].value) == 32_767


def test_a_list_longer_than_the_cap_says_that_it_was_cut():
    table = Lines([Line() for _ in range(5)])
    assert len(list(lines(table, most=5))) == 5
    assert list(lines(table, most=4))[4:] == [[exports.CUT]]


def test_all_pages_are_in_the_file():
    table = Lines([Line() for _ in range(60)])
    table.turn_to("2", 25)
    assert text_of(csv_response(table, "list")).count("Stella") == 60


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a"b\r\nX: y', "", "Été"])
def test_a_file_name_is_tame(name):
    assert set(filename(name, "csv")) <= set("abcdefghijklmnopqrstuvwxyz-.")
