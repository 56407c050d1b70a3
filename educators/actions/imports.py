"""A spreadsheet into the register: checked and kept, looked at, then applied whole or not at all."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NoReturn, Self

from django.db import IntegrityError
from django.db.models import Max, Q
from django.utils import timezone

from educators import spreadsheet
from educators.models import Award, Educator, Import
from educators.spreadsheet import Checked, Comparison, OnRecord, Outcome, Problem, Row, Sheet
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Organisation, Person, Team

FIELDS = (
    *("first_name", "last_name", "email", "phone", "swe_number", "registered_until", "post"),
    *("is_independent", "base", "contracted_hours", "capacity", "joined_on"),
)
AWARDS = {"stage_1": Award.Kind.STAGE_1, "stage_2": Award.Kind.STAGE_2}
BATCH = 1000


def teams_of(council: Organisation, today: date) -> dict[str, int]:
    """Return the open teams of a council by name; the youngest of two that share one."""
    return dict(
        Team.objects.filter(organisation=council)
        .open_on(today)
        .order_by("valid_from")
        .values_list("name", "pk")
    )


def register_of(council: Organisation) -> list[OnRecord]:
    """Return the register of a council in the words of the columns. One query."""
    awarded = {key: Max("awards__awarded_on", filter=Q(awards__kind=kind)) for key, kind in AWARDS.items()}
    people = Educator.objects.of(council).order_by("pk").annotate(**awarded)
    rows = people.values("pk", *FIELDS, *AWARDS, "team__name")
    return [OnRecord(row.pop("pk"), row | {"team": row.pop("team__name")}) for row in rows]


def preview(found: Import) -> Comparison:
    """Return what applying would do to the register as it is now."""
    return spreadsheet.compare(found.checked_rows, register_of(found.council))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that could be read: its name, its fingerprint and its sheet."""

    name: str
    sha256: str
    sheet: Sheet

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """Read the file; raise ``Unreadable`` with a sentence when it is no register at all."""
        sheet = spreadsheet.read(content, name)
        return cls(name[:120] or "register", hashlib.sha256(content).hexdigest(), sheet)


@recorded("Spreadsheet uploaded")
def upload(*, council: Organisation, file: Upload, by: Person, today: date) -> Import:
    """Check a file and keep its rows; the same file that still waits is checked anew."""
    sheet = file.sheet
    checked = spreadsheet.check(sheet, teams=teams_of(council, today), today=today)
    problems = _all_problems(checked, council)
    found, _ = Import.objects.update_or_create(
        council=council,
        sha256=file.sha256,
        state__in=(Import.State.READY, Import.State.REFUSED),
        defaults={
            "state": Import.State.REFUSED if problems else Import.State.READY,
            "file_name": file.name,
            "uploaded_by": by,
            "rows": [row.packed() for row in checked.rows],
            "problems": [asdict(problem) for problem in problems],
            "unused_columns": list(checked.unused),
        },
    )
    return found


def _all_problems(checked: Checked, council: Organisation) -> list[Problem]:
    """Return what is wrong in the file and what does not fit the register, in the order of the rows."""
    against = spreadsheet.compare(checked.rows, register_of(council)).problems
    return sorted([*checked.problems, *against], key=lambda problem: problem.row)


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did; ``again`` when it had been done before and nothing was done now."""

    added: int
    changed: int
    unchanged: int
    again: bool = False


def apply(*, found: Import, by: Person, today: date) -> Applied:
    """Apply a file to the register, all of it or nothing; applying it again does nothing."""
    try:
        return _apply(found=found, by=by, today=today, why=f"Spreadsheet {found.file_name}")
    except IntegrityError as error:
        raise Refused(
            "The register changed while the file was being applied, so nothing was stored. Apply it again."
        ) from error


@recorded("Imported from a spreadsheet")
def _apply(*, found: Import, by: Person, today: date, why: str) -> Applied:
    now = _locked(found)
    if now.state == Import.State.APPLIED:
        return Applied(now.added, now.changed, now.unchanged, again=True)
    if now.state != Import.State.READY:
        raise Refused("This file cannot be applied: mend the rows that are listed and upload it again.")
    comparison = preview(now)
    if comparison.problems:
        raise Refused("The register changed since this file was uploaded. Upload it again to see how.")
    _store(comparison, now.council, today)
    return _finish(now, comparison)


def _locked(found: Import) -> Import:
    """Lock the council's register against other imports, then the file and the people it may change."""
    Organisation.objects.select_for_update(no_key=True).get(pk=found.council_id)
    people = Educator.objects.filter(council=found.council_id).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))
    return _row(found)


def _row(found: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("council").get(pk=found.pk)


def _store(comparison: Comparison, council: Organisation, today: date) -> None:
    teams = teams_of(council, today)
    added = [
        _filled(Educator(council=council, joined_on=today), one.row.values, teams) for one in comparison.new
    ]
    Educator.objects.bulk_create(added, batch_size=BATCH)
    _change(comparison.changed, teams)
    keys = [educator.pk for educator in added]
    _award(zip(keys, (outcome.row for outcome in comparison.new), strict=True))
    _award((one.key, _only_changes(one)) for one in comparison.changed if one.key is not None)


def _filled(educator: Educator, values: Any, teams: dict[str, int]) -> Educator:
    for key, value in values.items():
        if key in FIELDS:
            setattr(educator, key, value)
    if "team" in values:
        educator.team_id = teams.get(values["team"]) or _closed(values["team"])
    return educator


def _closed(team: str) -> NoReturn:
    raise Refused(f"The team “{team}” closed since this file was uploaded. Change it in the file.")


def _change(changed: Iterable[Outcome], teams: dict[str, int]) -> None:
    """Write the changed records in one statement a batch; the triggers record each."""
    outcomes = {one.key: one for one in changed if one.key is not None}
    people = list(Educator.objects.filter(pk__in=outcomes))
    for educator in people:
        _filled(educator, {change.key: change.after for change in outcomes[educator.pk].changes}, teams)
    written = {change.key for one in outcomes.values() for change in one.changes} - set(AWARDS)
    if written:
        Educator.objects.bulk_create(
            people,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=sorted(written),
        )


def _only_changes(outcome: Outcome) -> Row:
    return Row(outcome.row.number, {change.key: change.after for change in outcome.changes})


def _award(people: Iterable[tuple[int, Row]]) -> None:
    Award.objects.bulk_create(
        _awards(people),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["educator", "kind"],
        update_fields=["awarded_on"],
    )


def _awards(people: Iterable[tuple[int, Row]]) -> Iterator[Award]:
    for key, row in people:
        for column, kind in AWARDS.items():
            day = row.values.get(column)
            if isinstance(day, date):
                yield Award(educator_id=key, kind=kind, awarded_on=day)


def _finish(found: Import, comparison: Comparison) -> Applied:
    found.added, found.changed = len(comparison.new), len(comparison.changed)
    found.unchanged = len(comparison.unchanged)
    found.state, found.applied_at = Import.State.APPLIED, timezone.now()
    found.rows, found.problems = [], []
    found.save()
    return Applied(found.added, found.changed, found.unchanged)


@recorded("Spreadsheet put away")
def put_away(*, found: Import, by: Person) -> Import:
    """Forget the rows of a file that nobody will apply."""
    now = _row(found)
    if now.state == Import.State.APPLIED:
        raise Refused("This file is in the register already, so there is nothing to put away.")
    now.state, now.rows, now.problems = Import.State.PUT_AWAY, [], []
    now.save()
    return now
