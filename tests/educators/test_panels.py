"""What waits in the register, for each role."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from educators import todo
from tests import make

pytestmark = pytest.mark.django_db


def said(person) -> list[str]:
    return [line.sentence for line in todo.lines(person, localdate())]


def test_the_coordinator_reads_what_to_look_at(kent, medway):
    make.educator(kent, email="a@kent.example", registered_until=date(2090, 1, 1))
    make.educator(kent, email="a@kent.example", registered_until=date(2020, 1, 1))
    make.educator(kent, stage=0, registered_until=date(2090, 1, 1))
    make.educator(kent, left_on=date(2020, 1, 1))
    make.educator(medway)
    assert said(make.coordinator(kent)) == [
        "3 registrations are to be looked up on the public register",
        "1 trainee has been on the register for two years without an award",
        "1 practice educator has no e-mail address, so no letter can be sent",
        "3 records lack a Social Work England number or a team",
    ]


def test_each_line_opens_the_list_that_it_counts(kent, signed_in):
    for _ in range(2):
        make.educator(kent, stage=0)
    make.educator(kent, left_on=date(2020, 1, 1))
    coordinator = make.coordinator(kent)
    client = signed_in(coordinator)
    found = [
        client.get(line.url).context["table"].paginator.count for line in todo.lines(coordinator, localdate())
    ]
    assert found == [2, 2, 2, 2]


def test_nobody_reads_what_is_not_theirs(kent, cccu):
    educator = make.educator(kent, sign_in=True)
    assert said(educator.person) == ["Check your record (2 minutes)"]
    assert [said(person) for person in (make.manager(kent), make.partner(cccu), make.administrator())] == [
        [],
        [],
        [],
    ]
