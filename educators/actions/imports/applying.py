"""Apply a file to the register: all of it or nothing, once, and only what somebody looked at."""

from datetime import date
from typing import Any

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from educators.actions import standing
from educators.actions.imports import statements
from educators.actions.imports.checking import teams_of
from educators.actions.imports.handing_over import hand_over
from educators.actions.imports.statements import facts_of
from educators.models import Award, Educator, Import
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Organisation, Person
from kmtp.spreadsheet import AT_ONCE
from kmtp.spreadsheet.actions import Applied, empty, refuse_unready

STALE = "The register changed since this file was checked, so nothing was stored. Check it again to see how."


@recorded("Spreadsheet to be applied")
def ask_to_apply(*, found: Import, by: Person, today: date) -> Applied | None:
    """Apply a small file now, and have a worker apply a large one: then nothing is returned."""
    if found.row_count <= AT_ONCE:
        return apply(found=found, by=by, today=today)
    now = locked(found)
    if now.state == Import.State.APPLIED:
        return Applied.by(now, again=True)
    refuse_unready(now)
    now.applied_by = by
    hand_over(now, Import.State.APPLYING)
    return None


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
    lock_register(found.council_id)
    now = locked(found)
    if now.state == Import.State.APPLIED:
        return Applied.by(now, again=True)
    refuse_unready(now)
    facts = facts_of(now.pk, now.council_id, today=today)
    _refuse_closed_teams(now, today)
    with statements.by_hashing():
        stale = statements.rows(statements.COUNT_STALE, dict(facts))[0][0]
    if stale:
        raise Refused(STALE)
    _store(facts)
    standing.refresh(_keys(now), today=today)
    return _finish(now, by, today)


def lock_register(council: int) -> None:
    """Lock the council's register against other imports, and the people in it against everybody."""
    Organisation.objects.select_for_update(no_key=True).get(pk=council)
    statements.rows(
        "SELECT count(*) FROM (SELECT id FROM educators_educator WHERE council_id = %(council)s "
        "ORDER BY id FOR NO KEY UPDATE) AS locked",
        {"council": council},
    )


def locked(found: Import) -> Import:
    """Return the import as it is now, locked."""
    waiting = Import.objects.select_for_update(of=("self",)).select_related("council").defer("content")
    return waiting.get(pk=found.pk)


def _refuse_closed_teams(found: Import, today: date) -> None:
    named = found.staged.exclude(team=None).order_by("team").values_list("team", flat=True).distinct()
    open_ = teams_of(found.council, today)
    closed = [team for team in named if team not in open_]
    if closed:
        raise Refused(f"The team “{closed[0]}” closed since this file was uploaded. Change it in the file.")


def _store(facts: dict[str, Any]) -> None:
    """A handful of statements, whatever the number of rows; the triggers record each row that changes."""
    with statements.by_hashing(), statements.checking_references_at_once():
        statements.run(statements.NOTE_NEW, dict(facts))
        for statement, more in (statements.add_people(), *map(statements.add_award, statements.AWARDS)):
            statements.run(statement, facts | more)
        statements.run(statements.CHANGE_PEOPLE, dict(facts))
        awards, more = statements.change_awards()
        statements.run(awards, facts | more)
        statements.run(statements.NOTE_CHANGES, dict(facts))


def _keys(found: Import) -> list[int]:
    """Those whose awards changed; what the new ones amount to was stored with them."""
    changed = found.touches.filter(changes__has_any_keys=list(statements.AWARDS))
    return list(changed.values_list("educator_key", flat=True))


def _finish(found: Import, by: Person, today: date) -> Applied:
    empty(found)
    found.state, found.applied_at, found.applied_by = Import.State.APPLIED, timezone.now(), by
    found.undo_until, found.marks = Import.last_day_of_undo(today), marks()
    found.save()
    return Applied.by(found)


def marks() -> dict[str, int]:
    """Return how far the trail of people and of awards is."""
    models = {"educator": Educator, "award": Award}
    return {
        name: model.pgh_event_models["update"].objects.aggregate(last=Max("pgh_id"))["last"] or 0  # type: ignore[attr-defined]
        for name, model in models.items()
    }
