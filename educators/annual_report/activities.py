"""What practice educators did."""

from django.db.models import Count

from educators.models import Activity
from kmtp.figures import Row, Table
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation

#: The activities and the people of each kind.
Work = dict[str, tuple[int, int]]


def active_in(year: AcademicYear, organisation: Organisation | None) -> Work:
    """Count activities and the people who do them by kind. One query."""
    work = Activity.objects.in_year(year)
    if organisation is not None:
        work = work.filter(educator__council=organisation)
    rows = (
        work.order_by().values_list("kind").annotate(n=Count("pk"), people=Count("educator", distinct=True))
    )
    return {kind: (number, people) for kind, number, people in rows}


def table(year: AcademicYear, work: Work, work_before: Work) -> Table:
    """Return the activities and people by kind, this year and last."""
    rows = [
        Row((label, *work.get(kind, (0, 0)), *work_before.get(kind, (0, 0))))
        for kind, label in Activity.Kind.choices
    ]
    last = year.previous
    head = ("Activity", "Activities", "People", f"Activities in {last}", f"People in {last}")
    return Table(f"What practice educators did in {year}", head, tuple(rows))
