"""Every cell checked, and everything that is wrong said at once. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from educators.spreadsheet.cells import Value, Wrong
from educators.spreadsheet.columns import BY_KEY, NEEDED, Column
from educators.spreadsheet.mapping import columns_of, proposed
from educators.spreadsheet.sheet import Cell, Line, Sheet

FORMULA = "holds a formula: paste it as a value"
SHOWS_AN_ERROR = "shows an error of the spreadsheet: enter the value itself"
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
MERGED = "is merged with other cells: unmerge them and fill in each"
NAMES = frozenset({"name", "first_name", "last_name"})
#: What people write into a cell that has nothing to say. In a name it is a name: somebody may be called Na.
BLANKS = frozenset({"-", "--", "–", "—", "n/a", "na", "n.a.", "none", "nil"})
IN_THE_PAST = frozenset({"stage_1", "stage_2"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the row as the spreadsheet numbers it, the column, what stands there, and why not."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says of one person; an empty cell says nothing and is not among the values."""

    number: int
    values: Mapping[str, Value]

    @property
    def name(self) -> str:
        """First name, then last name."""
        return f"{self.values.get('first_name', '')} {self.values.get('last_name', '')}".strip()


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


def check(sheet: Sheet, *, teams: Iterable[str], today: date, mapping: Sequence[str] = ()) -> Checked:
    """Return what ``sheet`` says, with ``teams`` the names of the council's open teams."""
    mapping = mapping or proposed(sheet.headings)
    rows: list[Row] = []
    problems: list[Problem] = []
    for row, wrong in read_rows(sheet.lines, mapping, teams=teams, today=today):
        problems.extend(wrong)
        if not wrong:
            rows.append(row)
    return Checked(tuple(rows), tuple(problems), unused(sheet.headings, mapping))


def unused(headings: Sequence[str], mapping: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of the columns that nobody reads."""
    return tuple(name for name, key in zip(headings, mapping, strict=True) if name and not key)


def read_rows(
    lines: Iterable[Line], mapping: Sequence[str], *, teams: Iterable[str], today: date
) -> Iterator[tuple[Row, list[Problem]]]:
    """Yield every row with all that is wrong with it, one at a time."""
    columns = columns_of(mapping)
    reader = _reader_of({_folded(team): team for team in teams}, today)
    plan = [(place, column, Read(column, reader)) for place, column in columns.items()]
    whole_name = any(column.key == "name" for column in columns.values())
    met = Met()
    for line in lines:
        row, problems = _row(line, plan)
        problems += _missing(row, whole_name, problems)
        yield row, problems or met.again(row)


class Read(dict[Cell, "Value | Problem | None"]):
    """What each cell of one column means: a column has few different values, so each is read once."""

    MOST = 5_000

    def __init__(self, column: Column, reader: "Callable[[Cell, Column], Value | None]") -> None:
        """Read ``column``."""
        super().__init__()
        self.column, self.reader = column, reader

    def __missing__(self, cell: Cell) -> "Value | Problem | None":
        """Read the cell, or say what is wrong with it; which row it is in is not known here."""
        if len(self) > self.MOST:
            self.clear()
        found: Value | Problem | None
        try:
            found = self.reader(cell, self.column)
        except Wrong as wrong:
            found = Problem(0, self.column.heading, cell.typed, str(wrong))
        self[cell] = found
        return found


def _row(line: Line, plan: list[tuple[int, Column, Read]]) -> tuple[Row, list[Problem]]:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    cells, width = line.cells, len(line.cells)
    for place, column, read in plan:
        found = read[cells[place]] if place < width else None
        if found is None:
            continue
        if isinstance(found, Problem):
            problems.append(replace(found, row=line.number))
        elif column.key == "name":
            values.update(_names(str(found)))
        else:
            values[column.key] = found
    return Row(line.number, values), problems


def _reader_of(teams: Mapping[str, str], today: date) -> "Callable[[Cell, Column], Value | None]":
    return lambda cell, column: _value(cell, column, teams, today)


def _value(cell: Cell, column: Column, teams: Mapping[str, str], today: date) -> Value | None:
    if cell.is_formula:
        raise Wrong(FORMULA)
    if cell.is_merged:
        raise Wrong(MERGED)
    if cell.is_empty or column.key not in NAMES and cell.typed.strip().casefold() in BLANKS:
        return None
    if cell.typed in ERRORS:
        raise Wrong(SHOWS_AN_ERROR)
    value = column.reader(cell.value)
    if column.key in IN_THE_PAST and isinstance(value, date) and value > today:
        raise Wrong("is a day to come: enter the day of the award")
    return _team(str(value), teams) if column.key == "team" else value


def _team(name: str, teams: Mapping[str, str]) -> str:
    found = teams.get(_folded(name))
    if found is None:
        raise Wrong("is not one of your open teams: write the name of the team as it stands here")
    return found


def _names(whole: str) -> dict[str, Value]:
    """Split a full name: "Okafor, Stella" or "Stella Okafor"."""
    last, comma, first = whole.partition(",")
    if not comma:
        first, _, last = whole.rpartition(" ")
    names = {"first_name": first.strip()[:80], "last_name": last.strip()[:80]}
    return {name: text for name, text in names.items() if text}


def _missing(row: Row, whole_name: bool, problems: list[Problem]) -> list[Problem]:
    lacking = [key for key in NEEDED if key not in row.values]
    if not lacking:
        return []
    said = {problem.column for problem in problems}
    lacking = [key for key in lacking if BY_KEY[key].heading not in said and "Name" not in said]
    return [
        Problem(
            row.number,
            "Name" if whole_name else BY_KEY[key].heading,
            "",
            f"has no {BY_KEY[key].heading.lower()}: enter it",
        )
        for key in lacking
    ]


class Met:
    """Whom the rows so far were about: by number, and those without one by name."""

    def __init__(self) -> None:
        """Nobody yet."""
        self.numbers: dict[Value, int] = {}
        self.names: dict[str, int] = {}

    def again(self, row: Row) -> list[Problem]:
        """Return a problem when the row is about a person of an earlier row."""
        number = row.values.get("swe_number")
        if number is None:
            first = self.names.setdefault(_folded(row.name), row.number)
            reason = f"is in row {first} as well: give both their SWE number, or keep one row"
            return [] if first == row.number else [Problem(row.number, "Last name", row.name, reason)]
        first = self.numbers.setdefault(number, row.number)
        reason = f"is in row {first} as well: keep one of them"
        return [] if first == row.number else [Problem(row.number, "SWE number", str(number), reason)]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
