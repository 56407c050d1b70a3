"""What the yearly report is made of: figures that know how they were counted, tables and pictures.

Every room returns a ``Section``; the report puts them in order. Values only, standard library only: nothing
here counts, draws or knows a database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Value = int | Decimal | float | None
Cell = str | int | Decimal | float | None

NOT_KNOWN = "not known"
PERCENT = "%"
SMALLEST_CELL = 5


def in_words(value: Value, unit: str = "", places: int = 1) -> str:
    """Return a value as people write it: ``1,922 hours``, ``61.0 %``, ``not known``."""
    if value is None:
        return NOT_KNOWN
    number = f"{rounded(value, places):,}" if unit == PERCENT or not _is_whole(value) else f"{int(value):,}"
    return f"{number} {unit}".rstrip()


def rounded(value: int | Decimal | float, places: int = 1) -> Decimal:
    """Return the value with so many places after the point, halves away from zero as people expect."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percentage(part: Value, whole: Value) -> Decimal | None:
    """Return ``part`` as a percentage of ``whole``; nothing when either is unknown or the whole is nought."""
    if part is None or not whole:
        return None
    return Decimal(str(part)) * 100 / Decimal(str(whole))


def share(part: Value, whole: Value) -> str:
    """Return the percentage in words: ``61.0 %``, or ``not known``."""
    return in_words(percentage(part, whole), PERCENT)


def too_small(sizes: Mapping[str, int], fewest: int = SMALLEST_CELL) -> frozenset[str]:
    """Return the groups to show only together: those of fewer than ``fewest``, the smallest first.

    As many as it takes for their sum to reach ``fewest``, so that none is found by taking the others from the whole.
    """
    together: dict[str, int] = {}
    for name in sorted(sizes, key=lambda one: (sizes[one], one)):
        if sizes[name] >= fewest and (not together or sum(together.values()) >= fewest):
            break
        together[name] = sizes[name]
    return frozenset(together)


def suppressed(n: int, below: int = SMALLEST_CELL) -> str:
    """Return a count in words that names nobody: ``fewer than 5`` for one to four; nought is nobody."""
    return f"fewer than {below}" if 0 < n < below else f"{n:,}"


@dataclass(frozen=True, slots=True)
class Definition:
    """How a figure was counted, in a sentence that is printed beside it."""

    text: str

    def __post_init__(self) -> None:
        _need(self.text.strip(), "A definition needs its sentence.")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report with its name, its definition and last year's."""

    key: str
    label: str
    value: Value
    definition: Definition
    unit: str = ""
    last_year: Value = None
    note: str = ""
    places: int = 1

    def __post_init__(self) -> None:
        _need(self.key and self.label, "A figure needs a key and a label.")

    @property
    def display(self) -> str:
        """The value with its unit."""
        return in_words(self.value, self.unit, self.places)

    @property
    def last_year_display(self) -> str:
        """Last year's value with its unit."""
        return in_words(self.last_year, self.unit, self.places)

    @property
    def change_in_words(self) -> str:
        """How the value moved since last year: ``7 more than last year``."""
        if self.value is None or self.last_year is None:
            return "no comparison with last year"
        change = Decimal(str(self.value)) - Decimal(str(self.last_year))
        if not (rounded(change) if self.unit == PERCENT else change):
            return "the same as last year"
        return f"{self._size(abs(change))} {'more' if change > 0 else 'less'} than last year"

    def _size(self, change: Decimal) -> str:
        # A percentage changes by points: "5 % more" would mean something else.
        return f"{rounded(change)} percentage points" if self.unit == PERCENT else in_words(change, self.unit)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; the first cell names it."""

    cells: tuple[Cell, ...]
    is_total: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells in words."""
        return tuple(cell if isinstance(cell, str) else in_words(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A small table: a caption that says what it shows, a head and rows of the same width."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        _need(self.caption and self.head, "A table needs a caption and a head.")
        wrong = [row.cells for row in self.rows if len(row.cells) != len(self.head)]
        _need(not wrong, f"Every row of “{self.caption}” needs {len(self.head)} cells: {wrong}")

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Whether each column holds numbers, which are set to the right; so is one of which nothing is known."""
        columns = [[row.cells[i] for row in self.rows] for i in range(len(self.head))]
        return tuple(any(map(_is_number, column)) or set(column) == {None} for column in columns)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``note`` stands in its place when the value is not given, such as ``fewer than 5``."""

    label: str
    value: Value
    last_year: Value = None
    note: str = ""

    def __post_init__(self) -> None:
        _not_negative(self.label, (self.value, self.last_year))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every picture has: a title that says the finding, and the same in words for those who listen."""

    title: str
    description: str

    def __post_init__(self) -> None:
        _need(self.title and self.description, "A chart needs a title and a description.")

    def as_table(self) -> Table:
        """The figures of the picture as a table, for beneath it or one click away."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart(Chart):
    """Horizontal bars with the value at the end and last year as a lighter mark."""

    bars: tuple[Bar, ...]
    unit: str = ""

    @property
    def has_last_year(self) -> bool:
        """Whether any bar can be compared."""
        return any(bar.last_year is not None for bar in self.bars)

    def as_table(self) -> Table:
        """One row for each bar."""
        head = ("", "This year", "Last year") if self.has_last_year else ("", _capital(self.unit) or "Number")
        rows = [(bar.label, bar.note or bar.value, bar.last_year)[: len(head)] for bar in self.bars]
        return Table(self.title, head, tuple(Row(cells) for cells in rows))


@dataclass(frozen=True, slots=True)
class StackedBar:
    """One whole cut into parts, in the order of the chart's ``parts``."""

    label: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        _not_negative(self.label, self.values)

    @property
    def total(self) -> int | Decimal | float:
        """The whole: all parts that are known."""
        return sum((Decimal(str(value)) for value in self.values if value is not None), Decimal())


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBarChart(Chart):
    """Shares of a whole: every bar is as long as the others, its parts are percentages."""

    parts: tuple[str, ...]
    bars: tuple[StackedBar, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        Chart.__post_init__(self)
        wrong = [bar.label for bar in self.bars if len(bar.values) != len(self.parts)]
        _need(not wrong, f"Every bar needs {len(self.parts)} parts: {wrong}")
        _need(len(self.parts) <= 6, "At most six parts can be told apart.")

    def as_table(self) -> Table:
        """One row for each whole: its parts and their sum."""
        rows = tuple(Row((bar.label, *bar.values, bar.total)) for bar in self.bars)
        return Table(self.title, ("", *self.parts, "All"), rows)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a value for each of the chart's years; a year without a value leaves a gap."""

    label: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        _not_negative(self.label, self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart(Chart):
    """Lines over the years, from zero."""

    years: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        Chart.__post_init__(self)
        wrong = [line.label for line in self.lines if len(line.values) != len(self.years)]
        _need(not wrong, f"Every line needs {len(self.years)} values: {wrong}")
        _need(len(self.lines) <= 4, "At most four lines can be told apart.")

    def as_table(self) -> Table:
        """One row for each year."""
        rows = [(year, *(line.values[i] for line in self.lines)) for i, year in enumerate(self.years)]
        return Table(self.title, ("Year", *(line.label for line in self.lines)), tuple(map(Row, rows)))


@dataclass(frozen=True, slots=True)
class DotRow:
    """One statement and where each group stands on the scale."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DotPlot(Chart):
    """Two groups on one scale, such as student and educator; the ends of the scale are in words."""

    groups: tuple[str, str]
    rows: tuple[DotRow, ...]
    lowest: tuple[int, str]
    highest: tuple[int, str]

    def __post_init__(self) -> None:
        Chart.__post_init__(self)
        _need(self.lowest[0] < self.highest[0], "The scale needs a lowest below its highest.")
        wrong = [row.label for row in self.rows if not self._fits(row.values)]
        _need(not wrong, f"Each row needs two values from {self.lowest[0]} to {self.highest[0]}: {wrong}")

    def _fits(self, values: Sequence[Value]) -> bool:
        known = [value for value in values if value is not None]
        return len(values) == 2 and all(self.lowest[0] <= value <= self.highest[0] for value in known)

    def as_table(self) -> Table:
        """One row for each statement."""
        return Table(
            self.title, ("", *self.groups), tuple(Row((row.label, *row.values)) for row in self.rows)
        )


@dataclass(frozen=True, slots=True)
class Section:
    """One room's chapter of the yearly report."""

    key: str
    title: str
    finding: str
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need(self.key and self.title, "A section needs a key and a title.")
        keys = [figure.key for figure in self.figures]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        _need(not twice, f"Figures of “{self.title}” share a key: {', '.join(twice)}")

    def figure(self, key: str) -> Figure:
        """Return the figure of that key."""
        return next(figure for figure in self.figures if figure.key == key)


def _need(truth: object, otherwise: str) -> None:
    if not truth:
        raise ValueError(otherwise)


def _not_negative(label: str, values: Sequence[Value]) -> None:
    _need(
        all(value is None or value >= 0 for value in values),
        f"“{label}” cannot be drawn below zero: {values}",
    )


def _is_number(cell: Cell) -> bool:
    """Say whether a cell is a number, also when it is written with its sign for per cent."""
    written = isinstance(cell, str) and cell.endswith(f" {PERCENT}")
    return written or not isinstance(cell, str | None)


def _is_whole(value: int | Decimal | float) -> bool:
    return value == int(value)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
