"""The map as plain geometry: outlines of the land and circles in, places on the page out. Pure.

Everything is measured on the lattice of the hexagons, which a template stretches to the width of the page. The
words beside a circle stand where they cover nothing; where no place is left, the table alone names it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

from kmtp.partnership import hexagons
from kmtp.partnership.hexagons import Loop

#: The width of the picture in its own units; the text is set in the same, so that it keeps its place.
WIDTH = 1000
MARGIN = 30
SMALLEST, LARGEST = 9, 44
#: So many circles may be that large; more of them are smaller, so that they do not cover one another.
ROOMY = 16
TEXT, LINE = 22, 25
PRECISION = 1
#: Half the side of the square at a circle's upper right that says how many students wait there.
SQUARE = 14
Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a circle says: where it is on the lattice, how large, how much of it is at Stage 2, and who waits."""

    key: str
    number: int
    name: str
    beneath: str
    at: Point
    size: int
    part: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken: by a circle or by words."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way across."""
        return round((self.left + self.right) / 2, PRECISION)

    @property
    def foot(self) -> float:
        """Where a line of words stands that is in the middle of its height."""
        return round((self.top + self.bottom) / 2 + TEXT * 0.36, PRECISION)

    def meets(self, other: "Box") -> bool:
        """Say whether two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a circle."""

    x: float
    y: float
    anchor: Anchor
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """A mark in its place; ``inner`` is the radius of the disc for Stage 2. Areas, not radii, show the numbers."""

    mark: Mark
    x: float
    y: float
    radius: float
    inner: float
    label: Label | None

    @property
    def box(self) -> Box:
        """The square around it."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)

    @property
    def square(self) -> Box | None:
        """The square for the students who wait, on the circle's edge; nothing where nobody waits."""
        if not self.mark.waiting:
            return None
        aside = round(self.radius / sqrt(2), PRECISION)
        x, y = self.x + aside, self.y - aside
        return Box(x - SQUARE, y - SQUARE, x + SQUARE, y + SQUARE)


@dataclass(frozen=True, slots=True)
class Frame:
    """Which part of the lattice is shown, and how it comes onto the page."""

    left: float
    top: float
    across: float
    scale_x: float
    scale_y: float
    height: float

    def place(self, point: Point) -> Point:
        """Return where a point of the lattice is on the page."""
        x, y = point
        return round((x - self.left) * self.scale_x, 1), round((self.top - y) * self.scale_y, 1)


def frame_of(loops: Iterable[Loop]) -> Frame | None:
    """Return the frame around these outlines; nothing when there are none."""
    corners = [corner for loop in loops for corner in loop]
    if not corners:
        return None
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    scale_x = (WIDTH - 2 * MARGIN) / (right - left)
    scale_y = scale_x * hexagons.height_of_step() / hexagons.width_of_step()
    height = round((top - bottom) * scale_y + 2 * MARGIN)
    return Frame(left - MARGIN / scale_x, top + MARGIN / scale_y, right - left, scale_x, scale_y, height)


def path(loops: Iterable[Loop], frame: Frame) -> str:
    """Return outlines as the data of one SVG path; what lies wholly outside the frame is left out."""
    return "".join(_path(loop, frame) for loop in loops)


def _path(loop: Loop, frame: Frame) -> str:
    points = [frame.place(corner) for corner in loop]
    if all(not (-20 < x < WIDTH + 20 and -20 < y < frame.height + 20) for x, y in points):
        return ""
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "z"


def circles(marks: Sequence[Mark], frame: Frame) -> list[Circle]:
    """Return a circle for each mark, the largest first and so beneath; named where there is room."""
    scale = min(1.0, sqrt(ROOMY / (len(marks) or 1)))
    most = max((mark.size for mark in marks), default=1) or 1
    sized = sorted(((mark, radius_of(mark.size, most, scale)) for mark in marks), key=lambda one: -one[1])
    bare = [
        Circle(mark, *frame.place(mark.at), radius, inner_of(mark, radius), None) for mark, radius in sized
    ]
    return _named(bare, frame)


def _named(bare: Sequence[Circle], frame: Frame) -> list[Circle]:
    """Give every circle its name first, and then the second line to those that still have room for it."""
    discs = {i: circle.box for i, circle in enumerate(bare)}
    squares = [circle.square for circle in bare if circle.square]
    taken: dict[int, Box] = {}
    labels: dict[int, Label] = {}
    for lines in (1, 2):
        for i, circle in enumerate(bare):
            others = [box for boxes in (discs, taken) for other, box in boxes.items() if other != i] + squares
            if found := _label(circle, (circle.mark.name, circle.mark.beneath)[:lines], others, frame):
                labels[i], taken[i] = found
    return [replace(circle, label=labels.get(i)) for i, circle in enumerate(bare)]


def radius_of(size: int, most: int, scale: float = 1.0) -> float:
    """Return the radius of a circle whose area shows the number, never too small to see."""
    return round(max(LARGEST * scale * sqrt(size / most), SMALLEST), PRECISION)


def inner_of(mark: Mark, radius: float) -> float:
    """Return the radius of the disc whose share of the area is the share at Stage 2."""
    return round(radius * sqrt(mark.part / mark.size), PRECISION) if mark.size else 0.0


def _label(
    circle: Circle, lines: tuple[str, ...], taken: Sequence[Box], frame: Frame
) -> tuple[Label, Box] | None:
    """Return the first place beside the circle where these lines cover nothing."""
    for label, box in _places(circle.x, circle.y, circle.radius, lines):
        inside = box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= frame.height
        if inside and not any(box.meets(other) for other in taken):
            return label, box
    return None


def _places(x: float, y: float, radius: float, lines: tuple[str, ...]) -> Iterable[tuple[Label, Box]]:
    """Yield right, left, beneath, above and the corners, each with the room that the lines take there."""
    gap, tall, width = 6, len(lines) * LINE, max(width_of(words, bold=words == lines[0]) for words in lines)
    sides: tuple[tuple[Anchor, float, float], ...] = (
        ("start", x + radius + gap, y - tall / 2),
        ("end", x - radius - gap, y - tall / 2),
        ("middle", x, y + radius + 2),
        ("middle", x, y - radius - tall - 2),
        ("start", x + radius * 0.7, y + radius * 0.8),
        ("end", x - radius * 0.7, y + radius * 0.8),
        ("start", x + radius * 0.7, y - radius * 0.8 - tall),
        ("end", x - radius * 0.7, y - radius * 0.8 - tall),
    )
    for anchor, at, top in sides:
        left = at - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        label = Label(round(at, 1), round(top + LINE - 5, 1), anchor, lines)
        yield label, Box(left, top, left + width, top + tall)


def width_of(words: str, *, bold: bool = False) -> float:
    """Return roughly how wide words are: enough to keep them apart."""
    narrow = set(" .,:;'|!ijlt()fIr1")
    ems = sum(0.32 if letter in narrow else 0.85 if letter in "mwMW%" else 0.57 for letter in words)
    return ems * TEXT * (1.07 if bold else 1)
