"""Store what the rows of a list of students say: a statement for each kind of record, whatever the number of rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from placements.actions.imports.records import councils_of, programmes_of, teams_of
from placements.models import ConfidentialProfile, Request, Student, StudentImport, StudentTouch
from placements.spreadsheet import CONFIDENTIAL, Outcome
from placements.spreadsheet.columns import ASKED, MATCHING

What = StudentTouch.What
#: Records as they will be, each with its row.
Made = list[tuple[Outcome, Any]]
MODELS: dict[str, Any] = {What.STUDENT: Student, What.PROFILE: ConfidentialProfile, What.REQUEST: Request}


class Storing:
    """Stores the rows of one import, and notes which records it touched."""

    def __init__(self, found: StudentImport, today: date) -> None:
        """Store for ``found``; what is asked is asked ``today``."""
        self.found, self.today = found, today
        self.programmes, self.councils = programmes_of(found), councils_of(found)
        self.teams = teams_of(found)

    def store(self, outcomes: Sequence[Outcome]) -> None:
        """Store all rows: the students first, as the rest refers to them."""
        students = self.students(outcomes)
        self.profiles(outcomes, students)
        self.requests(outcomes, students)

    def students(self, outcomes: Sequence[Outcome]) -> dict[int, Student]:
        """Store the students; return each by the number of her row."""
        known = Student.objects.in_bulk([one.student for one in outcomes if one.student])
        students = {
            one.row.number: known[one.student]
            if one.student
            else Student(reference=str(one.row.values["reference"]))
            for one in outcomes
        }
        new: Made = []
        changed: Made = []
        for one in outcomes:
            said = self.said(one, MATCHING)
            if one.student is None or any(key in one.changes for key in MATCHING):
                _say(students[one.row.number], said)
                (changed if one.student else new).append((one, students[one.row.number]))
        self.keep(What.STUDENT, new, changed, MATCHING)
        return students

    def profiles(self, outcomes: Sequence[Outcome], students: dict[int, Student]) -> None:
        """Store the confidential profiles of the rows that say something of them."""
        about = [one for one in outcomes if any(key in one.row.values for key in CONFIDENTIAL)]
        known = {
            one.student_id: one for one in ConfidentialProfile.objects.filter(student__in=self.keys(about))
        }
        new: Made = []
        changed: Made = []
        for one in about:
            profile = known.get(one.student or 0)
            if profile is None or any(key in one.changes for key in CONFIDENTIAL):
                made = profile or ConfidentialProfile(student=students[one.row.number])
                _say(made, self.said(one, CONFIDENTIAL))
                (changed if profile else new).append((one, made))
        self.keep(What.PROFILE, new, changed, CONFIDENTIAL)

    def requests(self, outcomes: Sequence[Outcome], students: dict[int, Student]) -> None:
        """Store what is asked for."""
        about = [one for one in outcomes if one.asks]
        known = Request.objects.in_bulk([one.request for one in about if one.request])
        new: Made = []
        changed: Made = []
        for one in about:
            request = known[one.request] if one.request else None
            if request is None or any(key in one.changes for key in ASKED):
                made = request or Request(student=students[one.row.number], asked_on=self.today)
                _say(made, self.said(one, ASKED))
                (changed if request else new).append((one, made))
        self.keep(What.REQUEST, new, changed, ASKED)

    def keys(self, outcomes: Iterable[Outcome]) -> list[int]:
        """Return the students on record that rows are about."""
        return [one.student for one in outcomes if one.student]

    def said(self, one: Outcome, keys: Sequence[str]) -> dict[str, Any]:
        """Return what a row says in some columns, as the record holds it."""
        said: dict[str, Any] = {key: one.row.values[key] for key in keys if key in one.row.values}
        known = {"programme": self.programmes, "council": self.councils, "own_team": self.teams}
        for key, names in known.items():
            if key in said:
                said[f"{key}_id"] = names[said.pop(key)]
        return said

    def keep(self, what: str, new: Made, changed: Made, fields: Sequence[str]) -> None:
        """Write the records, and note which they are."""
        model = MODELS[what]
        model.objects.bulk_create([record for _, record in new])
        if changed:
            model.objects.bulk_update([record for _, record in changed], fields)
        StudentTouch.objects.bulk_create(
            StudentTouch(source=self.found, number=one.row.number, what=what, key=record.pk, is_new=is_new)
            for records, is_new in ((new, True), (changed, False))
            for one, record in records
        )


def _say(record: Any, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(record, name, value)
