"""Ten years of placements cost a page as little as one: lists begin at their horizon, and indexes lead to what is open.

Pages of 8 KB are counted by EXPLAIN, not seconds. Small tables are read whole, whatever indexes they have, so the
planner is told to use these, as it does by itself for a nation's (``python -m bench.growth``).
"""

import pytest
from django.db import connection
from django.utils.timezone import localdate

from bench import growth
from placements.models import Placement, Request, Student

COUNCILS, A_YEAR, YEARS = 9, 45, 10
FLAT = (
    *(
        "first page, coordinator",
        "first page, lead",
        "first page, practice educator",
        "first page, university",
    ),
    *("students, lead", "students, university", "placements, university", "requests, university"),
    *("fees", "concerns", "audits", "practice panels", "evaluations to send", "evaluations"),
    *("placements of this year", "placements of last year", "placements under way"),
    *("placements", "placements, lead", "requests", "requests that wait", "offers", "demand and supply"),
    *("drafts", "register", "manager's figures"),
    *("annual report, a council", "annual report, the partnership"),
)


@pytest.fixture
def read(db) -> dict[str, tuple[int, int]]:
    """What each page reads with one year behind the one that runs, and with ten."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return growth.compared(growth.Nation(COUNCILS, A_YEAR, localdate()), YEARS)


def test_ten_years_are_read_as_quickly_as_one(read):
    assert Placement.objects.count() == COUNCILS * A_YEAR * (YEARS + 1)
    grown = {name: read[name] for name in FLAT if growth.ratio(*read[name]) > growth.GOAL}
    assert grown == {}
    # A council's steps and students are found by its placements and requests, and at this small size joined otherwise
    # with more years behind; for a nation's both are within the goal (docs/decisions/0016).
    assert max(growth.ratio(*read[name]) for name in ("steps", "students")) < 2.5
    assert said() == said_anew()  # what the bench puts down by hand is what the triggers say


def said() -> list[tuple[object, ...]]:
    """What requests and students say of themselves."""
    requests = Request.objects.order_by("pk").values_list("pk", "programme", "is_placed")
    return [*requests, *Student.objects.order_by("pk").values_list("pk", "latest_on", "whereabouts")]


def said_anew() -> list[tuple[object, ...]]:
    """The same when the database works it out again, as it does whenever a row is written."""
    Request.objects.update(is_placed=False)
    Student.objects.update(whereabouts="to-send")
    return said()
