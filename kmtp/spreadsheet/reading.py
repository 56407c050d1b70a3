"""A file of bytes read into a sheet: CSV here, workbooks by ``workbook``. Pure.

Limits come first, so that nobody can make the server work for a file that will be refused anyway.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from kmtp.spreadsheet.columns import Layout, listed
from kmtp.spreadsheet.sheet import Cell, Line, Sheet, Unreadable

MOST_BYTES = 12 * 1024 * 1024
MOST_EMPTY = 5_000
#: So many rows are read, checked and applied while somebody waits; a worker does what is larger.
AT_ONCE = 2_000
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


@dataclass(frozen=True, slots=True)
class Source:
    """A file about to be read, whatever its format: rows one at a time, so that nobody holds them all.

    ``count`` says how many rows hold something, of which ``may_be_empty`` may not; ``sheet`` is its sheet's name.
    """

    lines: Iterator[Line]
    count: Callable[[], int]
    sheet: str = ""
    may_be_empty: int = 0


@dataclass(frozen=True, slots=True)
class Headed:
    """The heading row, how many rows of the file it ends, and the rows beneath it."""

    headings: tuple[str, ...]
    above: int
    rest: Iterator[Line]


def read(content: bytes, layout: Layout, name: str = "") -> Sheet:
    """Return what is read while somebody waits: all of a small file, of a large one the first rows and how many follow.

    A workbook of 20,000 rows takes ten seconds to read, and a worker reads it anyway.
    """
    refuse_others(content, name)
    source = source_of(content, layout)
    head = headed(source, layout)
    lines = tuple(islice(head.rest, AT_ONCE))
    if not lines:
        raise Unreadable(f"The file has headings but no rows beneath them. Add a row for each {layout.each}.")
    if next(head.rest, None) is None:
        return Sheet(head.headings, lines)
    sheet = Sheet(head.headings, lines, more=max(source.count() - head.above - len(lines), 1))
    if sheet.rows - source.may_be_empty > layout.most_rows:
        raise Unreadable(too_many(layout))
    return sheet


def read_again(content: bytes, layout: Layout) -> Iterator[Line]:
    """Yield the rows beneath the headings of a file that was read once, one at a time: nobody holds them all."""
    return headed(source_of(content, layout), layout).rest


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


def source_of(content: bytes, layout: Layout) -> Source:
    """Return the rows of the file, whatever its format."""
    if not content.startswith(ZIP):
        text = decoded(content)
        return Source(csv_lines(text), lambda: _filled(text))
    from kmtp.spreadsheet.workbook import workbook_source  # openpyxl is loaded only when it is needed

    return workbook_source(content, layout)


def headed(source: Source, layout: Layout) -> Headed:
    """Return the heading row, which is the one that names most of our columns, and the rows beneath it."""
    kept = _without_empty(source.lines)
    top = list(islice(kept, HEADING_WITHIN))
    if not top:
        raise Unreadable("The file is empty. Choose the file that you filled in.")
    place, head = max(enumerate(top), key=lambda one: (known(one[1], layout), _named(one[1])))
    if not known(head, layout):
        raise Unreadable(f"{_seen(head, source.sheet)}{NO_HEADING}")
    return Headed(_words(head), place + 1, _at_most(chain(top[place + 1 :], kept), layout))


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


def _without_empty(lines: Iterable[Line]) -> Iterator[Line]:
    empty = 0
    for line in lines:
        if not line.is_empty:
            yield line
        elif (empty := empty + 1) > MOST_EMPTY:
            raise Unreadable(
                "The file has thousands of empty rows. Delete the rows beneath the last one that you filled in."
            )


def _at_most(lines: Iterable[Line], layout: Layout) -> Iterator[Line]:
    for held, line in enumerate(lines, start=1):
        if held > layout.most_rows:
            raise Unreadable(too_many(layout))
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
    kept = Kept()
    for number, row in enumerate(_csv_rows(text), start=1):
        yield Line(number, tuple([kept[value] for value in row]))


def _csv_rows(text: str) -> Iterator[list[str]]:
    # Not StringIO, which takes four bytes for each character.
    file = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")
    try:
        for row in csv.reader(file, delimiter=delimiter(text)):
            yield row[:MOST_COLUMNS]
    except csv.Error:
        raise Unreadable(NOT_A_SPREADSHEET) from None


def _filled(text: str) -> int:
    """Return how many rows of a CSV file hold something, some ten times quicker than by reading them."""
    return sum(any(cell.strip() for cell in row) for row in _csv_rows(text))


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
