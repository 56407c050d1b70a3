"""Which column of a file is which of ours: proposed from the headings, or said by a person. Pure."""

import hashlib
from collections.abc import Sequence

from kmtp.spreadsheet.columns import Column, Layout, listed, simplified
from kmtp.spreadsheet.sheet import Sheet

#: What each column of a file is, by its place; an empty word leaves the column out.
Mapping = tuple[str, ...]
SAMPLES = 3


def fingerprint(headings: Sequence[str]) -> str:
    """Return what files of the same source share: their headings, however they are spaced or written."""
    return hashlib.sha256("\n".join(map(simplified, headings)).encode()).hexdigest()


def proposed(headings: Sequence[str], layout: Layout) -> Mapping:
    """Return what the headings seem to mean; of two that mean the same, the first."""
    known = layout.recognised(headings)
    keys = [known[place].key if place in known else "" for place in range(len(headings))]
    return tuple("" if key in keys[:place] else key for place, key in enumerate(keys))


def is_plain(headings: Sequence[str], layout: Layout) -> bool:
    """Return whether every heading is known, so that nobody needs to be asked."""
    keys = [column.key for column in layout.recognised(headings).values()]
    return len(keys) == len([one for one in headings if one]) and not faults(keys, layout)


def faults(keys: Sequence[str], layout: Layout) -> list[str]:
    """Return what is wrong with the columns, all of it, in sentences."""
    heading = {key: column.heading for key, column in layout.by_key.items()}
    twice = [heading[key] for key in dict.fromkeys(keys) if key in heading and keys.count(key) > 1]
    missing = [heading[key] for key in layout.needed if key not in keys]
    found = []
    if twice:
        found.append(f"More than one column is {listed(twice)}. Keep one of each and leave the others out.")
    if missing and not (layout.whole and layout.whole.key in keys):
        found.append(f"No column is {listed(missing)}. Say which it is; every row needs one.")
    return found


def columns_of(mapping: Sequence[str], layout: Layout) -> dict[int, Column]:
    """Return our column at each place."""
    return {place: layout.by_key[key] for place, key in enumerate(mapping) if key in layout.by_key}


def in_the_file(headings: Sequence[str], mapping: Sequence[str], layout: Layout) -> dict[str, str]:
    """Return what to call each of our columns to whoever has the file open, by our heading.

    Where somebody had to say what a column is, that is its own heading first: “Badge (SWE number)”.
    """
    known = layout.recognised(headings)
    said = {place: one for place, one in columns_of(mapping, layout).items() if known.get(place) is not one}
    return {one.heading: f"{headings[place][:50]} ({one.heading})" for place, one in said.items()}


def samples(sheet: Sheet) -> list[list[str]]:
    """Return the first values of each column that has any."""
    return [_first(sheet, place) for place in range(len(sheet.headings))]


def _first(sheet: Sheet, place: int) -> list[str]:
    cells = (line.cells[place] for line in sheet.lines[:50] if place < len(line.cells))
    return [cell.typed for cell in cells if not cell.is_empty][:SAMPLES]
