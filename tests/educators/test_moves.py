"""The undo of a move of several people to a team."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import moves, postings, teams
from educators.models import Educator, Posting
from tests import make
from tests.forums.make_forums import at_once

TODAY = localdate()
JOINED = date(2017, 9, 1)
pytestmark = pytest.mark.django_db


def spans(educator: Any) -> list[tuple[str, date, date | None]]:
    """Return the postings, the first first."""
    rows = educator.postings.select_related("team").order_by("started_on")
    return [(one.team.name, one.started_on, one.ended_on) for one in rows]


def in_team(*people: Any) -> list[str]:
    """Return the team of each, "" for none."""
    now = Educator.objects.select_related("team").in_bulk([one.pk for one in people])
    return [now[one.pk].team.name if now[one.pk].team else "" for one in people]


@pytest.fixture
def kent():
    return make.council()


@pytest.fixture
def by(kent):
    return make.coordinator(kent)


@pytest.fixture
def people(kent):
    """Two of the Chatham team, and one of no team."""
    two = [make.educator(kent, first_name=name) for name in ("Ann", "Bo")]
    return [*two, make.educator(kent, first_name="Cy", team=None)]


@pytest.fixture
def move(kent, by, people):
    """All three to Dover, from yesterday on."""
    dover = make.team(kent, "Dover Team")
    moved = postings.move(educators=people, team=dover, on=TODAY - timedelta(days=1), by=by)
    return moves.find(moved.key, by=by, today=TODAY)


def page(key: Any) -> str:
    return reverse("educators:undo_move", args=[key])


def test_everybody_goes_back_to_her_own_team_as_if_she_had_never_left(move, by, people):
    assert [one.team and one.team.name for one in move.back] == ["Chatham Team", "Chatham Team", None]
    assert moves.undo(move=move, by=by, today=TODAY) == 3
    assert in_team(*people) == ["Chatham Team", "Chatham Team", ""]
    assert [spans(one) for one in people] == [[("Chatham Team", JOINED, None)]] * 2 + [[]]


def test_whoever_was_moved_again_stays_also_when_she_came_back_since(kent, move, by, people):
    ann, bo, _ = people
    deal, dover = make.team(kent, "Deal Team"), make.team(kent, "Dover Team")
    postings.move(educators=[ann, bo], team=deal, on=TODAY, by=by)
    postings.move(educators=[bo], team=dover, on=TODAY, by=by)
    now = moves.find(move.key, by=by, today=TODAY)
    assert [(one.educator, one.why_she_stays) for one in now.stay] == [
        (ann, "moved again since"),
        (bo, "moved again since"),
    ]
    assert moves.undo(move=move, by=by, today=TODAY) == 1
    assert in_team(*people) == ["Deal Team", "Dover Team", ""]


def test_nobody_goes_back_to_a_team_that_has_closed(kent, move, by, people):
    last = TODAY - timedelta(days=1)
    chatham = move.back[0].team
    teams.close(team=chatham, last_day=last, successor=make.team(kent, "Deal Team"), by=by, today=TODAY)
    now = moves.find(move.key, by=by, today=TODAY)
    assert {one.why_she_stays for one in now.stay} == {"Chatham Team is closed"}
    assert moves.undo(move=now, by=by, today=TODAY) == 1
    assert in_team(*people) == ["Dover Team", "Dover Team", ""]


def test_undoing_twice_moves_nobody_twice(move, by, people):
    assert [moves.undo(move=move, by=by, today=TODAY) for _ in range(2)] == [3, 0]
    assert in_team(*people) == ["Chatham Team", "Chatham Team", ""]


def test_a_change_that_is_no_move_does_not_keep_her_where_she_is(move, by, people):
    Educator.objects.filter(pk=people[0].pk).update(phone="01634 000000")
    assert moves.undo(move=move, by=by, today=TODAY) == 3


def test_somebody_added_in_the_same_transaction_was_not_moved(kent, by, move):
    make.educator(kent, first_name="Di")
    assert len(moves.find(move.key, by=by, today=TODAY).back) == 3


@pytest.mark.django_db(transaction=True)
def test_undone_twice_at_once_it_happens_once(move, by, people):
    numbers = []
    jobs = [lambda: numbers.append(moves.undo(move=move, by=by, today=TODAY))] * 2
    assert at_once(*jobs) == []
    assert sorted(numbers) == [0, 3]
    assert Posting.objects.filter(educator__in=people, ended_on=None).count() == 2


class TestPage:
    @pytest.fixture
    def keeper(self, client, by):
        client.force_login(by)
        return client

    def test_the_move_offers_its_undo_which_asks_first(self, keeper, kent, people):
        facts = {"chosen": [one.pk for one in people], "asked": "1", "team": make.team(kent, "Dover Team").pk}
        facts |= {"on_day": TODAY.day, "on_month": TODAY.month, "on_year": TODAY.year}
        said = keeper.post(reverse("educators:move_chosen"), facts, follow=True).content.decode()
        undo = re.search(r'href="([^"]+)">Undo this move</a>', said)
        assert undo is not None
        asked = keeper.get(undo[1]).content.decode()
        assert "Move 3 practice educators back" in asked
        assert (
            "Ann Two (back to Chatham Team), Bo Two (back to Chatham Team), Cy Two (back to no team)."
            in asked
        )
        assert in_team(*people) == ["Dover Team"] * 3
        assert "3 practice educators moved back." in keeper.post(undo[1], follow=True).content.decode()
        again = keeper.post(undo[1], follow=True)
        assert "Nobody was left to move back." in again.content.decode()
        assert in_team(*people) == ["Chatham Team", "Chatham Team", ""]

    def test_it_names_who_stays(self, keeper, kent, by, move, people):
        postings.move(educators=[people[0]], team=make.team(kent, "Deal Team"), on=TODAY, by=by)
        assert "Not moved back: Ann Two (moved again since)." in keeper.get(page(move.key)).content.decode()

    def test_when_nobody_is_left_it_has_no_button(self, keeper, by, move):
        moves.undo(move=move, by=by, today=TODAY)
        text = keeper.get(page(move.key)).content.decode()
        assert "Nobody is left to move back" in text
        assert "Ann Two (back already), Bo Two (back already), Cy Two (back already)." in text
        assert "Move them back" not in text

    def test_another_councils_move_and_one_that_never_was_do_not_exist(self, client, move, people):
        client.force_login(make.coordinator(make.council("Medway")))
        for key in (move.key, uuid4()):
            assert client.get(page(key)).status_code == client.post(page(key)).status_code == 404
        assert in_team(*people) == ["Dover Team"] * 3

    def test_another_line_of_the_trail_is_no_move(self, keeper, people):
        entry = people[0].events.latest("pgh_id")
        assert keeper.get(page(entry.pgh_context_id or uuid4())).status_code == 404

    def test_it_costs_the_same_for_one_and_three(
        self, keeper, kent, by, people, django_assert_max_num_queries
    ):
        counts = []
        for some, name in ((people[:1], "Dover Team"), (people, "Deal Team")):
            moved = postings.move(educators=some, team=make.team(kent, name), on=TODAY, by=by)
            keeper.get(page(moved.key))
            with django_assert_max_num_queries(12) as queries:
                assert keeper.get(page(moved.key)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
