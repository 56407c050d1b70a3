"""The floor's own lists cost the same for one row as for three; the rooms' lists have their tests beside them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kmtp.mail.actions import post
from kmtp.partnership.access import Role
from tests import make

MOST = 12


def person(number: int, kent) -> None:
    make.person(f"Person Number{number}", role=Role.COORDINATOR, at=kent)


def letter(number: int, kent) -> None:
    facts = {"to": "r@kent.example", "subject": "S", "context": {"text": ""}, "organisation": kent}
    made = post(key=f"letter-{number}", kind="account", **facts)
    type(made).objects.filter(pk=made.pk).update(kind="forum")


@pytest.mark.parametrize(("path", "add"), [("/people/", person), ("/letters/", letter)])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(path: str, add: Callable, kent, signed_in):
    client = signed_in(make.administrator())
    counts = []
    for number in (1, 2, 3):
        add(number, kent)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2] <= MOST
