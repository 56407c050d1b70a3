"""Values of a row as JSON holds them, and as people read them. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kmtp.spreadsheet.cells import Value, in_words
from placements import kinds
from placements.spreadsheet.cells import GROUP_LABELS

DAYS = frozenset({"starts_on", "ends_on", "dbs_cleared_on", "health_cleared_on"})
LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": dict(kinds.CHOICES),
    "wishes": GROUP_LABELS,
    "first_setting": GROUP_LABELS,
}


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: a day as 2020-02-03, a decimal as its digits, nothing for an empty text."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else None if value == "" else value


def real(key: str, value: Any) -> Value:
    """Return what ``plain`` made of the value of a column as it was."""
    if key in DAYS:
        return date.fromisoformat(value)
    found: Value = Decimal(value) if key == "days_per_week" else value
    return found


def worded(key: str, value: Any) -> str:
    """Return the value of a column as people read it, plain or real."""
    if key in DAYS and isinstance(value, str):
        value = date.fromisoformat(value)
    if key == "days_per_week" and value is not None:
        return f"{Decimal(value).normalize():f}"
    return in_words(LABELS.get(key, {}).get(value, value))
