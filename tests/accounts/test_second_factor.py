"""A second factor can be set up from an account that started with an invitation."""

import pytest

from kmtp.accounts import actions
from kmtp.partnership.access import Role
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet herons"


def test_an_invited_person_can_set_up_an_authenticator_app(kent, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    facts = {"name": "N", "email": "n@kent.example", "role": Role.COORDINATOR, "organisation": kent}
    invitation = actions.invite(**facts, by=make.administrator())
    client.post(f"/people/invitation/{invitation.link.token}/", {"password": PASSWORD})
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "n@kent.example", "password": PASSWORD})
    assert client.get("/")["Location"] == "/accounts/2fa/"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.get("/accounts/2fa/totp/activate/")
    assert (answer.status_code, "authenticator" in answer.content.decode().lower()) == (200, True)


def test_the_address_of_a_sign_in_is_not_changed_by_its_owner(kent, signed_in):
    client = signed_in(make.coordinator(kent))
    assert client.get("/accounts/email/")["Location"] == "/"
    assert client.post("/accounts/email/", {"action_add": "", "email": "x@kent.example"}).status_code == 302
