"""Take a list of students in, and forget one that nobody will apply."""

from datetime import date
from typing import Self

from kmtp.audit import recorded
from kmtp.partnership.models import Organisation, Person
from kmtp.spreadsheet import Unreadable, actions
from kmtp.spreadsheet.actions import File
from kmtp.spreadsheet.columns import listed
from placements.actions.imports.checking import check
from placements.models import StudentColumns, StudentImport
from placements.spreadsheet import OF_COUNCIL, OF_UNIVERSITY


class Upload(File):
    """A list of students that could be read."""

    @classmethod
    def of(cls, name: str, content: bytes, *, is_of_university: bool) -> Self:
        """Read the file; raise ``Unreadable`` when it is no such list, or holds what its sender may not send."""
        file = cls.read(name, content, OF_UNIVERSITY if is_of_university else OF_COUNCIL)
        if not is_of_university:
            refuse_confidential(file)
        return file


def refuse_confidential(file: File) -> None:
    """Refuse a council’s file with a confidential column before anything of it is kept."""
    known = OF_UNIVERSITY.recognised(file.sheet.headings).items()
    mine = {column.key for column in OF_COUNCIL.all} | {"is_ready_for_practice"}
    found = [file.sheet.headings[place] for place, column in known if column.key not in mine]
    if found:
        raise Unreadable(
            f"{listed(found)} {'is' if len(found) == 1 else 'are'} confidential: only the university itself sends "
            "that. Delete what is confidential from the file and choose it again. Nothing of it is kept."
        )


@recorded("List of students uploaded")
def upload(
    *, sender: Organisation, university: Organisation, file: File, by: Person, today: date
) -> StudentImport:
    """Keep a file and check it; the same file that still waits is checked anew.

    When its columns are neither known nor remembered, somebody is asked for them first.
    """
    layout = OF_UNIVERSITY if sender == university else OF_COUNCIL
    whose = {"sender": sender, "university": university}
    found, asks = actions.take_in(StudentImport, StudentColumns, file, by, layout, **whose)
    return found if asks else check(found=found, sheet=file.sheet)


@recorded("List of students put away")
def put_away(*, found: StudentImport, by: Person | None) -> StudentImport:
    """Forget the rows of a file that nobody will apply."""
    return actions.put_away(StudentImport.objects.select_for_update(of=("self",)).get(pk=found.pk))
