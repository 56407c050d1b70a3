"""What each row would do, beside what is on record. Pure.

A student is found by her reference, within the university; what is asked for her by the council and the kind,
while nobody is placed by it. One row is one student with at most one request. An empty cell says nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kmtp.spreadsheet.cells import Value, in_words
from kmtp.spreadsheet.checking import Problem, Row, folded
from placements import kinds
from placements.eligibility import Period, days_that_fit
from placements.spreadsheet.columns import ASKED, CONFIDENTIAL, EMPLOYER, EVERY, FIT, MATCHING
from placements.spreadsheet.words import plain, worded

NEW, CHANGED, SAME = "new", "changed", "same"
#: A new request on the record of a student who is known; its words stand under this name.
ASKED_FOR = "request"
USUAL_DAYS = Decimal("4.0")
#: What makes a row ask for a placement; a council alone, the same in every row, does not.
ASKS = tuple(key for key in ASKED if key != "council")
#: What a council may say of a student beside what is asked for.
OF_A_COUNCIL = ("programme", *(column.key for column in FIT), EMPLOYER.key)
NEEDED_TO_ASK = ("kind", "starts_on", "ends_on")
SEVERAL_WAIT = "is that of none of several requests of this kind that wait: change the one you mean by hand"
Changes = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class KnownRequest:
    """A request on record. One by which somebody is placed is ``settled``."""

    key: int
    values: Mapping[str, Any]
    settled: bool = False
    withdrawn_on: date | None = None

    def is_about(self, said: Mapping[str, Any]) -> bool:
        """Whether it asks the same council for the same kind."""
        return (self.values["council"], self.values["kind"]) == (said["council"], said["kind"])

    def overlaps(self, said: Mapping[str, Any]) -> bool:
        """Whether its dates and those of ``said`` have a day in common."""
        return bool(
            self.values["starts_on"] <= said["ends_on"] and said["starts_on"] <= self.values["ends_on"]
        )


@dataclass(frozen=True, slots=True)
class Known:
    """A student on record, as far as the sender may know her; nothing more is here of one that is not hers."""

    key: int
    values: Mapping[str, Any]
    profile: Mapping[str, Any] | None = None
    requests: tuple[KnownRequest, ...] = ()
    is_seen: bool = True
    #: Whether the team that employs her is of another council than the one that sends.
    is_employed_elsewhere: bool = False

    @property
    def programme(self) -> str:
        """The name of the programme."""
        return str(self.values["programme"])


@dataclass(frozen=True, slots=True)
class Setting:
    """Who sends: the names of the university’s programmes, of the councils asked, and whether it is the university."""

    programmes: Sequence[str]
    councils: Sequence[str]
    is_university: bool


@dataclass(slots=True)
class Outcome:
    """What one row does: whom and what it is about, and each value of before and after."""

    row: Row
    #: The headings of the cells that could not be read.
    unread: frozenset[str] = frozenset()
    student: int | None = None
    request: int | None = None
    asks: bool = False
    changes: Changes = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """Whether the student is new, changed or the same."""
        return NEW if self.student is None else CHANGED if self.changes else SAME

    def speaks_of(self, keys: Iterable[str]) -> bool:
        """Whether the row says something in one of these columns, if only what could not be read."""
        headings = {EVERY[key].heading for key in keys}
        return any(key in self.row.values for key in keys) or bool(headings & self.unread)

    def refuse(self, key: str, reason: str) -> None:
        """Add something that is wrong with a column."""
        value = self.row.values.get(key)
        heading = EVERY[key].heading
        self.problems.append(Problem(self.row.number, heading, worded(key, value) if value else "", reason))


def compare_all(
    rows: Iterable[Row], known: Iterable[Known], setting: Setting, unread: Mapping[int, frozenset[str]]
) -> Iterator[Outcome]:
    """Yield what each row does, or all that is wrong with it beside the cells that are ``unread``, by row."""
    by_reference: dict[str, list[Known]] = {}
    for one in known:
        by_reference.setdefault(folded(str(one.values["reference"])), []).append(one)
    met: dict[tuple[Any, ...], int] = {}
    for row in rows:
        found = Outcome(Row(row.number, completed(row.values, setting)), unread.get(row.number, frozenset()))
        _compare(found, by_reference.get(_reference(row), []), setting)
        _refuse_twice(found, met, setting)
        yield found


def _reference(row: Row) -> str:
    return folded(str(row.values["reference"]))


def _compare(found: Outcome, namesakes: Sequence[Known], setting: Setting) -> None:
    student = _student(found, namesakes, setting)
    found.student = student.key if student else None
    found.asks = found.speaks_of(ASKS)
    _compare_profile(found, student, setting)
    if found.asks:
        _compare_request(found, student)
    elif student is None and not setting.is_university:
        found.refuse("kind", "has no placement asked for: a council adds a student together with one")


def completed(values: Mapping[str, Value], setting: Setting) -> dict[str, Value]:
    """Return what a row says with what goes without saying: one name from two, and the only council."""
    said = dict(values)
    names = [str(said.pop(key)) for key in ("first_name", "last_name") if key in said]
    if names and "name" not in said:
        said["name"] = " ".join(names)
    if any(key in said for key in ASKS) and "council" not in said and len(setting.councils) == 1:
        said["council"] = setting.councils[0]
    return said


def _student(found: Outcome, namesakes: Sequence[Known], setting: Setting) -> Known | None:
    """Return whom the row is about; nobody when she is new."""
    named = found.row.values.get("programme")
    same = [one for one in namesakes if named in (None, one.programme)]
    if any(not one.is_seen for one in same):
        found.refuse("reference", "is a student’s already: ask the university about it")
        return None
    seen = same or [one for one in namesakes if one.is_seen]
    if len(seen) == 1:
        return _of_programme(found, seen[0], setting)
    if seen:
        found.refuse("reference", "is that of students on several programmes: give the programme")
    elif named is None:
        _settle_programme(found, setting)
    return None


def _of_programme(found: Outcome, student: Known, setting: Setting) -> Known:
    named = found.row.values.get("programme")
    if named not in (None, student.programme) and not setting.is_university:
        found.refuse("programme", "is not the programme on record: only the university changes it")
    return student


def _settle_programme(found: Outcome, setting: Setting) -> None:
    if len(setting.programmes) == 1:
        found.row = Row(found.row.number, {**found.row.values, "programme": setting.programmes[0]})
    elif setting.programmes:
        found.refuse("programme", "has no programme: enter it, because this student is new")
    else:
        found.refuse(
            "programme", "has no programme: the university has none here yet, so a coordinator adds one first"
        )


def _compare_profile(found: Outcome, student: Known | None, setting: Setting) -> None:
    said = found.row.values
    matching = MATCHING if setting.is_university else OF_A_COUNCIL
    if student is not None:
        _differ(found, matching, student.values)
        _differ(found, CONFIDENTIAL, student.profile or {})
        _refuse_other_employer(found, student)
    if (student is None or student.profile is None) and found.speaks_of(CONFIDENTIAL):
        for key in ("name", "email"):
            if key not in said:
                what = EVERY[key].heading.lower()
                found.refuse(
                    key, f"has no {what}: a confidential profile needs the name and the e-mail address"
                )


def _refuse_other_employer(found: Outcome, student: Known) -> None:
    """Leave the employer as it is where that is a team of another council."""
    if student.is_employed_elsewhere and EMPLOYER.key in found.changes:
        del found.changes[EMPLOYER.key]
        found.refuse(EMPLOYER.key, "is not the team on record, which is another council’s: ask that council")


def _differ(found: Outcome, keys: Iterable[str], before: Mapping[str, Any]) -> None:
    for key in keys:
        after = found.row.values.get(key)
        if after is not None and after != before.get(key):
            found.changes[key] = [plain(before.get(key)), plain(after)]


def _compare_request(found: Outcome, student: Known | None) -> None:
    said = found.row.values
    for key in (*NEEDED_TO_ASK, "council"):
        if key not in said:
            what = EVERY[key].heading.lower()
            found.refuse(key, f"has no {what}: enter it, or empty the columns of the placement asked for")
    if all(key in said for key in (*NEEDED_TO_ASK, "council")) and _is_possible(found):
        _against_known(found, student)


def _is_possible(found: Outcome) -> bool:
    """Refuse dates in the wrong order, and days that do not fit between them (H12)."""
    said: Any = found.row.values
    if said["ends_on"] < said["starts_on"]:
        found.refuse("ends_on", "is before the start: the end must be on or after it")
        return False
    per_week = said.get("days_per_week", USUAL_DAYS)
    fit = days_that_fit(Period(said["starts_on"], said["ends_on"]), float(per_week))
    fewest = kinds.KINDS[said["kind"]].fewest_days
    if fit < fewest:
        found.refuse("ends_on", f"is too early: only {fit} of {fewest} placement days fit between the dates")
    return fit >= fewest


def _against_known(found: Outcome, student: Known | None) -> None:
    """Find the request that is meant: the one with the same start, else the one that waits."""
    said = found.row.values
    about = [one for one in (student.requests if student else ()) if one.is_about(said)]
    open_ones = [one for one in about if one.withdrawn_on is None]
    exact = [one for one in open_ones if one.values["starts_on"] == said["starts_on"]]
    placed = [one for one in open_ones if one.settled and one.overlaps(said)]
    waiting = [one for one in open_ones if not one.settled]
    if exact or placed or len(waiting) == 1:
        _change_request(found, (exact or placed or waiting)[0])
    elif len(waiting) > 1:
        found.refuse(
            "starts_on",
            SEVERAL_WAIT,
        )
    elif student is not None:
        _ask_anew(found, about)


def _change_request(found: Outcome, request: KnownRequest) -> None:
    before = set(found.changes)
    _differ(found, ASKED, request.values)
    if request.settled and set(found.changes) - before:
        for key in sorted(set(found.changes) - before, key=ASKED.index):
            del found.changes[key]
            found.refuse(
                key, "differs from a request that has a placement already: change the placement instead"
            )
    found.request = request.key


def _ask_anew(found: Outcome, about: Sequence[KnownRequest]) -> None:
    withdrawn = [one.withdrawn_on for one in about if one.withdrawn_on]
    before = f"withdrawn on {in_words(max(withdrawn))}" if withdrawn else None
    found.changes[ASKED_FOR] = [before, asked_in_words(found.row.values)]


def asked_in_words(said: Mapping[str, Any]) -> str:
    """Return a request in a line: the kind, the council and the dates."""
    label = kinds.KINDS[str(said["kind"])].label
    return f"{label}, {said['council']}, {in_words(said['starts_on'])} to {in_words(said['ends_on'])}"


def _refuse_twice(found: Outcome, met: dict[tuple[Any, ...], int], setting: Setting) -> None:
    """Refuse a student who stands in an earlier row as well."""
    said = found.row.values
    key = (found.student,) if found.student else (_reference(found.row), said.get("programme"))
    first = met.setdefault(key, found.row.number)
    if first != found.row.number:
        found.refuse(
            "reference", f"is in row {first} as well: keep one of them, and ask for a second placement later"
        )
