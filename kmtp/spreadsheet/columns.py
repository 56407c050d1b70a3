"""The columns that a kind of spreadsheet may have: what they are called in the wild, how each is read. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kmtp.spreadsheet.cells import Reader


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, the heading we print, what else people call it, and how its cells are read."""

    key: str
    heading: str
    also: tuple[str, ...]
    reader: Reader
    hint: str
    example: str = ""
    #: What elsewhere is a blank ("None", "n/a") is a value here, as in a name.
    keeps_blanks: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Every heading that means this column."""
        return frozenset(simplified(name) for name in (self.heading, *self.also))


def simplified(heading: str) -> str:
    """Return a heading without capitals, stops and spaces: "E-mail (work)" is "emailwork"."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


@dataclass(frozen=True)
class Layout:
    """What a kind of spreadsheet holds: its columns, those that every row needs, and what we call it.

    ``whole`` is one column that says what several needed ones say, such as the whole name.
    """

    title: str
    #: The record into which it goes, as a sentence has it: "the register".
    what: str
    #: Whom a row is about: "person", and several of them: "people".
    each: str
    many: str
    #: Where those stand that are known: "on the register".
    recorded: str
    #: What every row needs and by what a row is found, in sentences.
    needs: str
    found_by: str
    columns: tuple[Column, ...]
    needed: tuple[str, ...]
    whole: Column | None = None
    #: Columns that are understood and stand in no template.
    more: tuple[Column, ...] = ()
    most_rows: int = 50_000
    #: What whoever chooses a file should know first.
    about: str = ""
    #: What is kept for undoing, in a sentence.
    kept: str = ""

    @property
    def all(self) -> tuple[Column, ...]:
        """Every column that is understood."""
        return (*self.columns, *self.more, self.whole) if self.whole else (*self.columns, *self.more)

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The columns by their keys."""
        return {column.key: column for column in self.all}

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by every simplified heading that means them."""
        return {name: column for column in self.all for name in column.names}

    def recognised(self, headings: Sequence[str]) -> dict[int, Column]:
        """Return the column that each heading means, by its place; those that mean nothing are left out."""
        named = ((place, self.by_name.get(simplified(heading))) for place, heading in enumerate(headings))
        return {place: column for place, column in named if column is not None}


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them: “First name” and “Last name”."""
    quoted = [f"“{name}”" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
