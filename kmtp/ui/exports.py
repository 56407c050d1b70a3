"""A list as a file: the rows that the filters leave, on all pages, in the list's order.

What a spreadsheet would take for a formula is made harmless (safeguard R23): text that starts with
``= + - @``, a tab or a line break gets an apostrophe before it. Numbers and dates stay what they are.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import Any, TypeVar

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.text import slugify
from django.utils.timezone import is_aware, localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kmtp.ui.tables import Table

MOST_ROWS = 50_000
LONGEST_CELL = 32_767  # Excel's own limit
BOM = "\ufeff"  # without it Excel reads a CSV file as Windows-1252
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CUT = f"Only the first {MOST_ROWS:,} rows are in this file. Narrow the list and download it again."
R = TypeVar("R", bound=HttpResponseBase)
DANGEROUS = re.compile(r"^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if DANGEROUS.match(text) else text


def cell(value: Any) -> Any:
    """Return what a file may hold: a number, a date, or harmless words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime) and is_aware(value):
        return localtime(value).replace(tzinfo=None)
    if isinstance(value, date | time):
        return value
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", str(value)))[:LONGEST_CELL]


def lines(table: Table, most: int = MOST_ROWS) -> Iterator[list[Any]]:
    """Yield the rows as a file may hold them, and say so at the end when there were more."""
    rows = iter(table.export_rows())
    for row in islice(rows, most):
        yield [cell(value) for value in row]
    if next(rows, None) is not None:
        yield [CUT]


class _Echo:
    """A file that hands each line back, so that a CSV file is sent while it is written."""

    def write(self, line: str) -> str:
        return line


def with_rows(response: R, table: Table) -> R:
    """Return the file's answer with how many rows it has, for the line that is written of every file."""
    response.rows = len(table.data)  # type: ignore[attr-defined]
    return response


def csv_response(table: Table, name: str) -> StreamingHttpResponse:
    """Send the list as CSV in UTF-8; dates as 2020-02-03, which every spreadsheet reads as a date."""
    writer = csv.writer(_Echo())
    head = [cell(heading) for heading in table.export_headings()]
    text = (writer.writerow(line) for line in chain([head], lines(table)))
    response = StreamingHttpResponse(chain([BOM], text), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename(name, "csv")}"'
    return with_rows(response, table)


def xlsx_response(table: Table, name: str) -> FileResponse:
    """Send the list as a workbook with real dates and numbers and its head row frozen."""
    file = TemporaryFile()  # noqa: SIM115 -- the response closes it
    workbook(table.export_headings(), lines(table), name).save(file)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=filename(name, "xlsx"), content_type=XLSX)
    return with_rows(response, table)


def workbook(headings: list[str], rows: Iterable[list[Any]], name: str) -> Workbook:
    """Return a workbook of one sheet, written row by row so that memory does not grow with the list."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "List")
    sheet.freeze_panes = "A2"
    for i, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = max(14, min(len(heading) + 4, 40))
    sheet.append([_styled(sheet, cell(heading), bold=True) for heading in headings])
    for row in rows:
        sheet.append([_styled(sheet, value) if isinstance(value, date) else value for value in row])
    return book


def _styled(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    styled = WriteOnlyCell(sheet, value)
    if bold:
        styled.font = Font(bold=True)
    if isinstance(value, date):
        styled.number_format = "d mmm yyyy hh:mm" if isinstance(value, datetime) else "d mmm yyyy"
    return styled


def filename(name: str, ending: str) -> str:
    """Return a file name that every system takes."""
    return f"{slugify(name) or 'list'}.{ending}"
