"""Teams that close, and who was in which team when."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import postings, teams
from educators.models import Posting, Succession
from educators.tasks.postings import follow_closures
from kmtp.audit import Refused
from kmtp.partnership.access import Role
from kmtp.partnership.models import Team
from tests import make
from tests.forums.make_forums import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2020, 3, 2)


def spans(educator: Any) -> list[tuple[str, date, date | None]]:
    """Return the postings, the first first."""
    rows = educator.postings.select_related("team").order_by("started_on")
    return [(one.team.name, one.started_on, one.ended_on) for one in rows]


def browser(person: Any) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person, backend="kmtp.partnership.backends.RoleBackend")
    return client


def closing(day: date, **facts: Any) -> dict[str, Any]:
    """Return what the form of closing sends."""
    return {"last_day_day": day.day, "last_day_month": day.month, "last_day_year": day.year, **facts}


def test_somebody_new_is_in_the_team_from_the_day_of_joining() -> None:
    assert spans(make.educator(make.council())) == [("Chatham Team", date(2017, 9, 1), None)]


def test_a_move_ends_one_posting_and_starts_the_next() -> None:
    kent = make.council()
    educator, dover = make.educator(kent), make.team(kent, "Dover Team")
    moved = postings.move(educators=[educator], team=dover, on=TODAY, by=make.coordinator(kent))
    assert moved.number == 1
    day_before = TODAY - timedelta(days=1)
    assert spans(educator) == [
        ("Chatham Team", date(2017, 9, 1), day_before),
        ("Dover Team", TODAY, None),
    ]


def test_a_second_move_on_one_day_takes_the_place_of_the_first() -> None:
    kent = make.council()
    educator, by = make.educator(kent), make.coordinator(kent)
    for name in ("Dover Team", "Deal Team"):
        postings.move(educators=[educator], team=make.team(kent, name), on=TODAY, by=by)
    assert [name for name, _, _ in spans(educator)] == ["Chatham Team", "Deal Team"]


def test_a_form_that_changes_the_team_keeps_the_postings_true() -> None:
    kent = make.council()
    educator = make.educator(kent)
    educator.team = make.team(kent, "Dover Team")
    educator.save(update_fields=["team"])
    assert [ended is None for _, _, ended in spans(educator)] == [False, True]


def test_nobody_moves_to_a_team_of_another_council() -> None:
    kent = make.council()
    educator, other = make.educator(kent), make.team(make.council("Medway"), "Medway Team")
    with pytest.raises(Refused, match="of the council"):
        postings.move(educators=[educator], team=other, on=TODAY, by=make.coordinator(kent))


def test_nobody_moves_before_the_present_posting_began() -> None:
    kent = make.council()
    educator, dover = make.educator(kent), make.team(kent, "Dover Team")
    with pytest.raises(Refused, match="later day"):
        postings.move(educators=[educator], team=dover, on=date(2017, 1, 2), by=make.coordinator(kent))


@pytest.mark.parametrize(
    ("started_on", "ended_on"),
    [
        (TODAY, None),
        (date(2015, 9, 1), None),
        (date(2017, 1, 1), date(2017, 9, 1)),
        (TODAY, TODAY),
        (date(2016, 9, 1), date(2016, 9, 30)),
    ],
)
def test_the_database_refuses_two_teams_on_one_day(started_on: date, ended_on: date | None) -> None:
    kent = make.council()
    educator, deal = make.educator(kent), make.team(kent, "Deal Team")
    Posting.objects.create(
        educator=educator, team=deal, started_on=date(2016, 9, 1), ended_on=date(2016, 9, 1)
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(educator=educator, team=deal, started_on=started_on, ended_on=ended_on)


def test_the_database_refuses_that_a_posting_is_drawn_out_into_the_next() -> None:
    kent = make.council()
    educator, by = make.educator(kent), make.coordinator(kent)
    postings.move(educators=[educator], team=make.team(kent, "Deal Team"), on=TODAY, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        educator.postings.filter(ended_on=TODAY - timedelta(days=1)).update(ended_on=TODAY)


def test_a_team_that_closed_hands_its_educators_to_a_new_one() -> None:
    kent = make.council()
    educator = make.educator(kent)
    last = TODAY - timedelta(days=2)
    teams.close(
        team=educator.team, last_day=last, successor=None, new_name="Medway Towns Team",
        by=make.coordinator(kent), today=TODAY,
    )  # fmt: skip
    educator.refresh_from_db()
    assert educator.team.name == "Medway Towns Team"
    assert educator.team.predecessor.valid_to == last
    assert spans(educator)[-1] == ("Medway Towns Team", last + timedelta(days=1), None)


def test_a_team_that_will_close_hands_over_on_the_day_after_and_once() -> None:
    kent = make.council()
    educator, dover = make.educator(kent), make.team(kent, "Dover Team")
    by, last = make.coordinator(kent), TODAY + timedelta(days=5)
    teams.close(team=educator.team, last_day=last, successor=dover, by=by, today=TODAY)
    assert postings.follow_closures(today=last) == 0
    assert postings.follow_closures(today=last + timedelta(days=1)) == 1
    assert postings.follow_closures(today=last + timedelta(days=1)) == 0
    assert spans(educator)[-1] == ("Dover Team", last + timedelta(days=1), None)


def test_a_team_closes_once() -> None:
    kent = make.council()
    team, dover, by = make.team(kent), make.team(kent, "Dover Team"), make.coordinator(kent)
    teams.close(team=team, last_day=TODAY, successor=dover, by=by, today=TODAY)
    with pytest.raises(Refused, match="already"):
        teams.close(team=team, last_day=TODAY, successor=dover, by=by, today=TODAY)


def test_the_task_has_nothing_to_do_when_no_team_closed() -> None:
    make.educator(make.council())
    assert follow_closures() == 0


def test_a_coordinator_closes_a_team_on_its_page() -> None:
    kent = make.council()
    educator, client = make.educator(kent), browser(make.coordinator(kent))
    url = reverse("educators:team_close", args=[educator.team_id])
    assert "1 practice educator moves" in client.get(url).content.decode()
    answer = client.post(url, closing(localdate() - timedelta(days=1), new_name="New Team"), follow=True)
    assert "New Team takes over" in answer.content.decode()
    assert Team.objects.get(name="New Team").educators.get() == educator


def test_closing_asks_for_a_successor_or_a_name() -> None:
    kent = make.council()
    team = make.team(kent)
    url = reverse("educators:team_close", args=[team.pk])
    answer = browser(make.coordinator(kent)).post(url, closing(localdate()))
    assert "or name a new one" in answer.content.decode()
    team.refresh_from_db()
    assert team.valid_to is None


def test_another_councils_team_does_not_exist() -> None:
    theirs = make.team(make.council("Medway"), "Medway Team")
    client = browser(make.coordinator(make.council()))
    for name in ("team", "team_change", "team_close"):
        assert client.get(reverse(f"educators:{name}", args=[theirs.pk])).status_code == 404


def test_a_locality_of_another_council_is_refused() -> None:
    kent = make.council()
    ours, theirs = make.team(kent), make.team(make.council("Medway"), "Medway Team")
    data = {"name": "Dover Team", "service_area": ours.service_area_id, "locality": theirs.locality_id}
    data |= {"valid_from_day": 1, "valid_from_month": 9, "valid_from_year": 2019}
    url, client = reverse("educators:team_add"), browser(make.coordinator(kent))
    assert client.post(url, data).status_code == 200
    assert client.post(url, data | {"locality": ours.locality_id}).status_code == 302
    assert Team.objects.get(name="Dover Team").locality == ours.locality


def test_a_coordinator_names_localities_and_service_areas() -> None:
    kent = make.council()
    client = browser(make.coordinator(kent))
    client.post(reverse("educators:locality_add"), {"name": "Thanet"})
    client.post(reverse("educators:area_add"), {"name": "Autism", "group": "adults"})
    assert kent.localities.get().name == "Thanet"
    assert kent.service_areas.get().name == "Autism"


@pytest.mark.parametrize("name", ["teams", "localities", "areas"])
def test_a_list_costs_the_same_for_one_row_and_three(name: str, django_assert_max_num_queries: Any) -> None:
    kent = make.council()
    client, url = browser(make.coordinator(kent)), reverse(f"educators:{name}")
    for team in ("A", "B", "C"):
        make.educator(kent, team=make.team(kent, team))
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_a_team_that_was_closed_meanwhile_takes_over_nobody() -> None:
    kent = make.council()
    chatham, dover, by = make.team(kent), make.team(kent, "Dover Team"), make.coordinator(kent)
    as_seen_before = Team.objects.get(pk=dover.pk)
    teams.close(
        team=dover, last_day=TODAY, successor=make.team(kent, "Deal Team"), by=by, today=TODAY
    )  # fmt: skip
    with pytest.raises(Refused, match="is not open"):
        teams.close(team=chatham, last_day=TODAY, successor=as_seen_before, by=by, today=TODAY)


def test_nobody_moves_to_a_team_that_was_closed_meanwhile() -> None:
    kent = make.council()
    educator, dover, by = make.educator(kent), make.team(kent, "Dover Team"), make.coordinator(kent)
    as_seen_before = Team.objects.get(pk=dover.pk)
    last = TODAY - timedelta(days=1)
    teams.close(team=dover, last_day=last, successor=make.team(kent, "Deal Team"), by=by, today=TODAY)
    with pytest.raises(Refused, match="is not open"):
        postings.move(educators=[educator], team=as_seen_before, on=TODAY, by=by)


@pytest.mark.django_db(transaction=True)
def test_two_teams_closed_into_each_other_at_once_do_not_both_close() -> None:
    kent = make.council()
    for number in range(6):
        pair = [make.team(kent, f"{name} {number}") for name in ("One", "Two")]
        by = make.coordinator(kent)
        jobs = [
            lambda team=team, other=other, by=by: teams.close(
                team=team, last_day=TODAY, successor=other, by=by, today=TODAY
            )
            for team, other in (pair, reversed(pair))
        ]
        assert [type(error) for error in at_once(*jobs)] == [Refused]


def test_the_succession_of_teams_is_seen_by_whoever_sees_the_teams() -> None:
    kent = make.council()
    by = make.coordinator(kent)
    teams.close(team=make.team(kent), last_day=TODAY, successor=None, new_name="New", by=by, today=TODAY)
    seen = {
        who.name: Succession.objects.visible_to(who).count()
        for who in (by, make.manager(kent), make.person("Edu", role=Role.EDUCATOR, at=kent))
    }
    assert list(seen.values()) == [1, 0, 0]
