"""An intake's numbers by service and team."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educators import recruitment
from educators.recruitment import Numbers
from tests import make as cast
from tests.educators import make_recruitment as make

rows = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from(sorted(recruitment.STATES))),
    max_size=30,
)


def test_who_applied_who_is_under_way_and_who_took_a_place_are_told_apart():
    states = ["draft", "submitted", "accepted", "awarded", "did-not-complete", "declined", "not-supported"]
    assert recruitment.numbers(states) == Numbers(applied=6, under_way=2, took_a_place=3)


@given(rows)
def test_the_teams_of_a_service_add_up_to_it_and_the_services_to_the_intake(found):
    services = recruitment.by_service(found)
    for _, whole, teams in services:
        assert whole.applied == sum(one.applied for _, one in teams)
        assert whole.under_way + whole.took_a_place >= sum(one.took_a_place for _, one in teams)
    assert sum(whole.applied for _, whole, _ in services) == sum(state != "draft" for _, _, state in found)


@pytest.mark.django_db
def test_the_page_of_an_intake_has_the_numbers_of_each_service_and_team(client):
    intake = make.intake()
    deal, dover = (cast.team(intake.council, name) for name in ("Deal Team", "Dover Team"))
    for team, state in ((deal, "submitted"), (deal, "awarded"), (dover, "declined")):
        make.application(intake, state=state, team=team, reason="other")
    client.force_login(cast.coordinator(intake.council))
    page = client.get(intake.get_absolute_url())
    service, whole, teams = page.context["services"][0]
    assert (service, whole) == ("Children in Care", Numbers(3, 1, 1))
    assert teams == [("Deal Team", Numbers(2, 1, 1)), ("Dover Team", Numbers(1, 0, 0))]
    assert "Took a place" in page.text
