"""Two coordinators at once, each signed in at a web server: nothing is double booked, and the control is.

200 rounds over the three ways in which two can meet. Each round has days of its own, so that rounds do not meet.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from kmtp.partnership.access import Role
from placements import kinds
from placements.actions import pairing
from placements.eligibility import Period, busiest
from placements.models import Placement, Request
from tests import make

ROUNDS_OF_ONE_EDUCATOR, ROUNDS_OF_ONE_STUDENT, ROUNDS_ACROSS = 80, 80, 40
#: The first day of the first round; shadowing takes a week, so that each round has a week.
FROM = date(2030, 1, 7)
TOKEN = "x" * 32

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Desk:
    """A coordinator's browser, which keeps its connection; the token of the form is the cookie's."""

    host: str
    person: object
    session: str = ""
    line: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        client = Client()
        client.force_login(self.person, backend="kmtp.partnership.backends.RoleBackend")
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.line = HTTPConnection(self.host, timeout=20)

    def post(self, url: str, typed: dict[str, object]) -> tuple[int, str]:
        """Send a form; return the status and the page."""
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **typed})
        self.line.request("POST", url, body, headers)
        answer = self.line.getresponse()
        return answer.status, answer.read().decode()


@pytest.fixture
def desks(kent, medway, live_server) -> Iterator[tuple[Desk, Desk]]:
    """Two people who may pair for both councils, each at a browser of her own."""
    host = urlsplit(live_server.url).netloc
    people = [make.person(name, role=Role.LEAD) for name in ("Lena Lead", "Lou Lead")]
    both = Desk(host, people[0]), Desk(host, people[1])
    yield both
    for one in both:
        one.line.close()
    connections.close_all()


def at_once(desks: tuple[Desk, Desk], *pairs) -> list[tuple[int, str]]:
    """Let both press "Pair" at one moment, each for a request, an educator and a team."""
    barrier = Barrier(2)

    def press(desk: Desk, pair) -> tuple[int, str]:
        asked, educator, team = pair
        url = reverse("placements:pair", args=[asked.pk, educator.pk])
        barrier.wait(10)
        return desk.post(url, {"team": team.pk, "supervisor": ""})

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(press, desks, pairs))


def ask(number: int, council, student) -> Request:
    """Return a request for a week of its own; shadowing with an educator takes up a place like any other."""
    starts_on = FROM + timedelta(weeks=number)
    dates = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=4)}
    return make.request(council, kind=kinds.READINESS.key, student=student, **dates)


def free(council):
    """Return an educator with one place, registered beyond the last round."""
    return make.educator(council, registered_until=date(2040, 11, 30))


def most_at_once(**whose) -> int:
    """Return how many placements somebody has on the busiest day of all rounds."""
    rows = Placement.objects.holding().filter(**whose).values_list("starts_on", "ends_on")
    taken = [Period(*row) for row in rows]
    return busiest(taken, Period(FROM, FROM + timedelta(weeks=200)))


WORDS = (
    "already has a student at that time",
    "in the meantime",
    "does not wait any more",
    "another placement",
)


def settled(found: list[tuple[int, str]]) -> bool:
    """Say whether one was done and the other refused with 409 and a sentence that says why."""
    (first, _), (second, page) = found
    return (first, second) == (302, 409) and any(words in page for words in WORDS)


def test_two_students_for_one_place_give_one_placement(kent, desks):
    educator, team, students = free(kent), make.team(kent), [make.student(), make.student()]
    for number in range(ROUNDS_OF_ONE_EDUCATOR):
        pairs = [(ask(number, kent, one), educator, team) for one in students]
        assert settled(at_once(desks, *pairs))
    assert most_at_once(educator=educator) == 1
    assert Placement.objects.filter(educator=educator).count() == ROUNDS_OF_ONE_EDUCATOR


def test_one_student_for_two_educators_gives_one_placement(kent, desks):
    team, student, both = make.team(kent), make.student(), [free(kent), free(kent)]
    for number in range(ROUNDS_OF_ONE_STUDENT):
        asked = ask(number, kent, student)
        assert settled(at_once(desks, *((asked, one, team) for one in both)))
    assert most_at_once(student=student) == 1
    assert Placement.objects.filter(student=student).count() == ROUNDS_OF_ONE_STUDENT


def test_crosswise_pairs_do_not_wait_for_each_other(kent, medway, desks):
    """A student asked for of two councils, and an educator of each: the order of the locks leaves no circle."""
    student = make.student()
    sides = [(one, free(one), make.team(one)) for one in (kent, medway)]
    for number in range(ROUNDS_ACROSS):
        pairs = [(ask(number, council, student), educator, team) for council, educator, team in sides]
        assert settled(at_once(desks, *pairs))
    assert most_at_once(student=student) == 1


def test_without_the_lock_an_educator_is_double_booked(kent, desks, monkeypatch):
    """The control: the race is real, and it is the lock that holds it."""
    monkeypatch.setattr(pairing, "locked", lambda rows: rows)
    educator, team, students = free(kent), make.team(kent), [make.student(), make.student()]
    statuses: Counter[int] = Counter()
    for number in range(ROUNDS_OF_ONE_EDUCATOR):
        pairs = [(ask(number, kent, one), educator, team) for one in students]
        statuses.update(status for status, _ in at_once(desks, *pairs))
        if most_at_once(educator=educator) == 2:
            break
    assert most_at_once(educator=educator) == 2, statuses
