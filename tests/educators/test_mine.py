"""The practice educator's own home: what is asked of her first, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from educators.actions import confirmations
from educators.models import Confirmation
from tests import make
from tests.educators.make_availability import make_open_call

pytestmark = pytest.mark.django_db
MINE = "educators:mine"


@pytest.fixture
def educator(client):
    made = make.educator(sign_in=True, email="stella@kent.example")
    client.force_login(made.person)
    return made


def home(client):
    """Return the words of her home."""
    return client.get(reverse(MINE)).content.decode()


def test_what_is_asked_of_her_stands_before_her_record(client, educator):
    make_open_call()
    confirmations.ask_everybody(
        council=educator.council,
        by=make.coordinator(educator.council),
        today=educator.joined_on.replace(year=2026),
    )
    words = home(client)
    assert words.index("Look at my record") < words.index("How we reach you")
    assert words.index("Say what I can offer") < words.index("How we reach you")


def test_corrections_that_wait_are_said(client, educator):
    client.post(
        reverse("educators:mine_check"),
        {
            "first_name": "Stella",
            "last_name": "Two",
            "base": "on-site",
            "capacity": "2",
            "team": educator.team_id,
        },
    )
    assert Confirmation.objects.get().state == "waiting"
    assert "Corrections waiting" in home(client)


def test_a_sign_in_without_a_record_is_told_whom_to_ask(client):
    client.force_login(make.person("Una Unlinked", role="educator", at=make.council()))
    assert "not linked to a record" in home(client)


@pytest.mark.parametrize("name", ["mine", "mine_record", "mine_check", "mine_availability"])
def test_a_page_of_hers_costs_at_most_twelve_queries(client, educator, name):
    make_open_call()
    url = reverse(f"educators:{name}")
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= 12, "\n".join(one["sql"][:160] for one in queries)


@pytest.mark.parametrize("name", ["mine", "mine_record", "mine_check", "mine_change", "mine_availability"])
def test_the_pages_of_ones_own_are_closed_to_a_coordinator(client, name):
    client.force_login(make.coordinator(make.council()))
    assert client.get(reverse(f"educators:{name}")).status_code == 403
