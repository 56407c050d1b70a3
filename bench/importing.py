"""Import one file of so many people by one way, in a process of its own; print the seconds and the megabytes.

    python -m bench.importing ours 20000

The file has 13 columns, all of them on the record, so that both sides store the same.
"""

import csv
import io
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django
from django.core.management import call_command

HEADINGS = {
    "first_name": "First name",
    "last_name": "Last name",
    "swe_number": "SWE number",
    "email": "E-mail address",
    "phone": "Telephone number",
    "registered_until": "Registered until",
    "team": "Team",
    "post": "Post",
    "is_independent": "Independent",
    "base": "Works",
    "contracted_hours": "Contracted hours a week",
    "capacity": "Students at a time",
    "joined_on": "Joined the register on",
}
TEAMS = 40
Work = Callable[[], int]


def lines(number: int, *, ours: bool) -> str:
    """Return the file: our headings and words, or the names and values of the model."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(HEADINGS.values() if ours else HEADINGS)
    works, no = ("On site", "No") if ours else ("on-site", "0")
    for n in range(1, number + 1):
        sheet.writerow(
            [
                *("Ann", f"Lee {n}", f"SW{n}", f"ann{n}@kent.example", "01622 000000", "2020-11-30"),
                *(f"Team {n % TEAMS}", "Social worker", no, works, "37.0", "1", "2019-09-02"),
            ]
        )
    return text.getvalue()


def prepare() -> tuple[Any, Any]:
    """Make a council with teams and its coordinator."""
    from kmtp.partnership.access import Role
    from kmtp.partnership.models import Locality, Membership, Organisation, Person, ServiceArea, Team

    council = Organisation.objects.create(slug="kent", short_name="Kent", name="Kent Council", kind="council")
    area = ServiceArea.objects.create(organisation=council, name="Area")
    place = Locality.objects.create(organisation=council, name="Thanet")
    where = {"service_area": area, "locality": place, "valid_from": date(2015, 1, 1)}
    Team.objects.bulk_create(Team(organisation=council, name=f"Team {n}", **where) for n in range(TEAMS))
    person = Person.objects.create_user("coordinator@kent.example", "Coordinator")
    Membership.objects.create(person=person, role=Role.COORDINATOR, organisation=council)
    return council, Person.objects.get(pk=person.pk)


def ours(number: int, council: Any, by: Any) -> Work:
    """Upload, have a worker check, look, apply, have a worker apply: with trail, preview and undo."""
    from django.utils.timezone import now

    from educators.actions import imports
    from educators.tasks.imports import go_on

    go_on.apply_async(args=[0])  # for nothing: a server has loaded the client of its broker long ago
    content, today = lines(number, ours=True).encode(), date(2020, 3, 2)

    def work() -> int:
        file = imports.Upload.of("register.csv", content)
        found = imports.upload(council=council, file=file, by=by, today=today)
        del file  # its page is answered; the worker reads the file again
        imports.go_on(found.pk, now=now(), today=today)
        found.refresh_from_db()
        imports.ask_to_apply(found=found, by=by, today=today)
        imports.go_on(found.pk, now=now(), today=today)
        found.refresh_from_db()
        return int(found.added)

    return work


def theirs(number: int, council: Any, *, bulk: bool) -> Work:
    """Give the same rows to django-import-export: as it comes, or in its bulk mode with all that makes it quick.

    Both look people up within the council, as the index has them.
    """
    import tablib
    from import_export import fields, resources, widgets
    from import_export import instance_loaders as loaders

    from educators.models import Educator
    from kmtp.partnership.models import Team

    by_name = widgets.CachedForeignKeyWidget if bulk else widgets.ForeignKeyWidget
    loader = loaders.CachedInstanceLoader if bulk else loaders.ModelInstanceLoader

    class Register(resources.ModelResource):
        """The same 13 columns."""

        team = fields.Field("team", "team", by_name(Team, "name"))

        class Meta:
            """Found by the SWE number, as ours."""

            model, fields, import_id_fields = Educator, tuple(HEADINGS), ("swe_number",)
            use_bulk, batch_size, use_transactions = bulk, 1000, True
            skip_diff, instance_loader_class = bulk, loader

        def get_queryset(self) -> Any:
            """Look in the register of the council."""
            return Educator.objects.filter(council=council)

        def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            """Put the person on the council's register."""
            instance.council = council

    text = lines(number, ours=False)

    def work() -> int:
        result = Register().import_data(tablib.Dataset().load(text, format="csv"), raise_errors=True)
        return int(result.totals["new"])

    return work


def main(way: str, number: int) -> None:
    """Measure from the bytes of the file to the committed rows."""
    council, by = prepare()
    work = ours(number, council, by) if way == "ours" else theirs(number, council, bulk=way == "bulk")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    stored = work()
    seconds = time.perf_counter() - start
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    if stored != number:
        raise SystemExit(f"{way} stored {stored} of {number}")
    print(f"{seconds:.3f} {more:.1f}")


if __name__ == "__main__":
    django.setup()
    import kmtp.celery  # noqa: F401  (so that tasks go to our broker)

    if sys.argv[1] == "migrate":
        call_command("migrate", verbosity=0)
    else:
        main(sys.argv[1], int(sys.argv[2]))
