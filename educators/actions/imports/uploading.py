"""Take a file in, and forget one that nobody will apply."""

from datetime import date
from typing import Self

from educators.actions.imports.checking import check_here_or_there
from educators.models import ColumnMapping, Import
from educators.spreadsheet import REGISTER
from kmtp.audit import recorded
from kmtp.partnership.models import Organisation, Person
from kmtp.spreadsheet import actions
from kmtp.spreadsheet.actions import File


class Upload(File):
    """A register that could be read."""

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """Read the file; raise ``Unreadable`` with a sentence when it is no register at all."""
        return cls.read(name, content, REGISTER)


@recorded("Spreadsheet uploaded")
def upload(*, council: Organisation, file: File, by: Person, today: date) -> Import:
    """Keep a file and check it; the same file that still waits is checked anew.

    When its columns are neither known nor remembered, somebody is asked for them first.
    """
    found, asks = actions.take_in(Import, ColumnMapping, file, by, REGISTER, council=council)
    return found if asks else check_here_or_there(found, file.sheet, today)


@recorded("Spreadsheet put away")
def put_away(*, found: Import, by: Person) -> Import:
    """Forget the rows of a file that nobody will apply."""
    return actions.put_away(Import.objects.select_for_update(of=("self",)).get(pk=found.pk))
