"""Every cell checked, and everything that is wrong said at once. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from educators.spreadsheet.cells import Value, Wrong
from educators.spreadsheet.columns import BY_KEY, NEEDED, Column, recognised
from educators.spreadsheet.sheet import EMPTY, Cell, Line, Sheet

FORMULA = "holds a formula: paste it as a value"
SHOWS_AN_ERROR = "shows an error of the spreadsheet: enter the value itself"
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
MERGED = "is merged with other cells: unmerge them and fill in each"
DAYS = frozenset({"registered_until", "joined_on", "stage_1", "stage_2"})
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

    def packed(self) -> dict[str, Any]:
        """Return the row as JSON may hold it."""
        plain = {
            key: value if isinstance(value, bool | int) else str(value) for key, value in self.values.items()
        }
        return {"row": self.number, "values": plain}

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Self:
        """Return the row again."""
        return cls(packed["row"], {key: _unpacked(key, value) for key, value in packed["values"].items()})


def _unpacked(key: str, value: Any) -> Value:
    if key in DAYS:
        return date.fromisoformat(value)
    plain: Value = Decimal(value) if key == "contracted_hours" else value
    return plain


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


def check(sheet: Sheet, *, teams: Iterable[str], today: date) -> Checked:
    """Return what ``sheet`` says, with ``teams`` the names of the council's open teams."""
    columns = recognised(sheet.headings)
    known = {_folded(team): team for team in teams}
    read = [_row(line, columns, known, today) for line in sheet.lines]
    rows = [row for row, problems in read if not problems]
    problems = [problem for _, wrong in read for problem in wrong]
    twice = list(_twice(rows))
    bad = {problem.row for problem in twice}
    unused = tuple(name for place, name in enumerate(sheet.headings) if name and place not in columns)
    return Checked(
        rows=tuple(row for row in rows if row.number not in bad),
        problems=tuple(sorted([*problems, *twice], key=lambda problem: problem.row)),
        unused=unused,
    )


def _row(
    line: Line, columns: Mapping[int, Column], teams: Mapping[str, str], today: date
) -> tuple[Row, list[Problem]]:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for place, column in columns.items():
        cell = line.cells[place] if place < len(line.cells) else EMPTY
        try:
            value = _value(cell, column, teams, today)
        except Wrong as wrong:
            problems.append(Problem(line.number, column.heading, cell.typed, str(wrong)))
        else:
            values |= {} if value is None else _named(column.key, value)
    problems += _missing(line, columns, values, problems)
    return Row(line.number, values), problems


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


def _named(key: str, value: Value) -> dict[str, Value]:
    """Split a full name: "Okafor, Stella" or "Stella Okafor"."""
    if key != "name":
        return {key: value}
    last, comma, first = str(value).partition(",")
    if not comma:
        first, _, last = str(value).rpartition(" ")
    names = {"first_name": first.strip()[:80], "last_name": last.strip()[:80]}
    return {name: text for name, text in names.items() if text}


def _missing(
    line: Line, columns: Mapping[int, Column], values: Mapping[str, Value], problems: list[Problem]
) -> Iterator[Problem]:
    said = {problem.column for problem in problems}
    whole_name = any(column.key == "name" for column in columns.values())
    for key in NEEDED:
        if key not in values and BY_KEY[key].heading not in said and "Name" not in said:
            heading = "Name" if whole_name else BY_KEY[key].heading
            yield Problem(line.number, heading, "", f"has no {BY_KEY[key].heading.lower()}: enter it")


def _twice(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield a problem for each row that is about a person of an earlier row."""
    numbers: dict[Value, int] = {}
    names: dict[str, int] = {}
    for row in rows:
        number = row.values.get("swe_number")
        if number is not None and (first := numbers.setdefault(number, row.number)) != row.number:
            yield Problem(
                row.number, "SWE number", str(number), f"is in row {first} as well: keep one of them"
            )
        elif number is None and (first := names.setdefault(_folded(row.name), row.number)) != row.number:
            reason = f"is in row {first} as well: give both their SWE number, or keep one row"
            yield Problem(row.number, "Last name", row.name, reason)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
