"""The trail: who, what, when and why; nobody changes it afterwards."""

import pytest
from django.db import InternalError, connection, transaction

from kmtp.audit import Refused, history, recorded
from kmtp.partnership.models import Team
from tests import make

pytestmark = pytest.mark.django_db


@recorded("Team renamed")
def rename(*, team: Team, name: str, by, why: str = "") -> None:
    team.name = name
    team.save()
    if not name:
        raise Refused("Enter a name.")


def test_a_change_says_who_what_and_why(kent):
    team, kerry = make.team(kent, "Old name"), make.coordinator(kent)
    rename(team=team, name="New name", by=kerry, why="The council was reorganised")
    newest, oldest = history.of(team)
    assert (newest.what, newest.by, newest.why) == ("Team renamed", kerry.name, "The council was reorganised")
    assert [(c.label, c.before, c.after) for c in newest.changes] == [("Name", "Old name", "New name")]
    assert (oldest.what, oldest.by) == ("Added", "The system")


def test_an_action_that_is_refused_changes_nothing(kent):
    team = make.team(kent, "Old name")
    with pytest.raises(Refused):
        rename(team=team, name="", by=make.coordinator(kent))
    team.refresh_from_db()
    assert (team.name, len(history.of(team))) == ("Old name", 1)


def test_bulk_changes_are_in_the_trail_too(kent):
    team = make.team(kent, "Old name")
    Team.objects.filter(pk=team.pk).update(name="New name")
    assert len(history.of(team)) == 2


@pytest.mark.parametrize("words", ["UPDATE {} SET name = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_trail(kent, words):
    make.team(kent)
    table = Team.events.rel.related_model._meta.db_table
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words.format(table))


def test_the_history_costs_two_queries_however_long_it_is(kent, django_assert_num_queries):
    team = make.team(kent)
    for number in range(5):
        rename(team=team, name=f"Name {number}", by=make.coordinator(kent))
    with django_assert_num_queries(2):
        assert len(history.of(team)) == 6
