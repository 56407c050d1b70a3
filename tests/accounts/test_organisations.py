"""The partners, kept by the administrator."""

import pytest
from django.urls import reverse

from kmtp.partnership.models import Organisation
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    client.force_login(make.administrator(), backend="kmtp.partnership.backends.RoleBackend")
    return client


def test_a_partner_is_added_and_listed(page):
    asked = {
        "kind": "university", "name": "University of Wye", "short_name": "Wye", "slug": "wye", "theme": "3",
    }  # fmt: skip
    assert page.post(reverse("accounts:organisation_add"), asked).status_code == 302
    assert "University of Wye" in page.get(reverse("accounts:organisations")).content.decode()


def test_a_name_that_is_taken_is_refused_in_words(page):
    make.council("Kent")
    asked = {
        "kind": "council", "name": "kent county council", "short_name": "K", "slug": "k2", "theme": "3",
    }  # fmt: skip
    answer = page.post(reverse("accounts:organisation_add"), asked)
    assert "is already a partner" in answer.content.decode()


def test_what_a_partner_is_never_changes(page):
    kent = make.council("Kent")
    asked = {
        "kind": "agency", "name": "Kent", "short_name": "Kent", "slug": "kent", "theme": "9",
    }  # fmt: skip
    answer = page.post(reverse("accounts:organisation", args=[kent.pk]), asked)
    assert "Choose a colour from 1 to 8" in answer.content.decode()
    page.post(reverse("accounts:organisation", args=[kent.pk]), asked | {"theme": "4"})
    kent = Organisation.objects.get(pk=kent.pk)
    assert (kent.kind, kent.name, kent.theme) == ("council", "Kent", 4)


def test_the_list_costs_the_same_few_queries_however_many_there_are(page, django_assert_max_num_queries):
    for name in ("Kent", "Medway", "Surrey"):
        make.council(name)
    with django_assert_max_num_queries(9):
        page.get(reverse("accounts:organisations"))
