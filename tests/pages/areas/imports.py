"""States of the pages of imports."""

from django.utils.timezone import localdate

from educators.actions import imports
from educators.models import Import
from kmtp.partnership.models import Organisation, Person

UNKNOWN = b"First name,Last name,Colour\nUnda,Known,red\n"
DONE = b"First name,Last name\nDona,Already\n"
LARGE = b"First name,Last name\nLara,Large\n"


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Make what is missing; return an address for each state, by who opens it."""
    by = Person.objects.get(email="coordinator@kent.example")
    made = {
        name: imports.upload(
            council=kent, file=imports.Upload.of(f"{name}.csv", content), by=by, today=localdate()
        )
        for name, content in (("columns", UNKNOWN), ("applied", DONE), ("checking", LARGE))
    }
    imports.apply(found=made["applied"], by=by, today=localdate())
    Import.objects.filter(pk=made["checking"].pk).update(
        state=Import.State.CHECKING, step="Checked 2,000 of 9,000 rows", progress=20
    )
    pages = {f"an import: {name}": f"/educators/import/{one.pk}/" for name, one in made.items()}
    return {
        "coordinator": pages
        | {
            "an import: its columns": f"/educators/import/{made['columns'].pk}/columns/",
            "an import: undo": f"/educators/import/{made['applied'].pk}/undo/",
        }
    }
