"""Rows compared with the register: who is new, what changes, what stays. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from educators.spreadsheet.cells import Value, in_words
from educators.spreadsheet.checking import Problem, Row
from educators.spreadsheet.columns import BY_KEY


@dataclass(frozen=True, slots=True)
class OnRecord:
    """One person of the register in the words of the columns."""

    key: int
    values: Mapping[str, Value]

    @property
    def name(self) -> str:
        """First name and last name, by which people without a number are found."""
        return f"{self.values['first_name']} {self.values['last_name']}".casefold()


@dataclass(frozen=True, slots=True)
class Change:
    """One value that the file changes."""

    key: str
    before: Value | None
    after: Value

    @property
    def sentence(self) -> str:
        """The change in words."""
        return f"{BY_KEY[self.key].heading}: from {in_words(self.before)} to {in_words(self.after)}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row will do: add a person (``key`` is nothing), change one, or leave one as she is."""

    row: Row
    key: int | None
    changes: tuple[Change, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the person is not on the register yet."""
        return self.key is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file will do to the register."""

    new: tuple[Outcome, ...]
    changed: tuple[Outcome, ...]
    unchanged: tuple[Outcome, ...]
    problems: tuple[Problem, ...]


class _Register:
    """The register looked up by number and by name."""

    def __init__(self, people: Iterable[OnRecord]) -> None:
        self.by_number: dict[Value, OnRecord] = {}
        self.by_name: dict[str, list[OnRecord]] = defaultdict(list)
        for person in people:
            self.by_name[person.name].append(person)
            if number := person.values.get("swe_number"):
                self.by_number[number] = person

    def candidates(self, row: Row) -> list[OnRecord]:
        """Return whom a row may mean: her number first, else her name where the numbers do not differ."""
        number = row.values.get("swe_number")
        if number is not None and number in self.by_number:
            return [self.by_number[number]]
        named = self.by_name.get(row.name.casefold(), [])
        return [person for person in named if number is None or not person.values.get("swe_number")]


def compare(rows: Iterable[Row], people: Iterable[OnRecord]) -> Comparison:
    """Return what ``rows`` will do to the register of ``people``."""
    register = _Register(people)
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    taken: dict[int, int] = {}
    for row in rows:
        found = register.candidates(row)
        problem = _unsure(row, found, taken)
        if problem:
            problems.append(problem)
        else:
            outcomes.append(_outcome(row, found[0] if found else None))
    return _sorted(outcomes, problems)


def _unsure(row: Row, found: list[OnRecord], taken: dict[int, int]) -> Problem | None:
    if len(found) > 1:
        reason = f"is the name of {len(found)} people on the register: give the SWE number"
        return Problem(row.number, "Last name", row.name, reason)
    if found and (first := taken.setdefault(found[0].key, row.number)) != row.number:
        reason = f"is the same person as in row {first}: keep one of them"
        return Problem(row.number, "Last name", row.name, reason)
    return None


def _outcome(row: Row, person: OnRecord | None) -> Outcome:
    if person is None:
        return Outcome(row, None)
    return Outcome(row, person.key, tuple(_changes(row.values, person.values)))


def _changes(after: Mapping[str, Value], before: Mapping[str, Value]) -> Iterator[Change]:
    for key in BY_KEY:
        if key in after and before.get(key) != after[key]:
            yield Change(key, before.get(key), after[key])


def _sorted(outcomes: list[Outcome], problems: list[Problem]) -> Comparison:
    return Comparison(
        new=tuple(outcome for outcome in outcomes if outcome.is_new),
        changed=tuple(outcome for outcome in outcomes if not outcome.is_new and outcome.changes),
        unchanged=tuple(outcome for outcome in outcomes if not outcome.is_new and not outcome.changes),
        problems=tuple(problems),
    )
