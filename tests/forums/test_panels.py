"""What forums say on Home and on an educator's record."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse

from forums import todo
from tests import make
from tests.forums import make_forums as mk

pytestmark = pytest.mark.django_db


def sentences(person) -> list[str]:
    return [line.sentence for line in todo.lines(person, mk.TODAY)]


def test_nothing_is_said_when_there_is_nothing_to_say(kent, cccu):
    mk.forum()
    stella = make.educator(kent, sign_in=True).person
    assert sentences(make.partner(cccu)) == []
    assert sentences(make.manager(kent)) == []
    assert len(sentences(stella)) == len(sentences(make.lead())) == 1


def test_an_organiser_reads_of_registers_drafts_and_the_next_forum(kent, medway):
    past = mk.forum(held_on=mk.TODAY - timedelta(days=1))
    mk.booking(past, mk.educator(kent))
    mk.forum(state="draft")
    mk.forum(state="draft", held_on=mk.TODAY + timedelta(weeks=7))
    coming = mk.forum(capacity=1)
    (
        mk.booking(coming, mk.educator(kent, "Ann")),
        mk.booking(coming, mk.educator(kent, "Ben"), state="waiting"),
    )
    assert sentences(make.coordinator(kent)) == [
        "1 register is not taken",
        "1 forum in the next six weeks is not announced yet",
        "The next forum is on 24 Mar 2026: 1 of 1 places booked, 1 waiting",
    ]


def test_a_register_that_another_council_has_still_to_tick_is_not_ours(kent, medway):
    past = mk.forum(held_on=mk.TODAY - timedelta(days=1), state="held")
    mk.booking(past, mk.educator(kent), attended=True, confirmed_at=mk.NOW)
    mk.booking(past, mk.educator(medway, "Mary"))
    assert sentences(make.coordinator(kent)) == []
    assert sentences(make.coordinator(medway)) == ["1 register is not taken"]


def test_each_line_of_a_number_opens_a_list_of_that_many(kent, signed_in):
    for _ in range(2):
        mk.forum(held_on=mk.TODAY - timedelta(days=1))
    lead = make.lead()
    line = todo.lines(lead, mk.TODAY)[0]
    assert line.sentence == "2 registers are not taken"
    assert signed_in(lead).get(line.url).context["table"].paginator.count == 2


def test_an_educator_reads_what_she_can_book_and_what_she_booked(kent):
    stella = make.educator(kent, sign_in=True)
    mk.booking(mk.forum(), stella)
    assert sentences(stella.person) == ["You have a place at the forum on 24 Mar 2026"]
    mk.forum(kent, held_on=mk.DAY + timedelta(days=7), capacity=12)
    assert sentences(stella.person) == [
        "You have a place at the forum on 24 Mar 2026",
        "Book your place at the forum on 31 Mar 2026: 12 left (1 minute)",
    ]


def test_an_educator_s_record_shows_her_forums(kent, rf):
    stella = make.educator(kent)
    mk.booking(mk.forum(title="Reflection", state="held"), stella, attended=True, confirmed_at=mk.NOW)
    request = rf.get(reverse("home"))
    request.user = make.coordinator(kent)
    page = Template("{% load forums_panels %}{% educator_forums stella %}").render(
        Context({"request": request, "stella": stella})
    )
    assert "Reflection" in page
    assert "3 hours of CPD" in page
