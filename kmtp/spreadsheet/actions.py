"""What every import does with its file: take it in, say what its columns are, hand it to a worker, forget it.

These are parts of a room's actions, which record what happened; a room checks, applies and undoes its own rows.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction
from django.db.models import Q

from kmtp.audit import Refused
from kmtp.partnership.models import Person
from kmtp.spreadsheet import mapping, reading
from kmtp.spreadsheet.checking import Problem
from kmtp.spreadsheet.columns import Layout
from kmtp.spreadsheet.models import AnyImport, AnyMapping, ImportT
from kmtp.spreadsheet.sheet import Line, Sheet

LEASE = timedelta(minutes=5)
ATTEMPTS = 3
CUT_SHORT = "The work was cut short three times. Try again, and tell us if it happens again."


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did; ``again`` when it had been done before and nothing was done now."""

    added: int
    changed: int
    unchanged: int
    again: bool = False

    @classmethod
    def by(cls, found: AnyImport, again: bool = False) -> Self:
        """Return what ``found`` did."""
        return cls(found.added, found.changed, found.unchanged, again)


@dataclass(frozen=True, slots=True)
class File:
    """A file that could be read: its name, its fingerprint and its sheet, of a large one only the beginning."""

    name: str
    sha256: str
    sheet: Sheet
    content: bytes = field(repr=False)

    @classmethod
    def read(cls, name: str, content: bytes, layout: Layout) -> Self:
        """Read the file; raise ``Unreadable`` with a sentence when it holds nothing of the kind."""
        sheet = reading.read(content, layout, name)
        return cls(name[:120] or layout.what, hashlib.sha256(content).hexdigest(), sheet, content)


def take_in(
    model: type[ImportT], mappings: type[AnyMapping], file: File, by: Person, layout: Layout, **whose: Any
) -> tuple[ImportT, bool]:
    """Keep a file; the same file that still waits is kept once.

    Return it, and whether its columns are neither known nor remembered, so that somebody is asked. ``whose``
    are the fields that say whose it is; the first is for whom columns are remembered.
    """
    owner = dict(list(whose.items())[:1])
    headings = file.sheet.headings
    remembered = _remembered(mappings.objects.filter(**owner), headings, layout)  # type: ignore[attr-defined]
    facts = {
        "state": AnyImport.State.COLUMNS,
        "file_name": file.name,
        "uploaded_by": by,
        "content": file.content,
        "headings": list(headings),
        "samples": mapping.samples(file.sheet),
        "columns": remembered or list(mapping.proposed(headings, layout)),
        "row_count": file.sheet.rows,
    }
    key = {"sha256": file.sha256, "state__in": AnyImport.UNFINISHED}
    found, _ = model.objects.update_or_create(**whose, **key, defaults=facts)  # type: ignore[attr-defined]
    return found, not remembered and not mapping.is_plain(headings, layout)


def lines_of(found: ImportT, sheet: Sheet | None) -> Iterable[Line]:
    """Return the rows of a file: those of ``sheet`` when all were read a moment ago, otherwise one at a time."""
    if sheet is not None and not sheet.more:
        return sheet.lines
    return reading.read_again(bytes(found.content or b""), found.layout)


def _remembered(mappings: Any, headings: Sequence[str], layout: Layout) -> list[str]:
    same = mappings.filter(fingerprint=mapping.fingerprint(headings))
    kept: list[str] = same.values_list("columns", flat=True).first() or []
    known = all(key in layout.by_key for key in kept if key)
    return kept if known and len(kept) == len(headings) and not mapping.faults(kept, layout) else []


def remember_columns(
    found: ImportT, mappings: type[AnyMapping], columns: Sequence[str], name: str, by: Person, **owner: Any
) -> ImportT:
    """Say what the columns of a file are, and remember it for files with the same headings."""
    if found.state not in (AnyImport.State.COLUMNS, AnyImport.State.READY, AnyImport.State.REFUSED):
        raise Refused("The columns of this file cannot be changed any more. Upload it again.")
    faults = mapping.faults(columns, found.layout)
    if faults:
        raise Refused(" ".join(faults))
    mappings.objects.update_or_create(  # type: ignore[attr-defined]
        **owner,
        fingerprint=mapping.fingerprint(found.headings),
        defaults={"columns": list(columns), "name": name[:120], "saved_by": by},
    )
    found.columns = list(columns)
    return found


def refuse_unchecked(found: AnyImport) -> None:
    """Refuse to check a file again that does not wait for somebody to look at it."""
    if found.state not in (AnyImport.State.READY, AnyImport.State.REFUSED):
        raise Refused("This file does not wait any more. Upload it again to see what it would change.")


def refuse_unready(found: AnyImport) -> None:
    """Refuse to apply a file that was not checked, or in which something is wrong."""
    if found.state not in (AnyImport.State.READY, AnyImport.State.APPLYING):
        raise Refused("This file cannot be applied: mend the rows that are listed and upload it again.")


def problem_facts(problem: Problem) -> dict[str, Any]:
    """Return what is kept of a problem."""
    return {
        "row": problem.row,
        "column": problem.column[:80],
        "value": problem.value[:200],
        "reason": problem.reason[:300],
    }


def name_columns(found: Any) -> None:
    """Let each problem name its column as the file does, so that whoever mends the file finds it there."""
    for ours, theirs in mapping.in_the_file(found.headings, found.columns, found.layout).items():
        found.problems.filter(column=ours).update(column=theirs)


def empty(found: Any) -> None:
    """Forget the file and everything read from it."""
    found.staged.all()._raw_delete("default")
    found.problems.all()._raw_delete("default")
    found.content, found.samples, found.step, found.note, found.claimed_at = None, [], "", "", None


def put_away(found: ImportT) -> ImportT:
    """Forget the rows of a file that nobody will apply."""
    if found.state in (AnyImport.State.APPLIED, AnyImport.State.UNDONE):
        raise Refused(f"This file is in {found.layout.what} already, so there is nothing to put away.")
    if found.state == AnyImport.State.APPLYING:
        raise Refused("This file is being applied. Wait until that is done; you can undo it then.")
    empty(found)
    found.state = AnyImport.State.PUT_AWAY
    found.save()
    return found


def hand_over(found: ImportT, state: AnyImport.State, enqueue: Callable[[int], None]) -> ImportT:
    """Note what a worker is to do, and enqueue it with the change."""
    found.state, found.step, found.progress = state, "Waiting for its turn", 0
    found.claimed_at, found.attempts, found.note = None, 0, ""
    found.save_without_file()
    transaction.on_commit(lambda: enqueue(found.pk), robust=True)
    return found


def free(now: datetime) -> Q:
    """Return the condition that no living worker has an import."""
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - LEASE)


def claim(model: type[ImportT], pk: int, now: datetime) -> ImportT | None:
    """Claim an import for this worker for five minutes; nothing when another has it or nothing is to do."""
    waiting = model.objects.for_a_worker().filter(free(now), pk=pk)  # type: ignore[attr-defined]
    found: ImportT | None = waiting.first()
    if found is None:
        return None
    taken = waiting.filter(attempts=found.attempts)
    found.attempts, found.claimed_at = found.attempts + 1, now
    return found if taken.update(claimed_at=now, attempts=found.attempts) else None


def step_back(model: type[AnyImport], found: AnyImport, why: str) -> None:
    """Put the import back to where a person can decide, and say why."""
    was_checking = found.state == AnyImport.State.CHECKING
    _stop(model, found, AnyImport.State.COLUMNS if was_checking else AnyImport.State.READY, why)


def refuse_unreadable(model: type[AnyImport], found: Any, why: str) -> None:
    """Leave a file to be mended that a worker could not read to its end, and say why."""
    found.staged.all()._raw_delete("default")
    found.problems.all()._raw_delete("default")
    _stop(model, found, AnyImport.State.REFUSED, why, bad_rows=0, problem_count=0)


def _stop(model: type[AnyImport], found: AnyImport, state: AnyImport.State, why: str, **counts: int) -> None:
    """Take the import from its worker, unless somebody put it away meanwhile."""
    model.objects.filter(pk=found.pk, state=found.state).update(  # type: ignore[attr-defined]
        state=state, note=why[:300], claimed_at=None, attempts=0, step="", progress=0, **counts
    )
