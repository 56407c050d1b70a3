"""The pages that rooms are made of: closed, kept short in queries, and kind to what people typed."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from kmtp.audit import Refused
from kmtp.partnership.models import Organisation, Team
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from kmtp.ui.forms import Form, ModelForm
from kmtp.ui.tables import DateColumn, RecordColumn, Table
from kmtp.ui.views import ActionPage, BulkAction, BulkPage, CreatePage, DetailPage, ListPage, UpdatePage
from tests import make

pytestmark = pytest.mark.django_db
MAY, MAY_NOT = "educators.view_educator", "educators.unheard_of"


class TeamTable(Table):
    name = RecordColumn("Name", url=lambda team: f"/teams/{team.pk}/")
    valid_from = DateColumn("From")

    class Meta:
        order_by = "name"


class TeamFilters(FilterSet):
    q = SearchFilter(["name"])
    place = FacetFilter("locality__name", choices=[("Chatham", "Chatham")], label="Place")


class TeamList(ListPage):
    model = Team
    permission = MAY
    table_class = TeamTable
    filterset_class = TeamFilters
    noun = ("team", "teams")
    empty_text = "No teams yet."

    def get_bulk_actions(self):
        return [BulkAction("Close", "/teams/close/")]


class TeamForm(ModelForm):
    class Meta:
        model = Team
        fields = ["name"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class ChangeTeam(UpdatePage):
    model = Team
    permission = MAY
    form_class = TeamForm
    heading = "Change {}"
    done = "{} was changed."

    def get_success_url(self, record=None):
        return f"/teams/{record.pk}/"

    def get_cancel_url(self):
        return "/teams/"


class CloseTeam(ActionPage):
    model = Team
    permission = MAY
    heading = "Close {}?"
    what_happens = "{} takes no more students."
    done = "{} is closed."

    def act(self, team, form):
        if team.name == "Open for ever":
            raise Refused("This team stays open.")
        Team.objects.filter(pk=team.pk).update(valid_to="2020-01-01")

    def get_success_url(self, record=None):
        return f"/teams/{record.pk}/"

    def get_cancel_url(self):
        return "/teams/"


class CloseTeams(BulkPage):
    model = Team
    permission = MAY

    def act(self, records):
        return f"{len(records)} closed."

    def get_success_url(self):
        return "/teams/"


@pytest.fixture
def ask(kent, monkeypatch):
    """Return a function that asks a page as Kent's coordinator; the rooms' menu is not ours to test."""
    monkeypatch.setattr("kmtp.navigation.entries", lambda request: [])
    user = make.coordinator(kent)

    def answer(view, address="/teams/", data=None, **kwargs):
        build = RequestFactory().get if data is None else RequestFactory().post
        request = build(address, data or {})
        request.user, request.session = user, {}
        request._messages = FallbackStorage(request)
        answered = view.as_view()(request, **kwargs)
        answered = answered.render() if hasattr(answered, "render") else answered
        answered.said = [str(message) for message in request._messages]
        return answered

    return answer


def test_a_list_shows_the_persons_own_rows_and_counts_them(ask, kent, medway):
    make.team(kent, "Thanet")
    make.team(medway, "Strood")
    html = ask(TeamList).content.decode()
    assert ("1 team</h1>" in html.replace("\n", ""), "Thanet" in html, "Strood" in html) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("address", ["/teams/", "/teams/?q=t&place=Chatham&sort=-valid_from"])
def test_a_list_costs_the_same_queries_at_one_and_at_three_rows(
    ask, kent, address, django_assert_max_num_queries
):
    make.team(kent, "T1")
    ask(TeamList, address)  # what is read once for a process
    with django_assert_max_num_queries(12) as one:
        ask(TeamList, address)
    make.team(kent, "T2"), make.team(kent, "T3")
    with django_assert_max_num_queries(12) as three:
        ask(TeamList, address)
    assert len(one.captured_queries) == len(three.captured_queries)


def test_a_list_goes_by_pages_of_twenty_five(ask, kent):
    for i in range(30):
        make.team(kent, f"Team {i:02}")
    html = ask(TeamList, "/teams/?page=2").content.decode()
    assert ("Team 24" in html, "Team 25" in html, "Page 2 of 2" in html) == (False, True, True)


@pytest.mark.parametrize(
    "address", ["/?page=%00", "/?sort=%00", "/?format=exe", "/?place=x&q=%00", "/?per_page=0"]
)
def test_no_address_breaks_a_list(ask, kent, address):
    make.team(kent, "Thanet")
    assert ask(TeamList, address).status_code == 200


def test_an_empty_list_says_why_and_a_narrowed_one_how_to_widen_it(ask, kent):
    assert "No teams yet." in ask(TeamList).content.decode()
    make.team(kent, "Thanet")
    html = ask(TeamList, "/teams/?q=nobody").content.decode()
    assert ("No teams</h1>" in html, "clear all filters" in html) == (True, True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_what_the_filters_leave_and_nobody_elses(ask, kent, medway, kind):
    for of, name in ((kent, "Thanet"), (kent, "Ashford"), (medway, "Strood")):
        make.team(of, name)
    response = ask(TeamList, f"/teams/?q=thanet&format={kind}")
    assert response["Content-Disposition"] == f'attachment; filename="teams.{kind}"'
    if kind == "csv":
        text = b"".join(response.streaming_content).decode()
        assert ("Thanet" in text, "Ashford" in text, "Strood" in text) == (True, False, False)


@pytest.mark.parametrize("view", [TeamList, DetailPage, ChangeTeam, CloseTeam, CreatePage])
def test_without_the_permission_a_page_is_refused(ask, kent, view):
    closed = type("ClosedPage", (view,), {"model": Team, "permission": MAY_NOT})
    with pytest.raises(PermissionDenied):
        ask(closed, pk=make.team(kent).pk)


@pytest.mark.parametrize("view", [DetailPage, ChangeTeam, CloseTeam])
def test_another_councils_record_does_not_exist(ask, medway, view):
    opened = type("OpenPage", (view,), {"model": Team, "permission": MAY})
    for data in (None, {"name": "Mine now"}):
        with pytest.raises(Http404):
            ask(opened, data=data, pk=make.team(medway).pk)
        if view is DetailPage:
            break


def test_a_change_is_saved_said_and_shown(ask, kent):
    team = make.team(kent)
    response = ask(ChangeTeam, data={"name": "Thanet North"}, pk=team.pk)
    assert (response.status_code, response["Location"]) == (302, f"/teams/{team.pk}/")
    assert response.said == ["Thanet North was changed."]


def test_a_form_with_errors_keeps_what_was_typed(ask, kent):
    response = ask(ChangeTeam, data={"name": "x" * 200}, pk=make.team(kent).pk)
    assert (response.status_code, "x" * 200 in response.content.decode()) == (200, True)


def test_an_action_asks_first_and_a_get_changes_nothing(ask, kent):
    team = make.team(kent, "Thanet")
    html = ask(CloseTeam, pk=team.pk).content.decode()
    team.refresh_from_db()
    assert ("Thanet takes no more students." in html, team.valid_to) == (True, None)


def test_an_action_acts_and_says_so(ask, kent):
    team = make.team(kent, "Thanet")
    response = ask(CloseTeam, data={"go": "1"}, pk=team.pk)
    team.refresh_from_db()
    assert (response.status_code, response.said, str(team.valid_to)) == (
        302,
        ["Thanet is closed."],
        "2020-01-01",
    )


def test_a_refusal_stands_above_the_form(ask, kent):
    response = ask(CloseTeam, data={"go": "1"}, pk=make.team(kent, "Open for ever").pk)
    assert (response.status_code, "This team stays open." in response.content.decode()) == (409, True)


def test_what_the_database_refuses_stands_above_the_form(ask, kent):
    def save(self, form):
        return Organisation.objects.create(slug=kent.slug, name="Kent again", kind=kent.kind)

    clashing = type("Clashing", (ChangeTeam,), {"save": save})
    response = ask(clashing, data={"name": "Twice"}, pk=make.team(kent).pk)
    html = response.content.decode()
    assert (response.status_code, "This was saved already" in html, "Twice" in html) == (409, True, True)


def test_an_action_on_several_rows_leaves_out_those_of_others(ask, kent, medway):
    keys = [make.team(kent).pk, make.team(medway).pk, "x", "9" * 30, "٣"]
    assert ask(CloseTeams, data={"chosen": keys}).said == ["1 closed."]


def test_nothing_chosen_is_said(ask):
    assert ask(CloseTeams, data={"go": "1"}).said == ["Choose at least one row first."]


def test_a_form_without_a_person_is_given_none(ask, kent):
    plain = type("Plain", (CloseTeam,), {"form_class": type("Reason", (Form,), {})})
    assert ask(plain, pk=make.team(kent).pk).status_code == 200
