"""A closing that was a mistake, or is put off, is taken back before anybody has moved."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import postings, teams
from educators.models import Educator, Succession
from kmtp.audit import Refused, history
from kmtp.partnership.models import Team
from tests import make

pytestmark = pytest.mark.django_db
TODAY = localdate()


def closing(kent, last_day=TODAY, **facts) -> Team:
    """Return Chatham Team, which closes on a day, with somebody in it."""
    team = make.educator(kent).team
    by = make.coordinator(kent)
    facts = {"successor": make.team(kent, "Dover Team"), **facts}
    teams.close(team=team, last_day=last_day, by=by, today=TODAY, **facts)
    return team


@pytest.mark.parametrize("days", [0, 9])
def test_a_team_that_is_kept_open_keeps_its_people(days, kent):
    team = closing(kent, TODAY + timedelta(days=days))
    teams.keep_open(team=team, by=make.coordinator(kent), today=TODAY)
    team.refresh_from_db()
    assert (team.valid_to, team.successors.count(), Succession.objects.count()) == (None, 0, 0)
    assert postings.follow_closures(today=TODAY + timedelta(days=30)) == 0
    assert Educator.objects.get().team == team
    assert history.of(team)[0].what == "Team kept open"


def test_it_can_be_closed_again_into_another_team(kent):
    team, by = closing(kent), make.coordinator(kent)
    teams.keep_open(team=team, by=by, today=TODAY)
    deal = make.team(kent, "Deal Team")
    teams.close(team=team, last_day=TODAY - timedelta(days=1), successor=deal, by=by, today=TODAY)
    assert Educator.objects.get().team == deal


def test_a_team_whose_people_have_moved_is_not_opened_again(kent):
    team = closing(kent, TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="its people have moved"):
        teams.keep_open(team=team, by=make.coordinator(kent), today=TODAY)
    assert Succession.objects.count() == 1


def test_a_team_that_does_not_close_is_not_kept_open(kent):
    with pytest.raises(Refused, match="no last day"):
        teams.keep_open(team=make.team(kent), by=make.coordinator(kent), today=TODAY)


def test_the_page_of_a_team_offers_it_while_it_can_be_done(kent, signed_in):
    team, client = closing(kent, TODAY + timedelta(days=9)), signed_in(make.coordinator(kent))
    page, url = (reverse(f"educators:{name}", args=[team.pk]) for name in ("team", "team_keep_open"))
    assert url in client.get(page).text
    assert "loses its last day" in client.get(url).text
    assert "Chatham Team stays open." in client.post(url, follow=True).text
    assert url not in client.get(page).text
    assert client.post(url).status_code == 409


def test_the_page_of_a_team_that_has_closed_does_not(kent, signed_in):
    team = closing(kent, TODAY - timedelta(days=1))
    page = signed_in(make.coordinator(kent)).get(reverse("educators:team", args=[team.pk])).text
    assert reverse("educators:team_keep_open", args=[team.pk]) not in page
    assert "Its practice educators moved to" in page
