"""How first and final placements ended, and why some did before their time; small groups are put together."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count

from kmtp.figures import PERCENT, Definition, Figure, Row, Table, percentage
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from placements import lifecycle
from placements.annual_report import started
from placements.annual_report.small import Pair, is_safe
from placements.models import Placement

ENDED = ("passed", "failed", "ended-early")
LABELS = {
    "passed": "Passed",
    "failed": "Failed",
    "ended-early": "Ended early",
    "open": "Under way or to come",
    "withdrawn": "Withdrawn before the start",
}
#: What has a reason to be counted.
WITH_A_REASON = ("failed", "ended-early", "withdrawn")
UNSAID = "unsaid"
REASONS = {**lifecycle.REASONS, UNSAID: "No reason recorded"}
NOTE = (
    "Outcomes and reasons of fewer than five placements are put together with the next smallest, and shares of "
    "them are not shown, because they would point at people."
)
NOT_SHOWN = "Not shown: fewer than five had one of the outcomes."


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Numbers by year, outcome and reason."""

    year: int
    numbers: dict[tuple[int, str, str], int]

    def by_outcome(self, year: int) -> Counter[str]:
        """Return how many of a year had each outcome."""
        found: Counter[str] = Counter()
        for (start, state, _), number in self.numbers.items():
            found[state if state in LABELS else "open"] += number if start == year else 0
        return found

    def by_reason(self, year: int) -> Counter[str]:
        """Return for what reasons those of a year failed, ended early or were withdrawn."""
        found: Counter[str] = Counter()
        for (start, state, reason), number in self.numbers.items():
            if start == year and state in WITH_A_REASON:
                found[reason or UNSAID] += number
        return found

    @property
    def knows_last_year(self) -> bool:
        """Whether anything of the year before is recorded."""
        return any(start == self.year - 1 for start, _, _ in self.numbers)


def count(year: AcademicYear, council: Organisation | None) -> Outcomes:
    """Count the first and final placements of both years, withdrawn ones too. One query."""
    rows = started.dated(Placement.objects.of(council), year).exclude(kind=started.READINESS)
    found = rows.values_list("start", "state", "reason").annotate(n=Count("pk"))
    return Outcomes(year.start, {(start, state, reason): n for start, state, reason, n in found})


def has_any(found: Outcomes) -> bool:
    """Say whether anything ended or was withdrawn in either year."""
    return any(state in (*ENDED, "withdrawn") for _, state, _ in found.numbers)


def figures(found: Outcomes) -> Iterator[Figure]:
    """Yield how many ended, and the share that passed."""
    now, before = found.by_outcome(found.year), found.by_outcome(found.year - 1)
    known = found.knows_last_year
    yield Figure(
        "ended",
        "Placements that ended",
        _ended(now),
        Definition("First and final placements that started in the year and passed, failed or ended early."),
        last_year=_ended(before) if known else None,
    )
    yield Figure(
        "passed",
        "Share that passed",
        _passed(now),
        Definition("Placements that passed, divided by those that passed, failed or ended early."),
        PERCENT,
        _passed(before),
        note=NOT_SHOWN if _ended(now) and _passed(now) is None else "",
    )


def _ended(of: Counter[str]) -> int:
    return sum(of[state] for state in ENDED)


def _passed(of: Counter[str]) -> Decimal | None:
    missed = _ended(of) - of["passed"]
    return percentage(of["passed"], _ended(of)) if is_safe(of["passed"], missed) else None


def tables(found: Outcomes) -> Iterator[Table]:
    """Yield the outcomes, and the reasons of those that did not run to a pass."""
    for caption, head, rows in (
        ("How first and final placements stand", "Outcome", _outcome_rows(found)),
        ("Why placements failed, ended early or were withdrawn", "Reason", _reason_rows(found)),
    ):
        if rows:
            yield Table(caption, (head, "This year", "Last year"), tuple(rows))


def _outcome_rows(found: Outcomes) -> list[Row]:
    pair = replace(_pair(found, found.by_outcome), harmless=frozenset({"open"}))
    return pair.rows(LABELS, "Other outcomes, together")


def _reason_rows(found: Outcomes) -> list[Row]:
    return _pair(found, found.by_reason).rows(REASONS, "Other reasons, together")


def _pair(found: Outcomes, counted: Callable[[int], Counter[str]]) -> Pair:
    return Pair(counted(found.year), counted(found.year - 1) if found.knows_last_year else None)
