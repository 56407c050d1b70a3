"""The map as plain geometry."""

from dataclasses import replace
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educators import map
from educators.map import Frame, Mark
from kmtp.partnership import hexagons

LAND = hexagons.border([(column, row) for column in range(12) for row in range(10)])
FRAME = map.frame_of(LAND)
marks = st.lists(
    st.builds(
        lambda x, y, size, share, name: Mark(
            "k", 1, name, "1 at Stage 2, 1 free", (x, y), size, int(size * share)
        ),
        st.floats(4, 28),
        st.floats(3, 25),
        st.integers(1, 400),
        st.floats(0, 1),
        st.sampled_from(["Thanet 4", "Tonbridge and Malling 31", "Ashford 12"]),
    ),
    max_size=12,
)


def box_of(circle: map.Circle) -> map.Box:
    lines = circle.label.lines
    width = max(map.width_of(words, bold=words == lines[0]) for words in lines)
    left = circle.label.x - {"start": 0, "middle": width / 2, "end": width}[circle.label.anchor]
    top = circle.label.y - map.LINE + 5
    return map.Box(left + 0.2, top + 0.2, left + width - 0.2, top + len(lines) * map.LINE - 0.2)


def test_the_frame_holds_the_whole_land_in_its_true_shape():
    points = [FRAME.place(corner) for loop in LAND for corner in loop]
    assert min(x for x, _ in points) == pytest.approx(map.MARGIN, abs=0.2)
    assert max(x for x, _ in points) == pytest.approx(map.WIDTH - map.MARGIN, abs=0.2)
    assert all(0 < y < FRAME.height for _, y in points)
    metres = hexagons.width_of_step() / FRAME.scale_x, hexagons.height_of_step() / FRAME.scale_y
    assert metres[0] == pytest.approx(metres[1])


def test_north_is_up():
    assert FRAME.place((10, 20))[1] < FRAME.place((10, 10))[1]


def test_no_land_has_no_frame():
    assert map.frame_of([]) is None


def test_land_outside_the_frame_is_not_drawn():
    assert map.path(hexagons.border([(500, 500)]), FRAME) == ""
    assert map.path(LAND, FRAME).startswith("M")


@pytest.mark.parametrize(
    ("size", "most", "radius"), [(100, 100, 44), (25, 100, 22), (1, 10_000, 9), (0, 1, 9)]
)
def test_the_area_shows_the_number(size, most, radius):
    assert map.radius_of(size, most) == radius


@given(marks)
def test_each_mark_has_one_circle_and_no_words_cover_words_or_circles(placed):
    drawn = map.circles(placed, FRAME)
    assert sorted(id(circle.mark) for circle in drawn) == sorted(id(mark) for mark in placed)
    named = [(circle, box_of(circle)) for circle in drawn if circle.label]
    for circle, box in named:
        assert box.left >= -1 and box.right <= map.WIDTH + 1
        for other, other_box in named:
            assert other is circle or not box.meets(other_box)


@given(st.integers(1, 500), st.integers(0, 500))
def test_the_dark_disc_is_the_share_at_stage_2(size, part):
    part = min(part, size)
    inner = map.inner_of(Mark("k", 1, "n", "b", (0, 0), size, part), 40)
    assert pi * inner**2 / (pi * 40**2) == pytest.approx(part / size, abs=0.01)


def test_the_largest_is_named_first_and_lies_beneath():
    small = Mark("s", 2, "Small 1", "", (15, 15), 1, 0)
    large = Mark("l", 1, "Large 100", "", (15, 15), 100, 0)
    drawn = map.circles([small, large], FRAME)
    assert [circle.mark.key for circle in drawn] == ["l", "s"]
    assert drawn[0].label is not None
    assert isinstance(FRAME, Frame)


@given(marks)
def test_no_words_cover_a_square_of_those_who_wait(found):
    waited = [replace(mark, waiting=1) for mark in found]
    drawn = map.circles(waited, FRAME)
    named = [box_of(circle) for circle in drawn if circle.label]
    assert not [1 for box in named for circle in drawn if box.meets(circle.square)]


def test_where_nobody_waits_is_no_square():
    mark = Mark("k", 1, "Thanet 4", "", (10, 10), 4, 2)
    assert map.circles([mark], FRAME)[0].square is None
