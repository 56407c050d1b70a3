"""What universities asked for, who still has no placement, and why by the newest draft."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F
from django.db.models.fields.json import KT

from kmtp.figures import Definition, Figure, Table
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from placements.annual_report import started
from placements.annual_report.small import Pair
from placements.matching.explaining import SHORTAGES
from placements.models import Draft, Pairing, Request
from placements.models.request import Standing

PLACED, UNSEEN = "placed", "unseen"
WHYS = {
    **SHORTAGES,
    PLACED: "Placed in a draft that is not published",
    UNSEEN: "In no draft yet",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests by the year in which they should start and how far they came; of those that wait, why."""

    year: int
    numbers: dict[tuple[int, str], int]
    whys: dict[tuple[int, str], int]

    def of(self, year: int, *standings: str) -> int | None:
        """Return how many requests of a year stand so; nothing when nobody asked for anything in that year."""
        of_year = {standing: n for (start, standing), n in self.numbers.items() if start == year}
        return sum(of_year.get(standing, 0) for standing in standings) if of_year else None

    def why(self, year: int) -> dict[str, int]:
        """Return why those of a year wait."""
        found = {why: n for (start, why), n in self.whys.items() if start == year}
        unseen = (self.of(year, Standing.WAITING) or 0) - sum(found.values())
        return {**found, UNSEEN: unseen} if unseen > 0 else found


def count(year: AcademicYear, council: Organisation | None) -> Asked:
    """Count the requests of both years, and what the newest draft says of each that waits. Two queries."""
    asked = Request.objects.filter(council=council) if council else Request.objects.all()
    rows = started.dated(asked, year)
    numbers = rows.with_standing().values_list("start", "standing").annotate(n=Count("pk"))
    found = {(start, standing): n for start, standing, n in numbers}
    return Asked(year.start, found, _whys(rows.waiting(), year))


def _whys(waiting: Any, year: AcademicYear) -> dict[tuple[int, str], int]:
    """Return what the newest draft that was worked out says of each request that waits. One query."""
    worked_out = (Draft.State.READY, Draft.State.PUBLISHED)
    said = Pairing.objects.filter(request__in=waiting.values("pk"), draft__state__in=worked_out)
    newest = said.order_by("request_id", "-draft__made_at", "-pk").distinct("request_id")
    rows = newest.annotate(why=KT("more__shortage"), starts_on=F("request__starts_on"))
    found: Counter[tuple[int, str]] = Counter()
    for starts_on, team, why in rows.values_list("starts_on", "team", "why"):
        found[AcademicYear.of(starts_on).start, PLACED if team else why or UNSEEN] += 1
    return found


def figures(found: Asked) -> Iterator[Figure]:
    """Yield what was asked for, and who waits, when requests of either year are recorded."""
    year = found.year
    for key, label, standings, definition in (
        (
            "asked",
            "Placements asked for",
            (Standing.PLACED, Standing.WAITING),
            "Requests of universities for placements that should start in the year; withdrawn ones are not counted.",
        ),
        (
            "unplaced",
            "Asked for and not placed",
            (Standing.WAITING,),
            "Those of these requests that no placement answers, but a withdrawn one.",
        ),
        (
            "asked-withdrawn",
            "Requests withdrawn",
            (Standing.WITHDRAWN,),
            "Requests for placements that should have started in the year and that were taken back.",
        ),
    ):
        now, before = (found.of(one, *standings) for one in (year, year - 1))
        if now is not None or before is not None:
            yield Figure(key, label, now, Definition(definition), last_year=before)


def tables(found: Asked) -> Iterator[Table]:
    """Yield why students have no placement, if any has none."""
    year = found.year
    before = found.why(year - 1) if found.of(year - 1, Standing.WAITING) is not None else None
    rows = Pair(found.why(year), before).rows(WHYS, "Other reasons, together")
    if rows:
        yield Table(
            "Why students have no placement, by the newest draft",
            ("Why", "This year", "Last year"),
            tuple(rows),
        )
