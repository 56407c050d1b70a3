"""The page about the architecture draws the building that the code is."""

import re
from pathlib import Path

from tests.architecture.test_arrows import FLOORS

PAGE = (Path(__file__).resolve().parents[2] / "docs/architecture.md").read_text()


def test_the_drawing_has_the_floors_in_their_order():
    drawing = PAGE.split("```")[1]
    lines = [re.sub(r"^(roof|rooms|floor)", "", line).split() for line in drawing.strip().splitlines()]
    assert [sorted(line) for line in reversed(lines)] == [sorted(floor) for floor in FLOORS]
