"""The small markup of guidance, and the comparison of two versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educators.guide_text import CHANGED, GONE, NEW, SAME, Block, blocks, compare, states


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("One.", [Block(False, ("One.",))]),
        ("One.\n\n\nTwo.", [Block(False, ("One.",)), Block(False, ("Two.",))]),
        ("- a\n- b", [Block(True, ("a", "b"))]),
        (
            "Bring:\r\n- a\r\n- b\r\nand go",
            [Block(False, ("Bring:",)), Block(True, ("a", "b")), Block(False, ("and go",))],
        ),
        ("-not a point", [Block(False, ("-not a point",))]),
    ],
)  # fmt: skip
def test_a_text_falls_into_paragraphs_and_lists(text: str, found: list[Block]) -> None:
    assert blocks(text) == found


def test_a_section_is_the_same_changed_new_or_gone() -> None:
    old, new = {"A": "x", "B": "y", "C": "z"}, {"A": "x\n", "B": "y!", "D": "d"}
    assert states(old, new) == {"A": SAME, "B": CHANGED, "D": NEW}
    assert [(one.heading, one.state) for one in compare(old, new)] == [
        ("A", SAME), ("B", CHANGED), ("D", NEW), ("C", GONE),
    ]  # fmt: skip


def test_one_new_point_leaves_the_others_as_they_are() -> None:
    (section,) = compare({"A": "- a\n- c"}, {"A": "- a\n- b\n- c"})
    assert [(how, block.lines) for how, block in section.parts] == [
        (SAME, ("a",)), (NEW, ("b",)), (SAME, ("c",)),
    ]  # fmt: skip


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    kept = "".join(line for block in blocks(text) for line in block.lines)
    assert set("".join(kept.split())) >= set("".join(text.split())) - {"-"}


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_a_version_compared_with_itself_has_no_difference(texts: dict[str, str]) -> None:
    assert {one.state for one in compare(texts, texts)} <= {SAME}
    assert {how for one in compare(texts, texts) for how, _ in one.parts} <= {SAME}
