"""What a file is read into: numbered rows of cells, before anybody asks what they mean. Pure."""

from dataclasses import dataclass
from datetime import date

#: A text, a number, a day, or nothing.
Raw = str | int | float | date | bool | None


class Unreadable(Exception):
    """A file that is not what was asked for at all. The message tells the person what to do."""


@dataclass(slots=True, eq=False)
class Cell:
    """One cell as it stands in the file; nobody changes it, and freezing it would double the time to make one.

    Readers keep one object for cells that say the same, so that each is checked once: they are told apart by
    identity, which costs nothing.
    """

    value: Raw = None
    is_formula: bool = False
    is_merged: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def typed(self) -> str:
        """What stands there, for the person who has to find it."""
        return "" if self.value is None else str(self.value)[:80]


EMPTY = Cell()


@dataclass(slots=True)
class Line:
    """One row of the file with the number that a spreadsheet shows beside it; nobody changes it either."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the whole row is empty."""
        return all(cell.is_empty for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A heading row and the rows beneath it that hold something: all, or the first of a large file.

    ``more`` is how many follow that were not read yet; in a workbook some of those may turn out to be empty.
    """

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    more: int = 0

    @property
    def rows(self) -> int:
        """How many rows there are beneath the headings."""
        return len(self.lines) + self.more
