"""The partnership lead sets how long students travel, from a day on; a coordinator reads it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kmtp.audit import Refused
from placements import gathering
from placements.actions import travel
from placements.forms.travel import SENTENCES, TOO_LATE
from placements.matching.travel import StraightLine
from placements.models import TravelPolicy
from tests import make

pytestmark = pytest.mark.django_db
TYPED = {
    "in_force_from_day": "1",
    "in_force_from_month": "9",
    "in_force_from_year": "2020",
    "driver_start": "12",
    "driver_per_km": "1.8",
    "other_start": "25",
    "other_per_km": "3.5",
    "most_minutes": "75",
}


def test_the_lead_sets_travel_from_a_day_on_and_an_allocation_reckons_with_it(signed_in):
    TravelPolicy.objects.create(in_force_from=date(2019, 9, 1), most_minutes=80)
    desk, url = signed_in(make.lead()), reverse("placements:travel_add")
    assert desk.get(url).context["form"].initial["most_minutes"] == 80
    done = desk.post(url, TYPED, follow=True)
    assert "Drafts that are made from now on reckon with it" in done.text
    assert gathering.travel_on(date(2020, 8, 31)).most_minutes == 80
    assert gathering.travel_on(date(2020, 9, 1)) == StraightLine(12, 1.8, 25, 3.5, 75)


def test_the_page_says_what_holds_today_with_examples(kent, signed_in):
    desk = signed_in(make.coordinator(kent))
    text = " ".join(desk.get(reverse("placements:travel")).text.split())
    assert "Nothing is set, so the usual times hold" in text
    assert '15 km</th><td class="govuk-table__cell govuk-table__cell--numeric">34 minutes</td>' in text
    TravelPolicy.objects.create(in_force_from=date(2019, 9, 1), driver_per_km="2.00", most_minutes=80)
    TravelPolicy.objects.create(in_force_from=date(2090, 9, 1), most_minutes=30)
    text = " ".join(desk.get(reverse("placements:travel")).text.split())
    assert "Since 1 Sep 2019: no student is asked to travel more than 80 minutes" in text
    assert "10 minutes, and 2 for each km" in text
    assert "Set from a day on" not in text


def test_two_settings_do_not_start_on_one_day(signed_in):
    TravelPolicy.objects.create(in_force_from=date(2020, 9, 1))
    page = signed_in(make.lead()).post(reverse("placements:travel_add"), TYPED)
    assert page.context["form"].errors == {
        "in_force_from": ["Another setting takes effect on this day. Change that one."]
    }
    with pytest.raises(Refused, match="Change that one"):
        travel.keep(policy=TravelPolicy(in_force_from=date(2020, 9, 1)), by=make.lead())


@pytest.mark.parametrize(
    "facts",
    [
        {"driver_per_km": 0},
        {"other_per_km": -1},
        {"most_minutes": 0},
        {"most_minutes": 361},
        {"other_start": 91},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_by_the_form_and_by_the_database(signed_in, facts):
    page = signed_in(make.lead()).post(reverse("placements:travel_add"), TYPED | facts)
    assert page.status_code == 200 and page.context["form"].errors
    with pytest.raises(IntegrityError), transaction.atomic():
        TravelPolicy.objects.create(in_force_from=date(2021, 9, 1), **facts)
    TravelPolicy.objects.create(in_force_from=date(2021, 9, 1), most_minutes=360, other_per_km="0.1")


def test_each_field_says_what_it_wants(signed_in):
    typed = {"driver_start": "-1", "driver_per_km": "much", "other_start": "", "other_per_km": "0"}
    desk, url = signed_in(make.lead()), reverse("placements:travel_add")
    page = desk.post(url, TYPED | typed | {"most_minutes": "361"})
    said = {name: list(errors) for name, errors in page.context["form"].errors.items()}
    assert said == {name: [sentence] for name, sentence in SENTENCES.items()}
    page = desk.post(url, TYPED | {"driver_start": "76", "driver_per_km": "1.234", "other_start": "75"})
    said = {name: list(errors) for name, errors in page.context["form"].errors.items()}
    assert said == {"driver_start": [TOO_LATE], "driver_per_km": [SENTENCES["driver_per_km"]]}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_any_number(kent, signed_in, number, django_assert_num_queries):
    for year in range(number):
        TravelPolicy.objects.create(in_force_from=date(2010 + year, 9, 1))
    desk = signed_in(make.coordinator(kent))
    with django_assert_num_queries(4):
        desk.get(reverse("placements:travel"))
