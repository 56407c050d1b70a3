"""Take a file in, and forget one that nobody will apply."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from educators import spreadsheet
from educators.actions.imports.checking import check_here_or_there
from educators.models import ColumnMapping, Import
from educators.spreadsheet import Sheet, mapping
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that could be read: its name, its fingerprint and its sheet."""

    name: str
    sha256: str
    sheet: Sheet
    content: bytes = field(repr=False)

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """Read the file; raise ``Unreadable`` with a sentence when it is no register at all."""
        sheet = spreadsheet.read(content, name)
        return cls(name[:120] or "register", hashlib.sha256(content).hexdigest(), sheet, content)


@recorded("Spreadsheet uploaded")
def upload(*, council: Organisation, file: Upload, by: Person, today: date) -> Import:
    """Keep a file and check it; the same file that still waits is checked anew.

    When its columns are neither known nor remembered, somebody is asked for them first.
    """
    remembered = _remembered(council, file.sheet)
    headings = file.sheet.headings
    found, _ = Import.objects.update_or_create(
        council=council,
        sha256=file.sha256,
        state__in=Import.UNFINISHED,
        defaults={
            "state": Import.State.COLUMNS,
            "file_name": file.name,
            "uploaded_by": by,
            "content": file.content,
            "headings": list(headings),
            "samples": mapping.samples(file.sheet),
            "columns": remembered or list(mapping.proposed(headings)),
            "row_count": len(file.sheet.lines),
        },
    )
    asks = not remembered and not mapping.is_plain(headings)
    return found if asks else check_here_or_there(found, file.sheet, today)


def _remembered(council: Organisation, sheet: Sheet) -> list[str]:
    prints = ColumnMapping.objects.filter(council=council, fingerprint=mapping.fingerprint(sheet.headings))
    kept: list[str] = prints.values_list("columns", flat=True).first() or []
    return kept if len(kept) == len(sheet.headings) and not mapping.faults(kept) else []


@recorded("Spreadsheet put away")
def put_away(*, found: Import, by: Person) -> Import:
    """Forget the rows of a file that nobody will apply."""
    now = Import.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if now.state in (Import.State.APPLIED, Import.State.UNDONE):
        raise Refused("This file is in the register already, so there is nothing to put away.")
    if now.state == Import.State.APPLYING:
        raise Refused("This file is being applied. Wait until that is done; you can undo it then.")
    empty(now)
    now.state = Import.State.PUT_AWAY
    now.save()
    return now


def empty(found: Import) -> None:
    """Forget the file and everything read from it."""
    found.staged.all()._raw_delete("default")
    found.problems.all()._raw_delete("default")
    found.content, found.samples, found.step, found.note, found.claimed_at = None, [], "", "", None
