"""Which reminder of an evaluation is due. Pure.

A reminder goes out one and two weeks after the questionnaire; a late run sends the newest that is due and never
an older one after it, and nothing once the time to answer is over.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Kind:
    """One reminder: so many days after the questionnaire was sent."""

    key: str
    days: int


KINDS = (Kind("second", 14), Kind("first", 7))


def due(*, opens_on: date, closes_on: date, today: date) -> Kind | None:
    """Return the newest reminder whose day has come, if there is still time to answer."""
    if today > closes_on:
        return None
    return next((kind for kind in KINDS if opens_on + timedelta(days=kind.days) <= today), None)
