"""The manager's figures: numbers of the council, names of the own teams only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from educators import figures
from educators.models import Activity, Educator
from kmtp.partnership.models import ServiceArea
from tests import make

pytestmark = pytest.mark.django_db
FIGURES = "/educators/figures/"
MOST_QUERIES = 12


@pytest.fixture
def martha(kent):
    return make.manager(kent)


@pytest.fixture
def own(kent, martha):
    return make.team(kent, "Own Team", manager=martha)


def test_names_stand_there_of_the_own_teams_only(kent, own, martha, signed_in):
    make.educator(kent, last_name="Ours", team=own)
    make.educator(kent, last_name="Theirs", team=make.team(kent, "Other Team"))
    make.educator(kent, last_name="Nobodys", team=None)
    page = signed_in(martha).get(FIGURES)
    assert "Stella Ours" in page.text
    assert "Theirs" not in page.text
    assert "Nobodys" not in page.text
    assert page.context["figures"].people == 3


def test_a_team_of_another_council_shows_nothing_whoever_it_names_as_manager(medway, own, martha, signed_in):
    make.educator(medway, last_name="Elsewhere", team=make.team(medway, "Medway Team", manager=martha))
    page = signed_in(martha).get(FIGURES)
    assert "Elsewhere" not in page.text
    assert page.context["figures"].people == 0


def test_the_register_is_counted_by_service_area_and_locality(kent, own, martha, signed_in):
    make.educator(kent, team=own)
    make.educator(kent, team=own, stage=1)
    make.educator(kent, team=None, stage=0)
    counted = signed_in(martha).get(FIGURES).context["figures"]
    by_area = counted.by("team__service_area__name")
    assert [(name, sums["people"]) for name, sums in by_area] == [
        ("Children in Care", 2),
        (figures.NO_TEAM, 1),
    ]
    assert (counted.total("stage_2"), counted.total("stage_1"), counted.total("trainees")) == (1, 1, 1)


def test_current_due_and_lapsed_add_up_to_those_with_an_award(kent, martha, signed_in):
    make.educator(kent)
    make.educator(kent, stage=0)
    counted = signed_in(martha).get(FIGURES).context["figures"]
    assert counted.total("current") + counted.total("lapsed") == 1


def test_whoever_left_is_not_counted(kent, martha, signed_in):
    make.educator(kent, left_on=localdate() - timedelta(days=1))
    assert "Nobody is on the register of your council yet" in signed_in(martha).get(FIGURES).text


def test_a_student_now_takes_a_place(kent, own, martha, signed_in):
    busy = make.educator(kent, team=own, capacity=2)
    Activity.objects.create(educator=busy, kind="student", started_on=localdate() - timedelta(days=9))
    page = signed_in(martha).get(FIGURES)
    assert "1 practice educators" in page.text or "1 practice educator" in page.text
    assert (page.context["figures"].total("free"), page.context["figures"].total("offered")) == (1, 2)


def test_a_manager_without_a_team_reads_what_to_do(kent, martha, signed_in):
    make.educator(kent)
    assert "ask your coordinator to enter you as its manager" in signed_in(martha).get(FIGURES).text


def test_the_lead_counts_all_councils_and_a_coordinator_her_own(kent, medway, signed_in):
    make.educator(kent)
    make.educator(medway)
    seen = {
        who: signed_in(who).get(FIGURES).context["figures"].people
        for who in (make.lead(), make.coordinator(kent))
    }
    assert sorted(seen.values()) == [1, 2]


@pytest.mark.parametrize("who", ["educator", "partner", "administrator"])
def test_other_roles_are_refused(who, kent, cccu, signed_in):
    people = {
        "educator": lambda: make.educator(kent, sign_in=True).person,
        "partner": lambda: make.partner(cccu),
        "administrator": make.administrator,
    }
    assert signed_in(people[who]()).get(FIGURES).status_code == 403


def test_it_takes_as_many_queries_for_three_as_for_one(kent, own, martha, signed_in):
    client, taken = signed_in(martha), []
    for number in (1, 3):
        while Educator.objects.count() < number:
            make.educator(kent, team=own)
        with CaptureQueriesContext(connection) as queries:
            client.get(FIGURES)
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert taken[1] <= MOST_QUERIES


def some(council, number, area):
    facts = {"group": ServiceArea.Group.CHILDREN}
    where = ServiceArea.objects.get_or_create(organisation=council, name=area, defaults=facts)[0]
    team = make.team(council, f"{area} Team", service_area=where)
    for n in range(number):
        make.educator(council, first_name=f"P{n}", last_name=area, team=team)


def areas(page):
    """Return the rows of the table of service areas."""
    return [(str(row.cells[0]), row.cells[4]) for row in page.context["groups"][0][1].rows]


def test_r3_a_manager_sees_no_group_of_fewer_than_five(kent, martha, signed_in):
    for number, area in ((7, "Adults"), (6, "Duty"), (1, "Fostering"), (2, "Leaving Care")):
        some(kent, number, area)
    page = signed_in(martha).get(FIGURES)
    assert areas(page) == [("Adults", 7), ("Other service areas together", 9), ("All", 16)]
    assert "Fostering" not in page.text


def test_r3_the_one_small_group_cannot_be_found_by_taking_the_others_from_the_whole(kent, martha, signed_in):
    for number, area in ((7, "Adults"), (6, "Duty"), (1, "Fostering")):
        some(kent, number, area)
    page = signed_in(martha).get(FIGURES)
    assert areas(page) == [("Adults", 7), ("Other service areas together", 7), ("All", 14)]


def test_groups_that_are_large_enough_keep_their_names(kent, martha, signed_in):
    for number, area in ((6, "Adults"), (5, "Duty")):
        some(kent, number, area)
    assert areas(signed_in(martha).get(FIGURES)) == [("Adults", 6), ("Duty", 5), ("All", 11)]


def test_whoever_may_open_the_register_sees_small_groups(kent, signed_in):
    for number, area in ((6, "Adults"), (1, "Fostering")):
        some(kent, number, area)
    page = signed_in(make.coordinator(kent)).get(FIGURES)
    assert areas(page) == [("Adults", 6), ("Fostering", 1), ("All", 7)]
