"""Every cell checked, and everything that is wrong said at once. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kmtp.spreadsheet.cells import Reader, Value, Wrong, words
from kmtp.spreadsheet.columns import Column, Layout
from kmtp.spreadsheet.mapping import columns_of
from kmtp.spreadsheet.sheet import Cell, Line, Raw

FORMULA = "holds a formula: paste it as a value"
SHOWS_AN_ERROR = "shows an error of the spreadsheet: enter the value itself"
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
MERGED = "is merged with other cells: unmerge them and fill in each"
#: What people write into a cell that has nothing to say. In a name it is a name: somebody may be called Na.
BLANKS = frozenset({"-", "--", "–", "—", "n/a", "na", "n.a.", "none", "nil"})
Found = Value | Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the row as the spreadsheet numbers it, the column, what stands there, and why not."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says; an empty cell says nothing and is not among the values."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows that can be used, everything that is wrong, and the columns that nobody reads."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    unused: tuple[str, ...]

    @property
    def refused_rows(self) -> int:
        """How many rows have something wrong."""
        return len({problem.row for problem in self.problems})


def unused(headings: Sequence[str], mapping: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of the columns that nobody reads."""
    return tuple(name for name, key in zip(headings, mapping, strict=True) if name and not key)


def read_lines(
    lines: Iterable[Line], layout: Layout, mapping: Sequence[str], readers: Mapping[str, Reader]
) -> Iterator[tuple[Row, list[Problem]]]:
    """Yield every row with all that is wrong with its cells, one at a time.

    ``readers`` read the columns whose cells mean something only on a day or among some records.
    """
    columns = columns_of(mapping, layout)
    plan = [(place, one.key, Read(one, readers.get(one.key, one.reader))) for place, one in columns.items()]
    has_whole = layout.whole in columns.values()
    for line in lines:
        row, problems = _row(line, plan)
        yield row, problems + missing(row, layout, has_whole, problems)


class Read(dict[Cell, "Found | Problem | None"]):
    """What each cell of one column means: a column has few different values, so each is read once."""

    MOST = 5_000

    def __init__(self, column: Column, reader: Reader) -> None:
        """Read ``column`` by ``reader``."""
        super().__init__()
        self.column, self.reader = column, reader

    def __missing__(self, cell: Cell) -> "Found | Problem | None":
        """Read the cell, or say what is wrong with it; which row it is in is not known here."""
        if len(self) > self.MOST:
            self.clear()
        found: Found | Problem | None
        try:
            found = _value(cell, self.column, self.reader)
        except Wrong as wrong:
            found = Problem(0, self.column.heading, cell.typed, str(wrong))
        self[cell] = found
        return found


def _row(line: Line, plan: list[tuple[int, str, Read]]) -> tuple[Row, list[Problem]]:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    cells, width = line.cells, len(line.cells)
    for place, key, read in plan:
        found = read[cells[place]] if place < width else None
        if found is None:
            continue
        if isinstance(found, Problem):
            problems.append(replace(found, row=line.number))
        elif isinstance(found, dict):
            values.update(found)
        else:
            values[key] = found  # type: ignore[assignment]
    return Row(line.number, values), problems


def _value(cell: Cell, column: Column, reader: Reader) -> Found | None:
    if cell.is_formula:
        raise Wrong(FORMULA)
    if cell.is_merged:
        raise Wrong(MERGED)
    if cell.is_empty or not column.keeps_blanks and cell.typed.strip().casefold() in BLANKS:
        return None
    if cell.typed in ERRORS:
        raise Wrong(SHOWS_AN_ERROR)
    return reader(cell.value)


def missing(row: Row, layout: Layout, has_whole: bool, problems: list[Problem]) -> list[Problem]:
    """Return a problem for each needed column that says nothing, unless its cell was refused already."""
    lacking = [key for key in layout.needed if key not in row.values]
    if not lacking:
        return []
    said = {problem.column for problem in problems}
    whole = layout.whole.heading if layout.whole else ""
    headings = [layout.by_key[key].heading for key in lacking]
    return [
        Problem(row.number, whole if has_whole else heading, "", f"has no {heading.lower()}: enter it")
        for heading in headings
        if heading not in said and whole not in said
    ]


def folded(name: str) -> str:
    """Return a name without capitals and with single spaces, for comparing."""
    return " ".join(name.split()).casefold()


def team_among(teams: Iterable[str]) -> Reader:
    """Return a reader of the names of a council's open teams, of which there are too many to list."""
    known, text = {folded(team): team for team in teams}, words(120)

    def read(raw: Raw) -> str:
        found = known.get(folded(text(raw)))
        if found is None:
            raise Wrong("is not one of your open teams: write the name of the team as it stands here")
        return found

    return read
