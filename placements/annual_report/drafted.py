"""What the drafts that were published placed, beside what first come, first served would have."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from kmtp.figures import Definition, Figure
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from placements.models import Draft


@dataclass(frozen=True, slots=True)
class Drafted:
    """Students placed, and placed first come, first served, by the year in which the season of the draft begins."""

    year: int
    placed: dict[int, int]
    first_come: dict[int, int]


def count(year: AcademicYear, council: Organisation | None) -> Drafted:
    """Add up the drafts of a council; of the partnership those of every council and of all together. One query."""
    seasons = (year.previous.starts_on, year.ends_on)
    drafts = Draft.objects.filter(state=Draft.State.PUBLISHED, starts_from__range=seasons).order_by()
    drafts = drafts.filter(council=council) if council else drafts
    rows = drafts.annotate(number=Count("pairings", filter=Q(pairings__team__isnull=False)))
    placed: dict[int, int] = defaultdict(int)
    first_come: dict[int, int] = defaultdict(int)
    for starts_from, number, figures in rows.values_list("starts_from", "number", "figures"):
        start = AcademicYear.of(starts_from).start
        placed[start] += number
        first_come[start] += figures.get("first_come", 0)
    return Drafted(year.start, placed, first_come)


def figures(found: Drafted) -> Iterator[Figure]:
    """Yield both numbers, when a draft of the year was published."""
    if found.year not in found.placed:
        return
    yield Figure(
        "drafted",
        "Students placed by published drafts",
        found.placed[found.year],
        Definition(
            "Students with a place in the drafts that were published, of seasons that begin in the year."
        ),
        last_year=found.placed.get(found.year - 1),
    )
    yield Figure(
        "first-come",
        "First come, first served would have placed",
        found.first_come[found.year],
        Definition(
            "In the same drafts: each student in the order of the requests gets the best place that is left."
        ),
        last_year=found.first_come.get(found.year - 1),
    )
