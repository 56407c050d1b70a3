"""Ten years of placements cost a page as little as one: lists begin at their horizon, and indexes lead to what is open.

Pages of 8 KB are counted by EXPLAIN, not seconds. Small tables are read whole, whatever indexes they have, so the
planner is told to use these, as it does by itself for a nation's (``python -m bench.growth``).
"""

import pytest
from django.db import connection
from django.utils.timezone import localdate

from bench import growth
from placements.models import Placement

COUNCILS, A_YEAR, YEARS = 9, 45, 10
FLAT = (
    *("first page, coordinator", "first page, lead", "first page, practice educator"),
    *("placements of this year", "placements of last year", "placements under way"),
    *("placements", "placements, lead", "requests", "requests that wait", "offers", "demand and supply"),
    *("drafts", "register", "manager's figures"),
    *("annual report, a council", "annual report, the partnership"),
)


@pytest.fixture
def read(db) -> dict[str, tuple[int, int]]:
    """What each page reads with one year behind the one that runs, and with ten."""
    with connection.cursor() as cursor:
        for plan in ("seqscan", "hashjoin", "mergejoin", "memoize"):
            cursor.execute(f"SET LOCAL enable_{plan} = off")
    return growth.compared(growth.Nation(COUNCILS, A_YEAR, localdate()), YEARS)


def test_ten_years_are_read_as_quickly_as_one(read):
    assert Placement.objects.count() == COUNCILS * A_YEAR * (YEARS + 1)
    grown = {name: read[name] for name in FLAT if growth.ratio(*read[name]) > growth.GOAL}
    assert grown == {}
    # The open steps of a council are found by its placements that hold, in whichever order the planner joins the rest.
    assert growth.ratio(*read["steps"]) < 2.5
