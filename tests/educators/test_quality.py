"""Data quality: each check finds what fails it, and the page counts it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from educators.models import Educator
from educators.quality import CHECKS
from tests import make

pytestmark = pytest.mark.django_db


def failed(check):
    """Return the first names of those who fail a check today."""
    rows = Educator.objects.filter(CHECKS[check].condition(localdate()))
    return sorted(rows.values_list("first_name", flat=True))


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    [
        ("number", {"swe_number": ""}, {"swe_number": "SW12"}),
        ("registration", {"registered_until": date(2019, 1, 1)}, {"registered_until": date(2090, 1, 1)}),
        ("email", {"email": ""}, {"email": "good@kent.example"}),
        ("team", {"team": None}, {}),
        ("postcode", {"postcode": ""}, {"postcode": "ME4 4TR"}),
        ("unknown-postcode", {"postcode": "ZZ9 9ZZ"}, {"postcode": ""}),
        ("award", {"stage": 0}, {"stage": 1}),
        ("training", {"stage": 0}, {"stage": 0, "joined_on": localdate()}),
        ("idle", {"stage": 2}, {"stage": 0}),
        ("unconfirmed", {"confirmed_on": None}, {"confirmed_on": localdate() - timedelta(days=30)}),
        ("capacity", {"capacity": 0}, {"capacity": 1}),
        ("provider", {"is_independent": True, "team": None}, {}),
    ],
)
def test_a_check_finds_what_fails_it_and_nothing_else(check, bad, good):
    make.educator(first_name="Bad", **bad)
    make.educator(first_name="Good", **good)
    assert failed(check) == ["Bad"]


def test_the_same_name_twice_is_found_within_a_council_only():
    make.educator(first_name="Same")
    make.educator(first_name="Same")
    make.educator(make.council("Medway"), first_name="Same", last_name="Other", team=None)
    make.educator(first_name="Single")
    assert failed("twice") == ["Same", "Same"]


def test_every_check_leads_to_a_list_with_its_fix(client):
    client.force_login(make.coordinator(make.council()))
    educator = make.educator(swe_number="")
    page = client.get(reverse("educators:mend"), {"check": "number"}).content.decode()
    assert f"{reverse('educators:change', args=[educator.pk])}#id_swe_number" in page


def test_another_councils_records_are_not_counted(client):
    client.force_login(make.coordinator(make.council()))
    medway = make.council("Medway")
    make.educator(medway, first_name="Theirs", team=make.team(medway, "Numbat Team"))
    assert "Numbat" not in client.get(reverse("educators:quality")).content.decode()
    assert "Theirs" not in client.get(reverse("educators:mend")).content.decode()


@pytest.mark.parametrize("name", ["quality", "mend"])
def test_a_page_costs_the_same_at_one_and_three_rows(client, name):
    client.force_login(make.coordinator(make.council()))
    counts = []
    for more in (1, 2):
        for number in range(more):
            make.educator(first_name=f"P{more}{number}")
        client.get(reverse(f"educators:{name}"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"educators:{name}")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
