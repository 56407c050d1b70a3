"""What a register says of people, checked against the teams, the day and the rows before. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from educators.spreadsheet.columns import REGISTER
from kmtp.spreadsheet.cells import Value, past_day
from kmtp.spreadsheet.checking import Checked, Problem, Row, folded, read_lines, team_among, unused
from kmtp.spreadsheet.mapping import proposed
from kmtp.spreadsheet.sheet import Line, Sheet


def check(sheet: Sheet, *, teams: Iterable[str], today: date, mapping: Sequence[str] = ()) -> Checked:
    """Return what ``sheet`` says, with ``teams`` the names of the council's open teams."""
    mapping = mapping or proposed(sheet.headings, REGISTER)
    rows: list[Row] = []
    problems: list[Problem] = []
    for row, wrong in read_rows(sheet.lines, mapping, teams=teams, today=today):
        problems.extend(wrong)
        if not wrong:
            rows.append(row)
    return Checked(tuple(rows), tuple(problems), unused(sheet.headings, mapping))


def read_rows(
    lines: Iterable[Line], mapping: Sequence[str], *, teams: Iterable[str], today: date
) -> Iterator[tuple[Row, list[Problem]]]:
    """Yield every row with all that is wrong with it, one at a time."""
    awarded = past_day(today, "the day of the award")
    readers = {"team": team_among(teams), "stage_1": awarded, "stage_2": awarded}
    met = Met()
    for row, problems in read_lines(lines, REGISTER, mapping, readers):
        yield row, problems or met.again(row)


def name_of(row: Row) -> str:
    """Return first name, then last name."""
    return f"{row.values.get('first_name', '')} {row.values.get('last_name', '')}".strip()


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
            first = self.names.setdefault(folded(name_of(row)), row.number)
            reason = f"is in row {first} as well: give both their SWE number, or keep one row"
            return [] if first == row.number else [Problem(row.number, "Last name", name_of(row), reason)]
        first = self.numbers.setdefault(number, row.number)
        reason = f"is in row {first} as well: keep one of them"
        return [] if first == row.number else [Problem(row.number, "SWE number", str(number), reason)]
