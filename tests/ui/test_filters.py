"""Filters narrow a list, count every choice in one query, and let nothing in an address break the page."""

import pytest
from django.db.models import Q
from django.http import QueryDict

from kmtp.partnership.models import Team
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from tests import make

pytestmark = pytest.mark.django_db


class TeamFilters(FilterSet):
    q = SearchFilter(["name", "locality__name"], label="Team or place")
    council = FacetFilter(
        "organisation__slug", choices=[("kent", "Kent"), ("medway", "Medway")], label="Council"
    )
    state = FacetFilter(
        choices=[("open", "Open"), ("closed", "Closed")],
        q=lambda values: Q(valid_to__isnull=values == ["open"]) if len(values) == 1 else Q(),
        label="State",
    )


@pytest.fixture
def teams(kent, medway):
    """Three teams: two of Kent, one of which is closed, and one of Medway."""
    return [
        make.team(kent, "Thanet Café"),
        make.team(kent, "Thanet Two", valid_to="2020-01-01"),
        make.team(medway, "Chatham"),
    ]


def filtered(address: str = "") -> TeamFilters:
    return TeamFilters(QueryDict(address), Team.objects.order_by("pk"))


def counts(filters: TeamFilters) -> dict[str, int]:
    return {choice.label: choice.count for facet in filters.facets for choice in facet.choices}


def test_without_filters_everything_is_there(teams):
    assert list(filtered().qs) == teams


def test_facets_narrow_together_and_choices_widen(teams):
    assert list(filtered("council=kent&state=open").qs) == teams[:1]
    assert list(filtered("council=kent&council=medway").qs) == teams


def test_every_word_of_a_search_must_stand_somewhere_whatever_its_accents(teams):
    assert list(filtered("q=CAFE+thanet").qs) == teams[:1]
    assert list(filtered("q=cafe+two").qs) == []


def test_each_choice_counts_what_it_would_leave_beside_the_other_facets(teams):
    assert counts(filtered("council=kent")) == {"Kent": 2, "Medway": 1, "Open": 1, "Closed": 1}


def test_the_counts_follow_the_search(teams):
    assert counts(filtered("q=chatham+chatham&council=kent")) == {
        "Kent": 2,
        "Medway": 1,
        "Open": 1,
        "Closed": 1,
    }
    assert counts(filtered("q=cafe")) == {"Kent": 1, "Medway": 0, "Open": 1, "Closed": 0}


def test_all_counts_and_the_total_cost_one_query(teams, django_assert_num_queries):
    filters = filtered("q=thanet&council=kent")
    with django_assert_num_queries(1):
        assert (counts(filters)["Closed"], filters.found) == (1, 2)


def test_what_is_chosen_can_be_taken_away_one_by_one(teams):
    filters = filtered("q=thanet&council=kent&council=medway&sort=name&page=2")
    assert [(tag.label, tag.text, tag.href) for tag in filters.tags] == [
        ("Team or place", "thanet", "?council=kent&council=medway&sort=name"),
        ("Council", "Kent", "?q=thanet&council=medway&sort=name"),
        ("Council", "Medway", "?q=thanet&council=kent&sort=name"),
    ]
    assert filters.clear_href == "?sort=name"
    assert filters.kept == [("sort", "name")]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("council=surrey", "Council: “surrey” is not one of its choices, so it was left out."),
        ("council=%00", "Council: “\x00” is not one of its choices, so it was left out."),
        ("q=a%00b", "Team or place: “ab” cannot be searched for, so it was left out."),
    ],
)
def test_what_a_filter_does_not_know_is_left_out_and_said(teams, address, sentence):
    filters = filtered(address)
    assert list(filters.qs) == teams
    assert filters.ignored == [sentence]


def test_a_known_choice_beside_an_unknown_one_still_holds(teams):
    assert list(filtered("council=medway&council=surrey").qs) == teams[2:]


@pytest.mark.parametrize(
    "address", ["q=" + "a+" * 500, "q=%25_%5C", "q=+++", "council=", "council=kent&council=kent"]
)
def test_no_address_breaks_the_list(teams, address):
    assert list(filtered(address).qs) == [team for team in teams if team in filtered(address).qs]


def test_choices_may_depend_on_who_asks(teams, rf):
    class Own(FilterSet):
        team = FacetFilter(
            "pk", choices=lambda request: [(t.pk, t.name) for t in request.teams], label="Team"
        )

    request = rf.get("/", {"team": str(teams[0].pk)})
    request.teams = teams[:1]
    filters = Own(request.GET, Team.objects.all(), request=request)
    assert (list(filters.qs), filters.tags[0].text) == (teams[:1], "Thanet Café")
