"""Counts of two years in one table, with what could name somebody put together. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from kmtp.figures import SMALLEST_CELL, Row, suppressed, too_small

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """This year's counts by name, and last year's when anything of that year is recorded.

    ``harmless`` are the names that tell nothing of anybody, however few they are.
    """

    now: Counts
    before: Counts | None = None
    harmless: frozenset[str] = frozenset()

    @property
    def small(self) -> frozenset[str]:
        """The names that are small in either year, and those with whom they are put together."""
        return too_small(self._telling(self.now)) | too_small(self._telling(self.before or {}))

    def _telling(self, counts: Counts) -> dict[str, int]:
        return {name: n for name, n in counts.items() if n and name not in self.harmless}

    def rows(self, labels: Mapping[str, str], others: str) -> list[Row]:
        """Return a row for each name with a count in either year, one for the small ones, and one for all.

        Nothing when no name can be shown apart from the others.
        """
        small, known = self.small, self.before or {}
        shown = [name for name in labels if name not in small and (self.now.get(name) or known.get(name))]
        if not shown:
            return []
        rows = [self._row(labels[name], {name}) for name in shown]
        rows += [self._row(others, small)] if small else []
        if any(isinstance(cell, str) for row in rows for cell in row.cells[1:]):
            return rows  # the sum would give away what is not shown
        return [*rows, self._row("All", set(self.now) | set(known), is_total=True)]

    def _row(self, label: str, names: set[str] | frozenset[str], *, is_total: bool = False) -> Row:
        before = None if self.before is None else self._cell(self.before, names)
        return Row((label, self._cell(self.now, names), before), is_total=is_total)

    def _cell(self, counts: Counts, names: set[str] | frozenset[str]) -> int | str:
        number = sum(counts.get(name, 0) for name in names)
        is_plain = names <= self.harmless or number == 0 or number >= SMALLEST_CELL
        return number if is_plain else suppressed(number)


def is_safe(*counts: int) -> bool:
    """Say whether a share of these parts names nobody: each is nought or five and more."""
    return all(one == 0 or one >= SMALLEST_CELL for one in counts)
