"""Excel workbooks read into lines, and the template written: the one module that knows openpyxl."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, range_boundaries

from kmtp.spreadsheet.columns import Layout
from kmtp.spreadsheet.reading import (
    HEADING_WITHIN,
    MOST_COLUMNS,
    MOST_EMPTY,
    NOT_A_SPREADSHEET,
    Source,
    known,
    too_many,
)
from kmtp.spreadsheet.sheet import EMPTY, Cell, Line, Unreadable

MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100
# A row has some twenty cells; Excel itself allows so many rows on a sheet.
MOST_CELLS_IN_A_ROW, MOST_ROWS_ON_A_SHEET = 1_000, 1_048_576
#: Cells of all sheets together: each is parsed while the person waits, some four seconds for all.
MOST_CELLS = 1_200_000
#: Opening marks of elements in one part of the file: openpyxl keeps every style, and reads all else at leisure.
MOST_MARKS_IN_STYLES, MOST_MARKS_ON_A_SHEET, MOST_MARKS = 200_000, 6_000_000, 2_500_000
MOST_SHEETS = 20
SEARCHED_FOR_HEADINGS = 200
SHEETS = "xl/worksheets/"
STYLES = "xl/styles.xml"
ROW_OR_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?(row|c)[\s/>]")
ENCODING = re.compile(rb"""^<\?xml[^>]*\sencoding=["']([^"']*)["']""")
MERGED = re.compile(rb'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
TOO_DENSE = "The file unpacks to far more than its size. Copy the rows into a new workbook and try again."
EMPTY_COUNT = "Empty rows count as well: delete those beneath the last one that you filled in."
Anchors = frozenset[tuple[int, int]]


@contextmanager
def readable() -> Iterator[None]:
    """Say that the file is no spreadsheet, whatever it is that openpyxl stumbles over.

    In a damaged file that is KeyError, ValueError, XML errors and more.
    """
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(NOT_A_SPREADSHEET) from error


def workbook_source(content: bytes, layout: Layout) -> Source:
    """Return the sheet whose headings we know most of, to be read.

    Formulas and merged cells are marked, never computed.
    """
    with readable():
        rows = refuse_bombs(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = max(book.worksheets[:MOST_SHEETS], key=lambda one: _known(one, layout))
        # A part that is not among those weighed is not where a spreadsheet keeps its sheets.
        count = rows[sheet._worksheet_path]  # type: ignore[attr-defined]
        if count > layout.most_rows + MOST_EMPTY + HEADING_WITHIN:
            raise Unreadable(f"{too_many(layout)} {EMPTY_COUNT}")
        return Source(
            _guarded(_lines(sheet, _merged(content, sheet))), lambda: count, sheet.title, MOST_EMPTY
        )


def _guarded(lines: Iterator[Line]) -> Iterator[Line]:
    with readable():
        yield from lines


def _known(sheet: Any, layout: Layout) -> int:
    """Return how many of our columns the headings of a sheet name."""
    sheet.reset_dimensions()  # a file may lie about how large it is
    top = islice(_lines(sheet, frozenset()), SEARCHED_FOR_HEADINGS)
    lines = islice((line for line in top if not line.is_empty), HEADING_WITHIN)
    return max((known(line, layout) for line in lines), default=0)


def refuse_bombs(content: bytes) -> dict[str, int]:
    """Refuse a file that is far more than a list can be, before anything is parsed.

    Return how many rows each sheet has.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        if size > MOST_UNPACKED or size > 1024 * 1024 and size > MOST_RATIO * len(content):
            raise Unreadable(TOO_DENSE)
        found = {entry.filename: _weighed(entry.filename, archive.read(entry)) for entry in entries}
    if sum(cells for _, cells in found.values()) > MOST_CELLS:
        raise Unreadable(TOO_DENSE)
    return {name: rows for name, (rows, _) in found.items()}


def _weighed(name: str, xml: bytes) -> tuple[int, int]:
    """Refuse a part that would take minutes to parse; return its rows and cells where it is a sheet."""
    sheet = name.startswith(SHEETS)
    most = MOST_MARKS_ON_A_SHEET if sheet else MOST_MARKS_IN_STYLES if name == STYLES else MOST_MARKS
    if xml.count(b"<") > most:
        raise Unreadable(TOO_DENSE)
    if name.endswith((".xml", ".rels")):
        _refuse_tricks(xml)
    return _rows_and_cells(xml) if sheet else (0, 0)


def _refuse_tricks(xml: bytes) -> None:
    # Only in UTF-8 can the marks be counted without parsing. A document type could multiply what is there.
    encoding = ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf"))
    if (
        b"\x00" in xml
        or b"<!DOCTYPE" in xml
        or encoding
        and encoding[1].lower() not in (b"utf-8", b"us-ascii")
    ):
        raise Unreadable(NOT_A_SPREADSHEET)


def _rows_and_cells(xml: bytes) -> tuple[int, int]:
    rows = cells = in_row = 0
    for found in ROW_OR_CELL.finditer(xml):
        is_row = found[1] == b"row"
        rows, cells, in_row = rows + is_row, cells + (not is_row), 0 if is_row else in_row + 1
        if in_row > MOST_CELLS_IN_A_ROW or cells > MOST_CELLS or rows > MOST_ROWS_ON_A_SHEET:
            raise Unreadable(TOO_DENSE)
    return rows, cells


def _lines(sheet: Any, merged: Anchors) -> Iterator[Line]:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, start=1):
        yield Line(number, tuple(_cell(cell, merged) for cell in row))


def _cell(cell: Any, merged: Anchors) -> Cell:
    if cell is EMPTY_CELL:  # most of a row, which is filled up to the most columns that a file may have
        return EMPTY
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


def template(layout: Layout, example: bool = False) -> bytes:
    """Return an empty list as a workbook: the headings, with a hint under each on a second sheet.

    With ``example`` a made-up row stands beneath the headings, to be written over.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = layout.title
    sheet.append([column.heading for column in layout.columns])
    if example:
        sheet.append([column.example or None for column in layout.columns])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(layout.columns, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(column.heading) + 4)
    _explain(book.create_sheet("How to fill it in"), layout)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _explain(sheet: Any, layout: Layout) -> None:
    sheet.append(["Column", "What to enter", "For example"])
    for column in layout.columns:
        sheet.append([column.heading, column.hint, column.example])
    for place, width in enumerate((28, 60, 32), start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
