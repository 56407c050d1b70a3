"""Excel workbooks read into lines, and the template written: the one module that knows openpyxl."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, range_boundaries

from educators.spreadsheet.columns import COLUMNS
from educators.spreadsheet.reading import MOST_COLUMNS, NOT_A_SPREADSHEET
from educators.spreadsheet.sheet import Cell, Line, Unreadable

MOST_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 100
MERGED = re.compile(rb'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
TOO_DENSE = "The file unpacks to far more than its size. Copy the register into a new workbook and try again."
Anchors = frozenset[tuple[int, int]]


def workbook_lines(content: bytes) -> Iterator[Line]:
    """Yield the rows of the first sheet; formulas and merged cells are marked, never computed."""
    refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a file may lie about how large it is
        yield from _lines(sheet, _merged(content, sheet))
    except Unreadable:
        raise
    # openpyxl raises whatever it stumbles over in a damaged file: KeyError, ValueError, XML errors and more.
    except Exception as error:
        raise Unreadable(NOT_A_SPREADSHEET) from error


def refuse_bombs(content: bytes) -> None:
    """Refuse a file that unpacks to far more than a register can be, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise Unreadable(NOT_A_SPREADSHEET) from None
    if size > MOST_UNPACKED or size > 1024 * 1024 and size > MOST_RATIO * len(content):
        raise Unreadable(TOO_DENSE)


def _lines(sheet: Any, merged: Anchors) -> Iterator[Line]:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, start=1):
        yield Line(number, tuple(_cell(cell, merged) for cell in row))


def _cell(cell: Any, merged: Anchors) -> Cell:
    is_merged = cell.value is not None and (cell.row, cell.column) in merged
    return Cell(_plain(cell.value), cell.data_type == "f", is_merged)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, str | int | float | date) else str(value)


def _merged(content: bytes, sheet: Any) -> Anchors:
    """Return the first cell of each merged range, which holds its value; the quick reader passes over them."""
    path = sheet._worksheet_path  # the quick reader has no public name for it
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = MERGED.findall(archive.read(path))
    ranges = (range_boundaries(ref.decode()) for ref in found)
    return frozenset((top, left) for left, top, _, _ in ranges if top and left)


def template() -> bytes:
    """Return an empty register as a workbook: the headings, with a hint under each on a second sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Practice educators"
    sheet.append([column.heading for column in COLUMNS])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(COLUMNS, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(column.heading) + 4)
    _explain(book.create_sheet("How to fill it in"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _explain(sheet: Any) -> None:
    sheet.append(["Column", "What to enter", "For example"])
    for column in COLUMNS:
        sheet.append([column.heading, column.hint, column.example])
    for place, width in enumerate((28, 60, 32), start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
