"""Lists that grow by the year begin with last year; earlier rows are found by a search, a year, or on demand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.partnership.academic_year import AcademicYear
from placements.models import Offer
from tests import make

pytestmark = pytest.mark.django_db
LAST = AcademicYear.of(localdate()).previous
OLD = {"starts_on": LAST.starts_on - timedelta(days=1), "ends_on": LAST.starts_on + timedelta(days=90)}
NEW = {"starts_on": LAST.starts_on, "ends_on": LAST.starts_on + timedelta(days=90)}


@pytest.fixture
def opened(kent, signed_in):
    """Return a function that opens a list as the council's coordinator."""
    client = signed_in(make.coordinator(kent))
    return lambda name, **query: client.get(reverse(f"placements:{name}"), query)


def listed(page) -> set[object]:
    """Return the rows that a list shows; its heading counts as many."""
    rows = set(page.context["table"].page.object_list.data)
    assert page.context["table"].paginator.count == len(rows)
    return rows


def test_placements_begin_with_last_year_and_with_what_is_not_over(kent, opened):
    new, held = make.placement(kent, state="passed", **NEW), make.placement(kent, **OLD)
    make.placement(kent, state="passed", **OLD)
    page = opened("list")
    assert listed(page) == {new, held}
    assert f"Those that start from 1 September {LAST.start} on, and all that are not over." in page.text
    assert "back=all" in page.text


@pytest.mark.parametrize(
    "query", [{"back": "all"}, {"year": AcademicYear.of(OLD["starts_on"]).slug}, {"q": "S-0"}]
)
def test_earlier_ones_are_shown_on_demand_by_their_year_and_to_who_searches(kent, opened, query):
    old = make.placement(kent, state="passed", **OLD)
    assert listed(opened("list")) == set()
    assert listed(opened("list", **query)) == {old}


def test_this_year_chosen_keeps_the_numbers_to_the_horizon(kent, opened):
    make.placement(kent, state="passed", **NEW)
    make.placement(kent, state="passed", **OLD)
    [years] = [one for one in opened("list", year=LAST.slug).context["filter"].facets if one.name == "year"]
    assert [(one.value, one.count) for one in years.choices] == [(LAST.slug, 1)]
    [years] = [one for one in opened("list", back="all").context["filter"].facets if one.name == "year"]
    assert [one.count for one in years.choices] == [1, 1]


def test_all_of_a_list_leads_back_to_the_latest_and_keeps_what_is_chosen(kent, opened):
    page = opened("list", back="all", state="passed")
    assert "All of them, however long ago." in page.text
    assert page.context["filter"].back_href == "?state=passed"
    assert ("back", "all") in page.context["filter"].kept


def test_requests_begin_with_last_year(kent, opened):
    new, old = make.request(kent, **NEW), make.request(kent, **OLD)
    assert listed(opened("request_list")) == {new}
    assert listed(opened("request_list", back="all")) == {new, old}


def test_offers_begin_with_those_that_end_in_last_year(kent, opened):
    facts = {"council": kent, "team": make.team(kent), "kinds": ["final"], "offered_on": make.TODAY}
    new = Offer.objects.create(starts_on=OLD["starts_on"], ends_on=LAST.starts_on, **facts)
    old = Offer.objects.create(starts_on=OLD["starts_on"], ends_on=OLD["starts_on"], **facts)
    assert listed(opened("offer_list")) == {new}
    assert listed(opened("offer_list", back="all")) == {new, old}
