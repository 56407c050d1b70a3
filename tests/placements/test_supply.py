"""Demand against supply: what fits, what is counted, the page and its lists."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.land import Ground, Land
from placements import market, months
from placements.market import Sheet
from placements.models import Offer
from placements.supply import Asked, Line, Market, Offered, unfit
from tests import make

MOST_QUERIES = 12
KENT, MEDWAY = 1, 2
YEAR = AcademicYear(2030)
AUTUMN, JANUARY, END = date(2030, 9, 2), date(2031, 1, 6), date(2031, 8, 31)


def asked(kind="first", starts_on=JANUARY, **facts):
    return Asked(facts.pop("council", KENT), kind, starts_on, facts.pop("ends_on", date(2031, 6, 1)), **facts)


def offered(*kinds, starts_on=AUTUMN, **facts):
    return Offered(
        facts.pop("council", KENT), frozenset(kinds), starts_on, facts.pop("ends_on", END), **facts
    )


def test_a_request_fits_an_offer_of_its_council_kind_and_dates():
    whole = offered("first", starts_on=JANUARY, ends_on=date(2031, 6, 1))
    assert whole.takes(asked())
    wrong = (
        asked(council=MEDWAY),
        asked("final"),
        asked(starts_on=date(2031, 1, 5)),
        asked(ends_on=date(2031, 6, 2)),
    )
    assert [whole.takes(one) for one in wrong] == [False] * 4


def test_somebody_moves_to_another_offer_when_that_makes_room():
    both, first = offered("first", "final"), offered("first")
    early, late = asked("first", date(2031, 1, 5)), asked("final")
    assert unfit([early, late], [both, first]) == []


def test_the_later_start_is_left_over():
    early, late = asked(starts_on=AUTUMN), asked(starts_on=JANUARY)
    assert unfit([late, early], [offered("first")]) == [late]
    assert unfit([early], [offered("first", free=0)]) == [early]


def brute(demand, supply):
    """Return the fewest left over, by trying everything."""
    if not demand:
        return 0
    rest, best = demand[1:], 1 + brute(demand[1:], supply)
    for place, one in enumerate(supply):
        if one.takes(demand[0]):
            best = min(best, brute(rest, supply[:place] + supply[place + 1 :]))
    return best


SORTS = st.sampled_from(("first", "final", "readiness"))
STARTS, ENDS = st.sampled_from((AUTUMN, JANUARY)), st.sampled_from((date(2031, 6, 1), END))
DEMAND = st.lists(
    st.builds(lambda kind, day, last: asked(kind, day, ends_on=last), SORTS, STARTS, ENDS), max_size=7
)
SUPPLY = st.lists(
    st.builds(
        lambda kinds, day, last, free: offered(*kinds, starts_on=day, ends_on=last, free=free),
        st.sets(SORTS, min_size=1),
        STARTS,
        ENDS,
        st.integers(0, 2),
    ),
    max_size=4,
)


@given(DEMAND, SUPPLY)
def test_no_fewer_could_be_left_over(demand, supply):
    places = [replace(one, free=1) for one in supply for _ in range(one.free)]
    assert len(unfit(demand, supply)) == brute(demand, places)


@given(DEMAND, SUPPLY)
def test_who_starts_earlier_is_never_left_over_for_who_starts_later(demand, supply):
    autumn = [one for one in demand if one.starts_on == AUTUMN]
    left = unfit(demand, supply)
    assert [one for one in left if one.starts_on == AUTUMN] == unfit(autumn, supply)


def test_requests_and_offers_that_are_alike_are_compared_once(monkeypatch):
    compared, runs_for = [], Offered.runs_for
    monkeypatch.setattr(Offered, "runs_for", lambda *pair: compared.append(pair) or runs_for(*pair))
    demand = [asked(kind, district=str(one)) for one in range(500) for kind in ("first", "final")]
    days = [date(2030, 9, 1 + one % 28) for one in range(450)]
    supply = [offered("first", "final", starts_on=day, district=str(day), places=2, free=2) for day in days]
    assert len(unfit(demand, supply)) == 100
    assert len(compared) < 10


def test_rows_count_an_offer_wherever_it_can_be_used():
    counted = Market.of(
        [asked(service="adults"), asked(), asked("final", AUTUMN)],
        [offered("first", "final", starts_on=JANUARY, service="adults", places=2, free=1)],
    )
    assert counted.by_kind()[:2] == [
        Line("first", "First placement (70 days)", 2, 2, 1, 1),
        Line("final", "Final placement (100 days)", 1, 2, 1, 1),
    ]
    assert counted.by_month(["2030-09", "2031-01"]) == [
        Line("2030-09", "September 2030", 1, 0, 0, 1),
        Line("2031-01", "January 2031", 2, 2, 1, 1),
    ]
    assert counted.by_service({"adults": "Adults", "children": "Children"}) == [
        Line("adults", "Adults", 1, 2, 1),
        Line("children", "Children", 0, 0, 0),
        Line("none", "No wish", 2, None, None),
    ]
    assert (counted.total.unfit, counted.total.short) == (2, 2)
    assert counted.where_it_will_not_fit() == [
        "1 final placement that should start in September 2030 fits no free place",
        "1 first placement that should start in January 2031 fits no free place",
    ]


def test_districts_where_most_is_missing_come_first():
    counted = Market.of(
        [asked(district="A"), asked(district="B"), asked(district="B"), asked()],
        [offered("first", district="A")],
    )
    labels = {"A": "Ashford", "B": "Dover", "C": "Swale"}
    assert [(line.label, line.short) for line in counted.by_district(labels)] == [
        ("Dover", 2),
        ("Ashford", 0),
        ("District not known", 1),
    ]


def test_months_are_named_and_counted():
    assert months.between(date(2030, 11, 30), date(2031, 2, 1)) == [
        ("2030-11", "November 2030"),
        ("2030-12", "December 2030"),
        ("2031-01", "January 2031"),
        ("2031-02", "February 2031"),
    ]
    assert months.span("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert [months.is_one(text) for text in ("2031-12", "2031-13", "1", "2031-1")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.fixture
def ground(monkeypatch):
    """A land of two districts, known by their outward codes."""
    grounds = {
        code: Ground(code, name, "Kent", (), (0, 0)) for code, name in (("E1", "Medway"), ("E2", "Swale"))
    }
    known = Land(grounds, {"ME4": "E1", "ME10": "E2"})
    for place in ("placements.market.land", "placements.filters.choices.land"):
        monkeypatch.setattr(place, lambda: known)


def offer_at(team, **facts):
    facts = {"kinds": ["first"], "starts_on": AUTUMN, "ends_on": END, "offered_on": AUTUMN, **facts}
    return Offer.objects.create(council=team.organisation, team=team, **facts)


def request_at(council, outward="ME4", **facts):
    student = make.student(outward_postcode=outward)
    facts = {"starts_on": JANUARY, "ends_on": date(2031, 6, 1), "kind": "first", **facts}
    return make.request(council, student=student, **facts)


@pytest.fixture
def world(kent, medway, ground):
    """Three who wait in Kent, two offers with one place taken; something in Medway."""
    chatham = make.team(kent, postcode="ME4 4TR")
    taken = offer_at(chatham, places=2)
    make.placement(kent, kind="first", offer=taken, starts_on=JANUARY, ends_on=END)
    offer_at(make.team(kent, name="Other Team"), kinds=["final"])
    offer_at(chatham, withdrawn_on=AUTUMN, withdrawn_because="Vacancies")
    request_at(kent)
    request_at(kent, "ME10", wishes="adults")
    request_at(kent, "", kind="final", starts_on=AUTUMN, ends_on=date(2031, 3, 1))
    request_at(kent, withdrawn_on=AUTUMN)
    request_at(medway)
    offer_at(make.team(medway, name="Strood Team"))


@pytest.mark.django_db
def test_the_numbers_are_those_of_the_lists_behind_them(client, kent, world):
    person = make.coordinator(kent)
    client.force_login(person, backend="kmtp.partnership.backends.RoleBackend")
    sheet = Sheet(person, YEAR)
    assert sheet.market.total == Line("", "All", 3, 3, 2, 1)
    for part in sheet.parts:
        for line, requests, offers in part.rows:
            assert client.get(requests).context["filter"].ignored == []
            assert client.get(requests).context["table"].paginator.count == line.waiting, (part.title, line)
            if line.places is not None:
                shown = client.get(offers).context
                assert (shown["filter"].ignored, sum(one.places for one in shown["table"].records)) == (
                    [],
                    line.places,
                ), (part.title, line)


@pytest.mark.django_db
def test_a_season_counts_its_own_months(kent, world):
    found = {
        season: Sheet(make.coordinator(kent), YEAR, season).market.total.waiting for season in market.SEASONS
    }
    assert found == {"year": 3, "autumn": 1, "spring": 2, "summer": 0}


@pytest.mark.django_db
def test_the_lead_sees_both_councils_or_one(client, world):
    client.force_login(make.lead(), backend="kmtp.partnership.backends.RoleBackend")
    address = f"{reverse('placements:market')}?year={YEAR.slug}"
    waiting = [client.get(address + more).context["total"].waiting for more in ("", "&council=medway")]
    assert waiting == [4, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["year=soon", "season=christmas"])
def test_a_season_that_is_none_is_not_found(client, kent, query):
    client.force_login(make.coordinator(kent), backend="kmtp.partnership.backends.RoleBackend")
    assert client.get(f"{reverse('placements:market')}?{query}").status_code == 404


@pytest.mark.django_db
def test_the_page_asks_little_whatever_there_is(client, kent, ground):
    client.force_login(make.coordinator(kent), backend="kmtp.partnership.backends.RoleBackend")
    address = f"{reverse('placements:market')}?year={YEAR.slug}"
    counts = []
    for number in (1, 2):
        for turn in range(number):
            offer_at(make.team(kent, name=f"Team {number} {turn}"))
            request_at(kent)
        client.get(address)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.django_db
def test_the_workbook_holds_every_row(client, kent, world):
    client.force_login(make.coordinator(kent), backend="kmtp.partnership.backends.RoleBackend")
    response = client.get(f"{reverse('placements:market')}?year={YEAR.slug}&format=xlsx")
    rows = list(load_workbook(BytesIO(response.getvalue())).active.values)
    assert rows[0] == (
        *("By", "What", "Students waiting", "Places offered", "Places free", "Places missing", "Fit nowhere"),
    )
    assert rows[1] == ("Kind", "First placement (70 days)", 2, 2, 1, 1, 1)
    assert len(rows) == 1 + 3 + 12 + 5 + 3
