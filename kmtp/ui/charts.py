"""Pictures as plain geometry: a chart of ``kmtp.figures`` in, marks with their places out.

Across, places are percentages, so that a picture fills a phone, a screen and a page of A4 alike while its
words keep their size; down, they are pixels. One template draws the marks as inline SVG, with presentation
attributes only: the content security policy forbids inline styles, and the PDF reads no style sheet in SVG.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch
from textwrap import wrap
from typing import Literal

from kmtp.figures import (
    Bar,
    BarChart,
    Chart,
    DotPlot,
    DotRow,
    Line,
    LineChart,
    StackedBar,
    StackedBarChart,
    Value,
    in_words,
    share,
)

INK, GREY, FAINT, WHITE = "#0b0c0c", "#505a5f", "#b1b4b6", "#ffffff"
NOW, BEFORE = "#12436d", "#a9c3dc"
# The Government Analysis Function's categorical palette: dark and light take turns, so that neighbours
# differ for every kind of colour vision and on a black-and-white printer. With the ink that reads on each.
PARTS = (
    ("#12436d", WHITE),
    ("#28a197", INK),
    ("#801650", WHITE),
    ("#f46a25", INK),
    ("#3d3d3d", WHITE),
    ("#a285d1", INK),
)
TEXT, SMALL = 15, 13
LINE_HEIGHT = 18
LETTERS_ACROSS = 38  # what fits the narrowest phone at 15 px
PHONE = 286  # pixels that a chart has on a screen of 320
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar or a part of one."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; ``dash`` is SVG's pattern, empty for a whole line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = FAINT
    width: float = 1
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle; hollow when its fill is white or none."""

    x: float
    y: float
    fill: str
    colour: str
    radius: float = 6


@dataclass(frozen=True, slots=True)
class Words:
    """Text whose baseline is at ``y``, pushed ``dx`` pixels from its place."""

    x: float
    y: float
    text: str
    dx: float = 0
    anchor: Anchor = "start"
    fill: str = INK
    size: int = TEXT
    weight: Literal["normal", "bold"] = "normal"


Mark = Rect | Stroke | Dot | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: its title, its description, its height in pixels and its marks."""

    title: str
    description: str
    height: float
    marks: tuple[Mark, ...]

    def _only(self, kind: type) -> list[Mark]:
        return [mark for mark in self.marks if isinstance(mark, kind)]

    @property
    def rects(self) -> list[Mark]:
        """Drawn first."""
        return self._only(Rect)

    @property
    def strokes(self) -> list[Mark]:
        """Drawn over the bars."""
        return self._only(Stroke)

    @property
    def dots(self) -> list[Mark]:
        """Drawn over the lines."""
        return self._only(Dot)

    @property
    def words(self) -> list[Mark]:
        """Drawn last, so that nothing covers them."""
        return self._only(Words)


def _picture(chart: Chart, height: float, marks: Sequence[Mark]) -> Picture:
    return Picture(chart.title, chart.description, round(height, 1), tuple(marks))


@singledispatch
def draw(chart: Chart) -> Picture:
    """Return the picture of any chart."""
    raise TypeError(f"There is no drawing for {type(chart).__name__}.")


def scaled(value: Value, most: float, across: float) -> float:
    """Return how far ``value`` reaches, in per cent, when ``most`` reaches ``across``; zero is the base."""
    return round(float(value or 0) / most * across, 2) if most else 0.0


def label_lines(label: str, y: float, size: int = TEXT) -> list[Words]:
    """Return a label in as many lines as a phone needs, the first with its top at ``y``."""
    lines = wrap(label, LETTERS_ACROSS) or [""]
    return [Words(0, y + 14 + i * LINE_HEIGHT, line, size=size) for i, line in enumerate(lines)]


# Bars ---------------------------------------------------------------------------------------------------

BAR, BEFORE_BAR, GAP = 12, 18, 8
NARROWEST_SCALE = 25.0  # per cent: very long words may run over on a phone before bars shrink to nothing


@draw.register
def draw_bars(chart: BarChart) -> Picture:
    """Draw each bar beneath its label, with its value at the end and last year as a lighter band behind."""
    most = max((_furthest(bar) for bar in chart.bars), default=0.0)
    across = max(min((_room_for(chart, bar, most) for bar in chart.bars), default=100), NARROWEST_SCALE)
    marks: list[Mark] = []
    y = 0.0
    for bar in chart.bars:
        marks += (labels := label_lines(bar.label, y))
        y += len(labels) * LINE_HEIGHT + 4
        marks += _bar(chart, bar, y, most, across)
        y += BEFORE_BAR + GAP
    return _picture(chart, y, marks)


def _furthest(bar: Bar) -> float:
    return float(max(bar.value or 0, bar.last_year or 0))


def _room_for(chart: BarChart, bar: Bar, most: float) -> float:
    """How far the longest bar may reach so that this one's words still fit behind it on a phone."""
    left = 100 - _words_width(chart, bar) / PHONE * 100
    return min(left * most / _furthest(bar), 100.0) if _furthest(bar) else 100.0


def _bar(chart: BarChart, bar: Bar, y: float, most: float, across: float) -> Iterator[Mark]:
    now, before = scaled(bar.value, most, across), scaled(bar.last_year, most, across)
    if before:
        yield Rect(0, y, before, BEFORE_BAR, BEFORE)
    if now:
        yield Rect(0, y + (BEFORE_BAR - BAR) / 2, now, BAR, NOW)
    value, last_year = _bar_words(chart, bar)
    yield Words(max(now, before), y + 15, value, dx=8, weight="bold")
    if last_year:
        dx = 16 + text_width(value, TEXT, bold=True)
        yield Words(max(now, before), y + 15, last_year, dx=dx, fill=GREY, size=SMALL)


def _bar_words(chart: BarChart, bar: Bar) -> tuple[str, str]:
    before = "" if bar.last_year is None else f"{in_words(bar.last_year)} last year"
    return bar.note or in_words(bar.value, chart.unit), before


def _words_width(chart: BarChart, bar: Bar) -> float:
    value, last_year = _bar_words(chart, bar)
    return 16 + text_width(value, TEXT, bold=True) + text_width(last_year, SMALL) + (8 if last_year else 0)


def text_width(text: str, size: int, bold: bool = False) -> float:
    """Return roughly how wide Arial draws ``text``: enough to keep two words apart, never to measure."""
    narrow, wide = set(" .,:;'|!ijlt()fIr"), set("mwMW%")
    ems = sum(0.31 if letter in narrow else 0.87 if letter in wide else 0.57 for letter in text)
    return round(ems * size * (1.06 if bold else 1), 1)


# Shares -------------------------------------------------------------------------------------------------

SHARE_BAR, SWATCH = 28, 3.0
KEY_LINE = 22
NARROWEST_WITH_WORDS = 13  # per cent: on a phone "61 %" needs 35 of 290 pixels


@draw.register
def draw_shares(chart: StackedBarChart) -> Picture:
    """Draw each whole as one bar of full width; the key above names the parts in their order."""
    marks: list[Mark] = list(_key_of_parts(chart))
    y = float(len(chart.parts) * KEY_LINE + 6)
    for bar in chart.bars:
        marks += (labels := label_lines(bar.label, y))
        y += len(labels) * LINE_HEIGHT + 4
        marks += _parts(bar, y)
        y += SHARE_BAR + GAP
    return _picture(chart, y, marks)


def _key_of_parts(chart: StackedBarChart) -> Iterator[Mark]:
    """A line for each part; when there is one bar only, its value and share stand in the key."""
    only = chart.bars[0] if len(chart.bars) == 1 else None
    for i, name in enumerate(chart.parts):
        yield Rect(0, i * KEY_LINE + 3, SWATCH, 14, PARTS[i][0])
        told = (
            f": {in_words(only.values[i], chart.unit)} ({share(only.values[i], only.total)})" if only else ""
        )
        yield Words(SWATCH, i * KEY_LINE + 15, name + told, dx=8)


def _parts(bar: StackedBar, y: float) -> Iterator[Mark]:
    if not bar.total:
        yield Words(0, y + 19, "nothing recorded", fill=GREY)
    start = 0.0
    for (fill, ink), value in zip(PARTS, bar.values, strict=False):
        width = scaled(value, float(bar.total), 100)
        if width:
            yield Rect(start, y, width, SHARE_BAR, fill)
        if width >= NARROWEST_WITH_WORDS:
            yield Words(start + width / 2, y + 19, f"{width:.0f} %", anchor="middle", fill=ink, weight="bold")
        start += width


# Lines --------------------------------------------------------------------------------------------------

PLOT_TOP, PLOT_HEIGHT = 30, 190
FIRST_YEAR, LAST_YEAR = 9.0, 91.0
DASHES = ("", "8 4", "2 4", "10 4 2 4")


@draw.register
def draw_lines(chart: LineChart) -> Picture:
    """Draw a line for each group from a base of zero, named in words beside its end."""
    known = [float(value) for line in chart.lines for value in line.values if value is not None]
    most = max(known, default=0.0) or 1.0
    xs = _places(len(chart.years))
    base = PLOT_TOP + PLOT_HEIGHT
    marks: list[Mark] = [Stroke(0, base, 100, base, GREY)]
    marks += [
        Words(x, base + 20, year, anchor="middle", size=SMALL)
        for x, year in zip(xs, chart.years, strict=True)
    ]
    for i, line in enumerate(chart.lines):
        ys = [
            None if value is None else round(base - scaled(value, most, PLOT_HEIGHT), 1)
            for value in line.values
        ]
        marks += _line(i, xs, ys)
        marks += _values(line, xs, ys, chart.unit, all_of_them=len(chart.lines) == 1)
    marks += _names(chart, base + 30)
    return _picture(chart, base + 30 + (len(chart.lines) * KEY_LINE if len(chart.lines) > 1 else 0), marks)


def _places(years: int) -> list[float]:
    step = (LAST_YEAR - FIRST_YEAR) / max(years - 1, 1)
    return [round(FIRST_YEAR + i * step, 2) for i in range(years)]


def _line(i: int, xs: Sequence[float], ys: Sequence[float | None]) -> Iterator[Mark]:
    colour = PARTS[i][0]
    points = list(zip(xs, ys, strict=True))
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        if y1 is not None and y2 is not None:
            yield Stroke(x1, y1, x2, y2, colour, 3, DASHES[i])
    for x, y in points:
        if y is not None:
            yield Dot(x, y, colour if i % 2 == 0 else WHITE, colour, 5)


def _values(
    line: Line, xs: Sequence[float], ys: Sequence[float | None], unit: str, *, all_of_them: bool
) -> Iterator[Mark]:
    """Every value of a single line; of several, the first and the last, which are what people compare."""
    known = [i for i, y in enumerate(ys) if y is not None]
    for i in known if all_of_them else known[:1] + known[1:][-1:]:
        y = ys[i] or 0
        yield Words(xs[i], y - 11, in_words(line.values[i], unit), anchor="middle", weight="bold")


def _names(chart: LineChart, y: float) -> Iterator[Mark]:
    """A key of short strokes beneath; a single line is named by the title."""
    for i, line in enumerate(chart.lines if len(chart.lines) > 1 else ()):
        middle = y + i * KEY_LINE + 10
        yield Stroke(0, middle, 8, middle, PARTS[i][0], 3, DASHES[i])
        yield Dot(4, middle, PARTS[i][0] if i % 2 == 0 else WHITE, PARTS[i][0], 5)
        yield Words(8, middle + 5, line.label, dx=8)


# Dots ---------------------------------------------------------------------------------------------------

FIRST_DOT, LAST_DOT = 4.0, 96.0
# Filled and ring: told apart without colour, and both seen where they meet.
DOTS = ((NOW, NOW, 5.0), ("none", "#801650", 8.0))


@draw.register
def draw_dots(chart: DotPlot) -> Picture:
    """Draw two marks on one scale for each statement, joined so that the distance is what one sees."""
    marks: list[Mark] = list(_key_of_groups(chart))
    y = float(2 * KEY_LINE + 6)
    for row in chart.rows:
        marks += (labels := label_lines(row.label, y))
        y += len(labels) * LINE_HEIGHT + 14
        marks += _dots(chart, row, y)
        y += 14 + GAP
    marks.append(Words(0, y + 8, f"{chart.lowest[0]} {chart.lowest[1]}", size=SMALL, fill=GREY))
    marks.append(
        Words(100, y + 8, f"{chart.highest[0]} {chart.highest[1]}", anchor="end", size=SMALL, fill=GREY)
    )
    return _picture(chart, y + 16, marks)


def _key_of_groups(chart: DotPlot) -> Iterator[Mark]:
    for i, name in enumerate(chart.groups):
        yield Dot(SWATCH, i * KEY_LINE + 10, *DOTS[i])
        yield Words(SWATCH, i * KEY_LINE + 15, name, dx=14)


def _dots(chart: DotPlot, row: DotRow, y: float) -> Iterator[Mark]:
    """The scale with a tick at each whole step, the two marks, and the distance between them."""
    yield Stroke(FIRST_DOT, y, LAST_DOT, y)
    for step in range(chart.lowest[0], chart.highest[0] + 1):
        yield Stroke(on_scale(chart, step), y - 4, on_scale(chart, step), y + 4)
    known = [on_scale(chart, value) for value in row.values if value is not None]
    if len(known) == 2:
        yield Stroke(known[0], y, known[1], y, GREY, 3)
    for i, value in enumerate(row.values):
        if value is not None:
            yield Dot(on_scale(chart, value), y, *DOTS[i])


def on_scale(chart: DotPlot, value: Value) -> float:
    """Return where a value of the scale stands, in per cent."""
    low, high = chart.lowest[0], chart.highest[0]
    return round(FIRST_DOT + (float(value or 0) - low) / (high - low) * (LAST_DOT - FIRST_DOT), 2)
