"""Choosing columns without a solver: first come, first served; and the last touch to what a solver chose. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from placements.matching.programme import Programme


@dataclass(frozen=True, slots=True)
class Solution:
    """A choice of columns, what it costs, and the bound below which nobody can get.

    ``is_proved`` says that no choice costs less.
    """

    chosen: tuple[int, ...]
    value: int
    bound: float
    is_proved: bool

    @property
    def gap(self) -> float:
        """How much less another choice could cost at most."""
        return 0.0 if self.is_proved else max(self.value - self.bound, 0.0)


class Room:
    """What the limits still leave, as columns are taken and given back."""

    def __init__(self, programme: Programme, chosen: Iterable[int] = ()) -> None:
        """Start with the columns that are taken already."""
        self.programme = programme
        self.left = list(programme.rooms)
        for column in chosen:
            self.take(column)

    def has(self, column: int) -> bool:
        """Say whether every limit of the column leaves one."""
        left = self.left
        return all(left[limit] > 0 for limit in self.programme.limits_of(column))

    def take(self, column: int) -> None:
        """Use one of each limit."""
        for limit in self.programme.limits_of(column):
            self.left[limit] -= 1

    def give_back(self, column: int) -> None:
        """Free one of each limit."""
        for limit in self.programme.limits_of(column):
            self.left[limit] += 1

    def best(self, student: int) -> int | None:
        """Return the cheapest column of a student that is free; of several the first."""
        costs = self.programme.cost
        ordered = sorted(self.programme.columns(student), key=lambda column: costs[column])
        return next((column for column in ordered if self.has(column)), None)


def first_come(programme: Programme, order: Iterable[int]) -> tuple[int, ...]:
    """Return what comes of giving each student in turn the best that is left, as with a spreadsheet."""
    room, chosen = Room(programme), []
    for student in order:
        if (column := room.best(student)) is not None:
            room.take(column)
            chosen.append(column)
    return tuple(sorted(chosen))


def settled(programme: Programme, chosen: Iterable[int]) -> tuple[int, ...]:
    """Return the choice after each student moved to what is free and better for her, or as good and first.

    It never costs more. Without a proof that a choice is best, somebody could still prefer what nobody has.
    """
    held: dict[int, int] = {programme.student[column]: column for column in chosen}
    room, moved = Room(programme, held.values()), True
    while moved:
        moved = False
        for student in range(len(programme.stakes)):
            moved |= _moves(programme, room, held, student)
    return tuple(sorted(held.values()))


def _moves(programme: Programme, room: Room, held: dict[int, int], student: int) -> bool:
    """Move one student to the best that is free, if that is not where she is."""
    now = held.get(student)
    if now is not None:
        room.give_back(now)
    best = room.best(student)
    if best is None:
        return False
    room.take(best)
    held[student] = best
    return best != now
