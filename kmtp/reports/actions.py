"""Ask for a report."""

from django.db import connection, transaction
from django.db.models import Max

from kmtp.audit import Refused, recorded
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, Person
from kmtp.reports.models import Report


@recorded("Report asked for")
def ask(*, year: AcademicYear, organisation: Organisation | None, by: Person) -> Report:
    """Store and return a new revision, and have a worker build it; refuse when one is in the making."""
    one_at_a_time(year, organisation)
    revisions = Report.objects.filter(year=year, organisation=organisation)
    if revisions.unfinished().exists():
        raise Refused("This report is being built already. Open it in the list to see how far it is.")
    last = revisions.aggregate(last=Max("revision"))["last"] or 0
    report = Report.objects.create(year=year, organisation=organisation, revision=last + 1, requested_by=by)
    transaction.on_commit(lambda: enqueue(report.pk), robust=True)
    return report


def one_at_a_time(year: AcademicYear, organisation: Organisation | None) -> None:
    """Make a second click wait for the first, so that it meets a sentence and not a broken constraint.

    There may be no row to lock yet, so the lock is on the year and the council themselves.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [year.start, organisation.pk if organisation else 0]
        )


def enqueue(report_id: int) -> None:
    """Hand the report to a worker; when the broker is down, the sweep does it within a minute."""
    from kmtp.reports.tasks import build

    build.apply_async(args=[report_id], retry=False)
