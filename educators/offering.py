"""What a practice educator can offer next year, in the words of the call. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

#: What somebody can offer to take, by the key that is stored.
KINDS = {
    "first": "First placement, 70 days",
    "final": "Final placement, 100 days",
    "readiness": "Readiness for practice, shadowing",
    "apprentice": "Apprentice social worker",
    "asye": "ASYE assessment",
}
SAYS = {"yes": "Yes", "maybe": "Maybe", "no": "No"}
#: Why somebody cannot, or is not sure; the codes by which the partnership compares years.
REASONS = {
    "capacity": "No room for a student now",
    "workload": "Workload or caseload",
    "team": "Team change",
    "role": "Role change",
    "leave": "Leave or absence",
    "manager": "Not agreed with my manager",
    "other": "Something else",
}
MOST_STUDENTS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """One person of a call: when she was asked, and how many reminders she has had."""

    on: date
    reminders: int


def reminder_due(asked: Asked, *, remind_days: Iterable[int], closes_on: date, today: date) -> int:
    """Return the number of the reminder that is due on ``today``: 1 for the first; nought for none.

    A run that comes late sends only the latest: nobody gets two in one day. None is due after the call closes.
    """
    passed = sum(1 for days in set(remind_days) if asked.on + timedelta(days=days) <= today)
    return passed if passed > asked.reminders and today <= closes_on else 0


def rate(answered: int, asked: int) -> int:
    """Return how many of a hundred answered; nought when nobody was asked."""
    return round(100 * answered / asked) if asked else 0
