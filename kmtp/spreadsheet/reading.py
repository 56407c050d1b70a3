"""A file of bytes read into a sheet: CSV here, workbooks by ``workbook``. Pure.

Limits come first, so that nobody can make the server work for a file that will be refused anyway.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from kmtp.spreadsheet.columns import Layout, listed
from kmtp.spreadsheet.sheet import Cell, Line, Sheet, Unreadable

MOST_BYTES = 12 * 1024 * 1024
MOST_EMPTY = 5_000
MOST_COLUMNS = 200
HEADING_WITHIN = 10
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# A cell with a vertical tab or a delete mark is named by its row; these stand in no text at all.
BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
MOST_NAMED = 8
DELIMITERS = ",;\t|"
NO_HEADING = (
    "None of these is a heading that we know. Give each column a heading in the first row; "
    "the template shows the headings that we know."
)
NOT_A_SPREADSHEET = "The file is not a spreadsheet. Save it as an Excel workbook (.xlsx) or as CSV."


def too_many(layout: Layout) -> str:
    """Return the sentence about a file with too many rows."""
    return (
        f"The file has more than {layout.most_rows:,} rows, the most that can be imported at once. "
        "Split it into smaller files and import one after the other."
    )


def read(content: bytes, layout: Layout, name: str = "") -> Sheet:
    """Return the sheet that ``content`` holds; raise ``Unreadable`` with a sentence when it holds none."""
    refuse_others(content, name)
    lines, sheet = lines_of(content, layout)
    return sheet_of(lines, layout, sheet)


def read_again(content: bytes, layout: Layout) -> Iterator[Line]:
    """Yield the rows beneath the headings of a file that was read once, one at a time: nobody holds them all."""
    lines, sheet = lines_of(content, layout)
    return headed(lines, layout, sheet)[1]


def refuse_others(content: bytes, name: str) -> None:
    """Refuse what is too large, empty or no spreadsheet, before anything is read."""
    if len(content) > MOST_BYTES:
        raise Unreadable("The file is larger than 12 MB. Delete what does not belong in it, or split it.")
    if not content.strip():
        raise Unreadable("The file is empty. Choose the file that you filled in.")
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            "The file is in the old Excel format or has a password. Save it as .xlsx without one."
        )
    if name.lower().endswith((".xlsx", ".xlsm")) and not content.startswith(ZIP):
        raise Unreadable(NOT_A_SPREADSHEET)


def lines_of(content: bytes, layout: Layout) -> tuple[Iterator[Line], str]:
    """Return the rows of the file, whatever its format, and the name of their sheet where it has one."""
    if not content.startswith(ZIP):
        return csv_lines(decoded(content)), ""
    from kmtp.spreadsheet.workbook import workbook_lines  # openpyxl is loaded only when it is needed

    return workbook_lines(content, layout)


def sheet_of(lines: Iterable[Line], layout: Layout, name: str = "") -> Sheet:
    """Return the sheet with all its rows; there is at least one."""
    headings, rest = headed(lines, layout, name)
    rows = tuple(rest)
    if not rows:
        raise Unreadable(f"The file has headings but no rows beneath them. Add a row for each {layout.each}.")
    if len(rows) > layout.most_rows:
        raise Unreadable(too_many(layout))
    return Sheet(headings, rows)


def headed(lines: Iterable[Line], layout: Layout, name: str = "") -> tuple[tuple[str, ...], Iterator[Line]]:
    """Return the heading row, which is the one that names most of our columns, and the rows beneath it."""
    kept = _within_limits(lines, layout)
    top = list(islice(kept, HEADING_WITHIN))
    if not top:
        raise Unreadable("The file is empty. Choose the file that you filled in.")
    head = max(top, key=lambda line: (known(line, layout), _named(line)))
    if not known(head, layout):
        raise Unreadable(f"{_seen(head, name)}{NO_HEADING}")
    return _words(head), chain((line for line in top if line.number > head.number), kept)


def known(line: Line, layout: Layout) -> int:
    """Return how many of our columns a row names."""
    return len(layout.recognised(_words(line)))


def _named(line: Line) -> int:
    return sum(not cell.is_empty for cell in line.cells)


def _seen(head: Line, sheet: str) -> str:
    """Say where we looked and what we found there."""
    names = [word[:40] for word in _words(head) if word]
    found = f"found the column{'s' if len(names) > 1 else ''} {listed(names[:MOST_NAMED])}"
    more = " and more" if len(names) > MOST_NAMED else ""
    return f"We read the sheet “{sheet[:40]}” and {found}{more}. " if sheet else f"We {found}{more}. "


def _within_limits(lines: Iterable[Line], layout: Layout) -> Iterator[Line]:
    held = empty = 0
    for line in lines:
        is_empty = line.is_empty
        empty += is_empty
        held += not is_empty
        if held > layout.most_rows + HEADING_WITHIN:
            raise Unreadable(too_many(layout))
        if empty > MOST_EMPTY:
            raise Unreadable(
                "The file has thousands of empty rows. Delete the rows beneath the last one that you filled in."
            )
        if not is_empty:
            yield line


def _words(line: Line) -> tuple[str, ...]:
    return tuple(" ".join(cell.typed.split()) for cell in line.cells)


def decoded(content: bytes) -> str:
    """Return the text of a CSV file in any encoding that a spreadsheet writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(_decoded(content, "utf-16"))
    return _text(_of_bytes(content))


def _text(text: str) -> str:
    if BINARY.search(text):
        raise Unreadable(NOT_A_SPREADSHEET)
    return text


def _of_bytes(content: bytes) -> str:
    if b"\x00" in content:
        raise Unreadable(NOT_A_SPREADSHEET)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("The characters of the file cannot be read. Save it again as “CSV UTF-8”.") from None


def csv_lines(text: str) -> Iterator[Line]:
    """Yield the rows of a CSV file, numbered as the spreadsheet that opens it numbers them."""
    # Not StringIO, which takes four bytes for each character.
    file = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")
    rows = csv.reader(file, delimiter=delimiter(text))
    kept = Kept()
    try:
        for number, row in enumerate(rows, start=1):
            yield Line(number, tuple([kept[value] for value in row[:MOST_COLUMNS]]))
    except csv.Error:
        raise Unreadable(NOT_A_SPREADSHEET) from None


class Kept(dict[str, Cell]):
    """One cell for each text; forgotten when there are many, as most texts of a list are names."""

    MOST = 5_000

    def __missing__(self, value: str) -> Cell:
        """Make the cell."""
        if len(self) > self.MOST:
            self.clear()
        cell = self[value] = Cell(value, is_formula=value.lstrip().startswith("="))
        return cell


def delimiter(text: str) -> str:
    """Return what stands between the cells: the mark that the first lines have most of."""
    start = "\n".join(text.splitlines()[:HEADING_WITHIN]) if len(text) < 10_000 else text[:10_000]
    return max(DELIMITERS, key=start.count)
