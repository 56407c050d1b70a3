"""The trail: who, what, when and why; nobody changes it afterwards."""

import pghistory
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


@recorded("Teams merged")
def merge(*, teams: list[Team], by, why: str = "") -> None:
    for team in teams:
        rename(team=team, name=f"{team.name} (merged)", by=None)
    teams[0].name = "Merged"
    teams[0].save()


def test_an_action_inside_another_has_a_line_of_its_own_by_the_same_person(kent):
    teams, kerry = [make.team(kent, "A"), make.team(kent, "B")], make.coordinator(kent)
    merge(teams=teams, by=kerry, why="One office")
    lines = [(entry.what, entry.by, entry.why) for entry in history.of(teams[0])]
    assert lines[:2] == [
        ("Teams merged", kerry.name, "One office"),
        ("Team renamed", kerry.name, "One office"),
    ]
    assert [entry.what for entry in history.of(teams[1])] == ["Team renamed", "Added"]


def test_two_actions_one_after_the_other_keep_their_own_words(kent):
    team = make.team(kent, "A")
    with pghistory.context(what="A request"):
        rename(team=team, name="B", by=None, why="First")
        rename(team=team, name="C", by=None, why="Second")
    assert [entry.why for entry in history.of(team)][:2] == ["Second", "First"]
