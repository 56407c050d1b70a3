"""The small markup of guidance, and what differs between two versions. Pure: text in, parts out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

BULLET = "- "
SAME, CHANGED, NEW, GONE = "same", "changed", "new", "gone"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of several lines, or a list of several points."""

    is_list: bool
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Return the paragraphs and lists of a text; lines that begin with "- " are the points of a list."""
    return [block for paragraph in _paragraphs(text) for block in _split(paragraph)]


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines = [line.strip() for line in text.splitlines()]
    for is_text, group in groupby(lines, key=bool):
        if is_text:
            yield list(group)


def _split(lines: list[str]) -> Iterator[Block]:
    for is_list, group in groupby(lines, key=is_point):
        found = (line.removeprefix(BULLET).strip() if is_list else line for line in group)
        yield Block(is_list, tuple(found))


def is_point(line: str) -> bool:
    """Say whether a line is a point of a list."""
    return line.startswith(BULLET)


@dataclass(frozen=True, slots=True)
class Difference:
    """A section of the new version, or one that is gone, and its parts: each the same, new or gone."""

    heading: str
    state: str
    parts: tuple[tuple[str, Block], ...]


def states(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Return how each section of ``new`` stands to ``old``, by heading."""
    return {heading: _state(old.get(heading), body) for heading, body in new.items()}


def _state(before: str | None, now: str) -> str:
    if before is None:
        return NEW
    return SAME if blocks(before) == blocks(now) else CHANGED


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """Return every section of ``new`` in its order, then those of ``old`` that are gone."""
    how = states(old, new)
    found = [Difference(one, how[one], tuple(_parts(old.get(one, ""), new[one]))) for one in new]
    gone = [Difference(one, GONE, tuple(_parts(old[one], ""))) for one in old if one not in new]
    return found + gone


def _parts(old: str, new: str) -> Iterator[tuple[str, Block]]:
    before, now = _pieces(blocks(old)), _pieces(blocks(new))
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((SAME, one) for one in now[c:d])
            continue
        yield from ((GONE, one) for one in before[a:b])
        yield from ((NEW, one) for one in now[c:d])


def _pieces(found: Iterable[Block]) -> list[Block]:
    """Take lists apart, so that one new point does not make the whole list new."""
    return [Block(one.is_list, lines) for one in found for lines in _lines(one)]


def _lines(block: Block) -> list[tuple[str, ...]]:
    return [(line,) for line in block.lines] if block.is_list else [block.lines]
