"""Days from Monday to Friday; leave and bank holidays are left aside, as everywhere in this room. Pure."""

from datetime import date, timedelta

SATURDAY = 5
#: A concerns meeting is held within ten working days (the field's usual flow: five to ten).
MEETING_WITHIN = 10


def working_days_after(day: date, number: int) -> date:
    """Return the working day that is ``number`` of them after ``day``; ``day`` itself does not count."""
    found, left = day, number
    while left:
        found += timedelta(days=1)
        left -= found.weekday() < SATURDAY
    return found


def meeting_by(raised_on: date) -> date:
    """Return the day by which a concern that was raised on ``raised_on`` is talked about."""
    return working_days_after(raised_on, MEETING_WITHIN)
