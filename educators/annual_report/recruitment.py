"""How many applied to become practice educators in the year's intakes, and how far they came."""

from django.db.models import Count

from educators.models import Application
from educators.recruitment import funnel
from kmtp.figures import Row, Table, share
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation

#: Applications in each state.
States = dict[str, int]


def counted(year: AcademicYear, organisation: Organisation | None) -> tuple[States, States]:
    """Count the applications to intakes whose programme starts this year, and last. One query."""
    sent = Application.objects.exclude(state="draft")
    sent = sent.filter(intake__starts_on__range=(year.previous.starts_on, year.ends_on))
    if organisation is not None:
        sent = sent.filter(intake__council=organisation)
    rows = sent.order_by().values_list("intake__starts_on", "state").annotate(number=Count("pk"))
    found: tuple[States, States] = ({}, {})
    for starts_on, state, number in rows:
        counts = found[0] if starts_on in year else found[1]
        counts[state] = counts.get(state, 0) + number
    return found


def table(year: AcademicYear, now: States, before: States) -> Table | None:
    """Return how many came to each step; nothing when nobody applied in either year."""
    if not now and not before:
        return None
    steps, steps_before = funnel(now), dict(funnel(before))
    applied = steps[0][1]
    rows = [Row((name, people, share(people, applied), steps_before[name])) for name, people in steps]
    return Table(
        f"From application to award: programmes that start in {year}",
        ("Step", "People", "Of those who applied", f"In {year.previous}"),
        tuple(rows),
    )
