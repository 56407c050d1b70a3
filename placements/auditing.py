"""How long a team's audit is valid, and where the team stands. Pure.

The field's analogue (the audit of practice settings in health): valid for 24 months, and an action plan shortens it.
How much it does is the partnership's own: we say to half, so that what was to be put right is looked at again.
"""

from datetime import date

from educators.currency import months_after

MONTHS = 24
MONTHS_WITH_A_PLAN = 12
#: An audit that lapses within so many months is to be renewed now: it takes a while to arrange one.
SOON = 3
NEVER, VALID, LAPSING, LAPSED = "never", "valid", "lapsing", "lapsed"
WORDS = {
    LAPSED: "Lapsed",
    LAPSING: "Lapses within 3 months",
    VALID: "Valid",
    NEVER: "Never audited",
}
COLOURS = {LAPSED: "red", LAPSING: "orange", VALID: "green", NEVER: "grey"}


def valid_until(audited_on: date, has_plan: bool) -> date:
    """Return the last day on which an audit is valid, unless somebody says another."""
    return months_after(audited_on, MONTHS_WITH_A_PLAN if has_plan else MONTHS)


def soon(day: date) -> date:
    """Return the last day that counts as lapsing soon on ``day``."""
    return months_after(day, SOON)


def standing(until: date | None, day: date) -> str:
    """Return where a team stands on ``day`` whose newest audit is valid until ``until``; ``None`` is no audit."""
    if until is None:
        return NEVER
    if until < day:
        return LAPSED
    return LAPSING if until <= soon(day) else VALID
