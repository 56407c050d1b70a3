"""Lists of students for tests."""

from typing import Any

from kmtp.partnership.models import Organisation, Person
from kmtp.spreadsheet.actions import Applied
from placements.actions import imports
from placements.models import ConfidentialProfile, Request, Student, StudentImport
from tests.make import TODAY

HEAD = "Reference,Programme,Postcode,Drives,Name,E-mail,DBS cleared on,Council,Kind,Start date,End date\n"
ASKS = "Kent,First placement,28/9/2020,26/3/2021\n"
ONE = HEAD + "S-1,BA Social Work,ME4 4TR,Yes,Sam Ash,sam@s.example,1 Sept 2019," + ASKS
TWO = ONE + "S-2,,ct9,No,Bo Day,bo@s.example,,,,,\n"


def upload(
    university: Organisation, by: Person, text: str = TWO, *, sender: Organisation | None = None
) -> StudentImport:
    """Upload a file: the university’s own, or a council’s in its name."""
    is_own = sender is None
    file = imports.Upload.of("students.csv", text.encode(), is_of_university=is_own)
    sender = sender or university
    return imports.upload(sender=sender, university=university, file=file, by=by, today=TODAY)


def apply(found: StudentImport, by: Person) -> Applied:
    """Apply a file."""
    return imports.apply(found=found, by=by, today=TODAY)


def state() -> list[tuple[Any, ...]]:
    """Return everything on record that an import of students can touch."""
    models = (Student, ConfidentialProfile, Request)
    return [row for model in models for row in model.objects.order_by("pk").values_list()]


def problems(found: StudentImport) -> list[tuple[int, str, str]]:
    """Return where something is wrong, and why."""
    return list(found.problems.values_list("row", "column", "reason"))
