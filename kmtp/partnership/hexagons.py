"""Hexagons on the national grid: from a place to its cell, and from cells to the outline of the land. Pure.

The hexagons stand on a point. A cell is (column, row): the column leans with the rows, so that the six
neighbours are always the same steps away. Corners are whole numbers on a lattice, half a hexagon's width apart
across and half its side apart down, so that two cells agree exactly on the corners they share.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import sqrt

Cell = tuple[int, int]
Corner = tuple[int, int]
Loop = tuple[Corner, ...]

#: The length of a side, which is also the distance from the middle to a corner, in metres.
SIDE = 1500
NEIGHBOURS: tuple[Cell, ...] = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
#: From the middle to each corner, in steps of the lattice, anticlockwise from the top.
CORNERS: tuple[Corner, ...] = ((0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1))


def width_of_step(side: int = SIDE) -> float:
    """Return how many metres one step of the lattice goes across."""
    return side * sqrt(3) / 2


def height_of_step(side: int = SIDE) -> float:
    """Return how many metres one step of the lattice goes up."""
    return side / 2


def cell_of(easting: float, northing: float, side: int = SIDE) -> Cell:
    """Return the cell that a place lies in."""
    row = northing / (1.5 * side)
    column = easting / (sqrt(3) * side) - row / 2
    return _nearest(column, row)


def _nearest(column: float, row: float) -> Cell:
    """Round three leaning coordinates that add up to nought, and correct the one that was rounded most."""
    third = -column - row
    rounded = [round(column), round(row), round(third)]
    errors = [abs(rounded[0] - column), abs(rounded[1] - row), abs(rounded[2] - third)]
    if errors[0] > errors[1] and errors[0] > errors[2]:
        return -rounded[1] - rounded[2], rounded[1]
    if errors[1] > errors[2]:
        return rounded[0], -rounded[0] - rounded[2]
    return rounded[0], rounded[1]


def middle_of(cell: Cell) -> Corner:
    """Return the middle of a cell on the lattice."""
    column, row = cell
    return 2 * column + row, 3 * row


def in_metres(corner: Corner, side: int = SIDE) -> tuple[float, float]:
    """Return the easting and northing of a point of the lattice."""
    return corner[0] * width_of_step(side), corner[1] * height_of_step(side)


def on_lattice(easting: float, northing: float, side: int = SIDE) -> tuple[float, float]:
    """Return where a place lies on the lattice."""
    return easting / width_of_step(side), northing / height_of_step(side)


def outline(cell: Cell) -> Loop:
    """Return the six corners of a cell on the lattice."""
    x, y = middle_of(cell)
    return tuple((x + across, y + up) for across, up in CORNERS)


def border(cells: Iterable[Cell]) -> list[Loop]:
    """Return the outlines of the land that the cells make together, without the sides that two of them share."""
    sides = {side for cell in cells for side in _sides(cell)}
    onward: dict[Corner, list[Corner]] = defaultdict(list)
    for start, end in sorted(side for side in sides if side[::-1] not in sides):
        onward[start].append(end)
    return list(_loops(onward))


def _sides(cell: Cell) -> Iterator[tuple[Corner, Corner]]:
    corners = outline(cell)
    return pairwise((*corners, corners[0]))


def _loops(onward: dict[Corner, list[Corner]]) -> Iterator[Loop]:
    """Walk along the sides until each was walked once. Three cells meet in a corner, so there is one way on."""
    while onward:
        corner = min(onward)
        loop = []
        while corner in onward:
            loop.append(corner)
            corner = onward.pop(corner)[0]
        yield tuple(loop)
