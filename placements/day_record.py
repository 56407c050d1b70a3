"""What the pages say of a placement's days: progress, the forecast of its end, and what waits."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from placements import bank_holidays, lifecycle
from placements.actions.days import gaps_of
from placements.days import Progress, last_day, number
from placements.models import Day, Placement

What, State = Day.What, Day.State


@dataclass(frozen=True, slots=True)
class Record:
    """The days of one placement, counted, and when they will be done at the planned days a week."""

    progress: Progress
    waiting: int
    returned: int
    missed: Decimal
    ends_on: date
    forecast: date | None

    @property
    def forecast_words(self) -> str:
        """Say when the days will be done; why not, when that cannot be said; nothing when they are done."""
        if not self.progress.left:
            return "All planned days are confirmed."
        if self.forecast is None:
            return "While the count is paused, the day of the end cannot be forecast."
        return ""

    @property
    def is_late(self) -> bool:
        """Whether the days will not be done by the last day of the placement."""
        return self.forecast is not None and self.forecast > self.ends_on

    @property
    def waiting_words(self) -> str:
        """Return "6 days wait to be confirmed"; nothing for none."""
        if not self.waiting:
            return ""
        return f"{self.waiting} {'day waits' if self.waiting == 1 else 'days wait'} to be confirmed"

    @property
    def missed_words(self) -> str:
        """Return "2 days missed"; nothing for none."""
        if not self.missed:
            return ""
        return f"{number(self.missed)} {'day' if self.missed == 1 else 'days'} missed"


def of(placement: Placement, today: date) -> Record:
    """Return the record of a placement. Three queries: its days, the student's other skills days, the pauses."""
    found = _sums(placement)
    progress = Progress(placement.days, found["placement"], found["skills"], _skills_before(placement))
    return Record(
        progress=progress,
        waiting=found["waiting"],
        returned=found["returned"],
        missed=found["missed"],
        ends_on=placement.ends_on,
        forecast=_forecast(placement, progress.left - found["logged"], today),
    )


def _sums(placement: Placement) -> dict[str, Any]:
    rows = Day.objects.filter(placement=placement).order_by()
    counted = {
        "placement": Q(state=State.CONFIRMED, what=What.PLACEMENT),
        "logged": Q(state=State.LOGGED, what=What.PLACEMENT),
        "skills": Q(state=State.CONFIRMED, what=What.SKILLS),
        "missed": Q(what__in=(What.SICK, What.ABSENT)),
    }
    sums = {name: Sum("amount", filter=condition, default=Decimal(0)) for name, condition in counted.items()}
    waiting, returned = (Count("pk", filter=Q(state=state)) for state in (State.LOGGED, State.RETURNED))
    return rows.aggregate(**sums, waiting=waiting, returned=returned)


def _skills_before(placement: Placement) -> Decimal:
    others = Day.objects.confirmed().filter(placement__student=placement.student_id, what=What.SKILLS)
    found = others.exclude(placement=placement).aggregate(sum=Sum("amount", default=Decimal(0)))
    return Decimal(found["sum"])


def _forecast(placement: Placement, left: Decimal, today: date) -> date | None:
    """Count what is neither confirmed nor logged from tomorrow, or from the first day when that is later."""
    starts_on = max(placement.starts_on, today + timedelta(days=1))
    if left <= 0:
        return today if placement.state in lifecycle.RUNNING else None
    return last_day(
        left,
        placement.days_per_week,
        starts_on=starts_on,
        holidays=bank_holidays.from_day(starts_on),
        gaps=gaps_of(placement),
    )
