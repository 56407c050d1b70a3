"""The list of everybody with a sign-in."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


def test_people_are_found_by_name_and_role_once_each_whatever_roles_they_hold(client):
    kent = make.council("Kent")
    make.coordinator(kent)
    client.force_login(make.administrator(), backend="kmtp.partnership.backends.RoleBackend")
    for sort in ("", "name", "-name"):
        page = client.get(reverse("accounts:people"), {"role": "coordinator", "sort": sort})
        assert (page.status_code, len(list(page.context["table"].records))) == (200, 1)
