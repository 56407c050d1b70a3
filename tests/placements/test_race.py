"""Two coordinators pair at the same moment (F8, R26): nothing over capacity; with the lock off there is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from kmtp.audit import Refused
from placements.actions import pairing
from placements.models import Placement
from tests import make

TODAY = date(2019, 12, 2)
UNTIL = date(2020, 11, 30)
ROUNDS = 30

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> list[str]:
    """Run the jobs at one moment, each with a connection of its own; return what became of each."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            barrier.wait(5)
            job()
        except Refused:
            return "refused"
        else:
            return "paired"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return sorted(pool.map(run, jobs))


def job(asked, educator, team, by):
    return lambda: pairing.pair(request=asked, educator=educator, team=team, by=by, today=TODAY)


def two_students_one_educator(kent, educator):
    team, by = make.team(kent), make.coordinator(kent)
    return at_once(*(job(make.request(kent), educator, team, by) for _ in range(2)))


def busy(educator) -> int:
    return Placement.objects.holding().filter(educator=educator).count()


def test_two_students_for_one_place_give_one_placement(kent):
    for _ in range(ROUNDS):
        educator = make.educator(kent, registered_until=UNTIL)
        assert two_students_one_educator(kent, educator) == ["paired", "refused"]
        assert busy(educator) == 1


def test_one_student_for_two_educators_gives_one_placement(kent):
    team, by = make.team(kent), make.coordinator(kent)
    for _ in range(ROUNDS):
        asked = make.request(kent)
        both = [make.educator(kent, registered_until=UNTIL) for _ in range(2)]
        assert at_once(*(job(asked, one, team, by) for one in both)) == ["paired", "refused"]
        assert Placement.objects.holding().filter(student=asked.student).count() == 1


def test_crosswise_pairs_do_not_wait_for_each_other(kent, medway):
    """One student asked for of two councils, and two educators: the order of the locks leaves no circle."""
    for _ in range(ROUNDS // 5):
        student = make.student()
        jobs = [
            job(
                make.request(one, student=student),
                make.educator(one, registered_until=UNTIL),
                make.team(one),
                make.coordinator(one),
            )
            for one in (kent, medway)
        ]
        assert at_once(*jobs) == ["paired", "refused"]


def test_without_the_lock_an_educator_is_double_booked(kent, monkeypatch):
    """The control: the race is real, and it is the lock that holds it."""
    monkeypatch.setattr(pairing, "locked", lambda rows: rows)
    outcomes = []
    for _ in range(ROUNDS):
        educator = make.educator(kent, registered_until=UNTIL)
        two_students_one_educator(kent, educator)
        outcomes.append(busy(educator))
        if 2 in outcomes:
            break
    assert 2 in outcomes
