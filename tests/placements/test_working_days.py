"""Working days, by the calendar of 2020."""

from datetime import date

import pytest

from placements.working_days import meeting_by, working_days_after

CASES = (
    (date(2020, 3, 2), 0, date(2020, 3, 2)),
    (date(2020, 3, 2), 1, date(2020, 3, 3)),
    (date(2020, 3, 6), 1, date(2020, 3, 9)),  # from Friday to Monday
    (date(2020, 3, 7), 1, date(2020, 3, 9)),  # from Saturday to Monday
    (date(2020, 3, 2), 10, date(2020, 3, 16)),
    (date(2020, 3, 8), 10, date(2020, 3, 20)),
)


@pytest.mark.parametrize(("day", "number", "found"), CASES)
def test_weekends_do_not_count(day, number, found):
    assert working_days_after(day, number) == found


def test_a_concern_is_talked_about_within_ten_working_days():
    assert meeting_by(date(2020, 3, 4)) == date(2020, 3, 18)
