"""Hexagons: every place has one cell, cells share corners exactly, and together they make the land."""

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmtp.partnership import hexagons

eastings = st.floats(0, 700_000)
northings = st.floats(0, 1_300_000)
sides = st.sampled_from([500, 1500, 4000])
cells = st.tuples(st.integers(-300, 300), st.integers(-300, 300))
lands = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=30)


def area(loop: hexagons.Loop) -> float:
    """Return the area of a loop on the lattice, negative when it goes round the other way."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*loop, loop[0]))) / 2


@given(eastings, northings, sides)
def test_a_place_lies_within_the_circle_around_its_cell(easting, northing, side):
    x, y = hexagons.in_metres(hexagons.middle_of(hexagons.cell_of(easting, northing, side)), side)
    assert hypot(easting - x, northing - y) <= side * 1.000001


@given(eastings, northings)
def test_no_neighbours_middle_is_nearer_than_that_of_its_own_cell(easting, northing):
    column, row = hexagons.cell_of(easting, northing)

    def away(cell):
        x, y = hexagons.in_metres(hexagons.middle_of(cell))
        return hypot(easting - x, northing - y)

    around = [(column + across, row + up) for across, up in hexagons.NEIGHBOURS]
    assert away((column, row)) <= min(map(away, around)) + 0.001


@given(cells, sides)
def test_the_middle_of_a_cell_lies_in_it(cell, side):
    assert hexagons.cell_of(*hexagons.in_metres(hexagons.middle_of(cell), side), side) == cell


@given(eastings, northings)
def test_a_place_comes_back_from_the_lattice(easting, northing):
    assert hexagons.in_metres(hexagons.on_lattice(easting, northing)) == pytest.approx((easting, northing))


def test_the_six_neighbours_are_different_cells_of_the_same_distance():
    x, y = hexagons.in_metres(hexagons.middle_of((0, 0)))
    others = [hexagons.in_metres(hexagons.middle_of(cell)) for cell in hexagons.NEIGHBOURS]
    assert len(set(hexagons.NEIGHBOURS)) == 6
    assert {round(hypot(a - x, b - y)) for a, b in others} == {round(hexagons.SIDE * 3**0.5)}


@pytest.mark.parametrize("neighbour", hexagons.NEIGHBOURS)
def test_neighbours_share_two_corners(neighbour):
    assert len(set(hexagons.outline((0, 0))) & set(hexagons.outline(neighbour))) == 2


@pytest.mark.parametrize(
    ("land", "corners"),
    [
        ([(0, 0)], [6]),
        ([(0, 0), (1, 0)], [10]),
        ([(0, 0), (5, 5)], [6, 6]),
        # A ring around a lake has an outer and an inner outline.
        (hexagons.NEIGHBOURS, [6, 18]),
        ([], []),
    ],
)
def test_the_border_of(land, corners):
    assert sorted(len(loop) for loop in hexagons.border(land)) == corners


@given(lands)
def test_the_border_holds_exactly_the_area_of_its_cells(land):
    assert sum(map(area, hexagons.border(land))) == len(land) * area(hexagons.outline((0, 0)))
