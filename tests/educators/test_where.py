"""Where they are: the map and the table, for those whose register it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from educators.models import Activity, Educator
from kmtp.partnership.land import forget
from tests import make
from tests.educators.make_where import CANTERBURY, CHATHAM, MARGATE, THANET, make_at, make_land

pytestmark = pytest.mark.django_db
WHERE = "/educators/where/"
MOST_QUERIES = 12


@pytest.fixture
def keeper(kent, signed_in):
    make_land()
    return signed_in(make.coordinator(kent))


def rows(client, address: str = WHERE) -> dict[str, tuple[int, int, int, int, str]]:
    """Return the numbers of each row by its name."""
    found = client.get(address).context["rows"]
    return {one.name: (one.people, one.stage_2, one.stage_1, one.trainees, one.room) for one, _ in found}


def test_districts_have_their_numbers_the_largest_first(kent, keeper):
    make_at(kent, MARGATE, capacity=2)
    make_at(kent, MARGATE, stage=1)
    make_at(kent, CANTERBURY, stage=0)
    assert rows(keeper) == {"Thanet": (2, 1, 1, 0, "3 of 3"), "Canterbury": (1, 0, 0, 1, "0 of 0")}
    assert list(rows(keeper)) == ["Thanet", "Canterbury"]


def test_somebody_without_a_postcode_works_where_the_team_does(kent, keeper):
    make.educator(kent, team=make.team(kent, "Margate Team", postcode=MARGATE))
    make_at(kent, CANTERBURY, team=make.team(kent, "Margate Team"))
    assert set(rows(keeper)) == {"Thanet", "Canterbury"}


def test_whoever_has_no_known_postcode_is_counted_in_a_sentence_and_not_on_the_map(kent, keeper):
    make.educator(kent)
    make_at(kent, "ZZ1 1ZZ")
    make_at(kent, MARGATE)
    page = keeper.get(WHERE)
    assert page.context["lost"] == 2
    assert "2 of 3" in page.text
    assert reverse("educators:quality") in page.text
    assert [circle.mark.key for circle in page.context["drawing"].circles] == [THANET]


def test_a_student_under_way_takes_a_place(kent, keeper):
    busy = make_at(kent, MARGATE, capacity=2)
    today = localdate()
    Activity.objects.create(educator=busy, kind="student", started_on=today - timedelta(days=9))
    Activity.objects.create(educator=busy, kind="student", started_on=today + timedelta(days=9))
    Activity.objects.create(educator=busy, kind="asye", started_on=today - timedelta(days=9))
    assert rows(keeper)["Thanet"][-1] == "1 of 2"


def test_whoever_left_is_not_there_and_whoever_is_on_a_break_offers_no_place(kent, keeper):
    yesterday = localdate() - timedelta(days=1)
    make_at(kent, CANTERBURY, left_on=yesterday)
    make_at(kent, MARGATE, on_break_from=yesterday)
    assert rows(keeper) == {"Thanet": (1, 1, 0, 0, "0 of 0")}


def test_the_filters_of_the_register_narrow_it(kent, keeper):
    make_at(kent, MARGATE, stage=1)
    make_at(kent, CANTERBURY)
    assert set(rows(keeper, WHERE + "?stage=stage-1")) == {"Thanet"}
    assert "Nobody matches these filters" in keeper.get(WHERE + "?stage=trainee").text


def test_by_team_each_team_stands_at_its_own_postcode(kent, keeper):
    team = make.team(kent, "Margate Team", postcode=MARGATE)
    make_at(kent, CANTERBURY, team=team)
    make.educator(kent, team=None)
    page = keeper.get(WHERE + "?by=team")
    assert list(rows(keeper, WHERE + "?by=team")) == ["Margate Team", "No team"]
    assert [circle.mark.key for circle in page.context["drawing"].circles] == [str(team.pk)]


def test_a_number_leads_to_the_register_that_lists_just_those(kent, keeper):
    make_at(kent, MARGATE)
    make_at(kent, MARGATE, stage=1)
    make_at(kent, CANTERBURY)
    ((spot, links), *_) = keeper.get(WHERE).context["rows"]
    for what in ("people", "stage_2", "stage_1", "current"):
        listed = keeper.get(links[what])
        assert listed.context["filter"].found == getattr(spot, what)
        assert listed.context["filter"].ignored == []


def test_a_coordinator_sees_her_own_council_and_the_lead_both(kent, medway, keeper, signed_in):
    make_at(kent, MARGATE)
    make_at(medway, CHATHAM)
    assert set(rows(keeper)) == {"Thanet"}
    assert set(rows(signed_in(make.lead()))) == {"Thanet", "Medway"}


def test_students_who_wait_are_counted_where_they_live(kent, medway, keeper):
    make_at(kent, MARGATE)
    make.request(kent, student=make.student(outward_postcode="CT9"))
    make.request(kent, student=make.student(outward_postcode="CT1"))
    make.request(medway, student=make.student(outward_postcode="CT9"))
    page = keeper.get(WHERE)
    assert page.context["waiting"][THANET] == 1
    assert "Elsewhere" in page.text


def test_the_map_says_its_finding_and_has_no_style_of_its_own(kent, keeper):
    make_at(kent, MARGATE)
    make_at(kent, MARGATE)
    make_at(kent, CANTERBURY)
    page = keeper.get(WHERE).text
    assert "Thanet has the most of 2 districts: 2 of 3" in page
    assert "Office for National Statistics" in page
    picture = page[page.index("<svg xmlns") : page.index("</svg>")]
    assert " style=" not in picture
    assert "<desc" in picture


def test_the_map_shows_how_many_students_wait_where_an_educator_is(kent, keeper):
    make_at(kent, MARGATE)
    make_at(kent, CANTERBURY)
    for _ in "ab":
        make.request(kent, student=make.student(outward_postcode="CT9"))
    page = keeper.get(WHERE).text
    assert page.count('<g class="where__square">') == 1
    assert ">2</text></g>" in page
    assert "Students wait: Thanet 2." in page
    assert "where__square" not in keeper.get(WHERE + "?by=team").text


def test_where_two_have_the_most_the_map_names_both(kent, keeper):
    make_at(kent, MARGATE)
    make_at(kent, CANTERBURY)
    assert "Canterbury and Thanet of 2 districts have the most: 1 each of 2" in keeper.get(WHERE).text


def test_without_postcodes_there_is_a_table_and_a_sentence(kent, signed_in):
    make.educator(kent)
    forget()
    page = signed_in(make.coordinator(kent)).get(WHERE)
    assert "where__picture" not in page.text
    assert "no postcodes are loaded yet" in page.text
    assert "No known postcode" in page.text


def test_an_empty_register_says_what_to_do(keeper):
    assert reverse("educators:import_upload") in keeper.get(WHERE).text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_can_be_taken_away(kind, kent, keeper):
    make_at(kent, MARGATE)
    response = keeper.get(f"{WHERE}?format={kind}")
    assert response.status_code == 200
    if kind == "csv":
        assert "Thanet" in b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("by", ["district", "team"])
@pytest.mark.parametrize("who", ["coordinator", "lead"])
def test_it_takes_as_many_queries_for_three_as_for_one(who, by, kent, keeper, signed_in):
    client = keeper if who == "coordinator" else signed_in(make.lead())
    taken = []
    for number in (1, 3):
        while Educator.objects.count() < number:
            team = make.team(kent, f"Team {Educator.objects.count()}", postcode=MARGATE)
            make_at(kent, (MARGATE, CANTERBURY, CHATHAM)[Educator.objects.count()], team=team)
        client.get(f"{WHERE}?by={by}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{WHERE}?by={by}").status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert taken[1] <= MOST_QUERIES


def test_a_team_near_the_border_belongs_to_its_own_county(kent, medway, keeper, signed_in):
    make_at(medway, CHATHAM, team=make.team(medway, "Chatham Team", postcode=CHATHAM))
    drawn = signed_in(make.lead()).get(WHERE + "?by=team").context["drawing"]
    # Medway's single district is the land; Kent's two lie around it, outside the frame.
    assert len(drawn.land) == 1
