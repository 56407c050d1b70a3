"""R5, R9, R10, R12, R18: signing in and out, and what ends it."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.accounts import actions
from kmtp.mail import links
from kmtp.partnership.models import Membership, Person
from tests import make
from tests.access.table import ADMINISTRATOR, COORDINATOR, EDUCATOR, LEAD, MANAGER, PARTNER
from tests.access.world import OWN

SIGN_IN = "/accounts/login/"
PASSWORD = "three quiet otters"


@pytest.fixture(autouse=True)
def _no_attempts_before(settings):
    """Attempts are counted in the cache, which no transaction undoes: each test has an empty one of its own."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def somebody(world) -> Person:
    """A coordinator of Kent with a password."""
    person = Person.objects.get(pk=world.people[COORDINATOR].pk)
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, person: Person, password: str = PASSWORD):
    """Type an address and a password."""
    return client.post(SIGN_IN, {"login": person.email, "password": password})


def session_of(client: Client) -> str:
    """Return the session's id."""
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_the_session_id_changes_at_sign_in_and_the_old_one_is_dead_after_sign_out(somebody):
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    assert sign_in(client, somebody).status_code == 302
    signed_in = session_of(client)
    assert signed_in != planted
    client.post("/accounts/logout/")
    replay = Client()
    replay.cookies[settings.SESSION_COOKIE_NAME] = signed_in
    assert replay.get("/educators/")["Location"].startswith(SIGN_IN)


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(somebody):
    client = Client()
    sign_in(client, somebody)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_role_that_is_taken_away_is_gone_on_the_next_page(world):
    client, person = world.client(COORDINATOR), world.people[COORDINATOR]
    assert client.get("/educators/").status_code == 200
    membership = Membership.objects.get(person=person)
    actions.end_role(membership=membership, by=world.people[ADMINISTRATOR], today=localdate())
    assert client.get("/educators/").status_code == 403
    assert client.get("/").status_code == 200


def test_a_role_at_another_council_opens_that_council_alone_on_the_next_page(world):
    client, person, medway = world.client(COORDINATOR), world.people[COORDINATOR], make.council("Medway")
    theirs = reverse("educators:detail", kwargs=world.things["educator"]["council"])
    assert client.get(theirs).status_code == 404
    Membership.objects.filter(person=person).update(organisation=medway)
    assert client.get(theirs).status_code == 200
    assert client.get(reverse("educators:detail", kwargs=world.things["educator"][OWN])).status_code == 404


def test_a_closed_sign_in_ends_every_session_and_opens_no_new_one(world, somebody):
    first, second = world.client(COORDINATOR), Client()
    sign_in(second, somebody)
    assert second.get("/educators/").status_code == 200
    actions.close_sign_in(person=somebody, by=world.people[ADMINISTRATOR])
    for client in (first, second):
        assert client.get("/educators/")["Location"].startswith(SIGN_IN)
    sign_in(second, somebody)
    assert second.get("/educators/")["Location"].startswith(SIGN_IN)


def test_a_code_by_e_mail_does_not_let_in_somebody_whose_sign_in_is_closed(world, somebody):
    actions.close_sign_in(person=somebody, by=world.people[ADMINISTRATOR])
    client = Client()
    client.post("/accounts/login/code/", {"email": somebody.email})
    assert client.get("/educators/")["Location"].startswith(SIGN_IN)


def test_ten_wrong_passwords_close_the_door_for_the_right_one_too(somebody):
    client = Client()
    for _ in range(10):
        sign_in(client, somebody, "wrong password")
    assert sign_in(client, somebody).status_code in {200, 429}
    assert client.get("/educators/")["Location"].startswith(SIGN_IN)


def test_nine_wrong_passwords_do_not(somebody):
    """The negative control."""
    client = Client()
    for _ in range(9):
        sign_in(client, somebody, "wrong password")
    assert sign_in(client, somebody)["Location"] == "/"
    assert client.get("/educators/").status_code == 200


def test_a_stranger_and_a_known_address_get_the_same_words(somebody):
    known = sign_in(Client(), somebody, "wrong password").content.decode()
    stranger = Person(email="nobody@kent.example")
    unknown = sign_in(Client(), stranger, "wrong password").content.decode()
    assert _without_token(known.replace(somebody.email, "X")) == _without_token(
        unknown.replace(stranger.email, "X")
    )


def _without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("who", [COORDINATOR, LEAD, MANAGER, ADMINISTRATOR])
def test_a_powerful_role_sets_up_a_second_factor_before_anything_else(who, world, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    for url in ("/", "/educators/", "/reports/", "/people/"):
        response = world.client(who).get(url)
        assert (response.status_code, response["Location"]) == (302, reverse("mfa_index"))
    assert world.client(who).post("/people/invite/", {})["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("who", [EDUCATOR, PARTNER])
def test_the_other_roles_may_go_on_without_one(who, world, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert world.client(who).get("/").status_code == 200


def test_a_second_factor_that_is_not_required_keeps_nobody_out(world, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert world.client(COORDINATOR).get("/educators/").status_code == 200


def test_nobody_signs_up_unasked(world):
    facts = {"email": "new@kent.example", "password1": PASSWORD, "password2": PASSWORD}
    Client().post("/accounts/signup/", facts)
    assert not Person.objects.filter(email="new@kent.example").exists()


def test_signing_in_leads_to_no_other_site(somebody):
    client = Client()
    facts = {"login": somebody.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(SIGN_IN, facts)["Location"].startswith("/")
    assert not client.post(SIGN_IN, facts | {"next": "//evil.example/"})["Location"].startswith("//")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_does_not_use_an_invitation_up(method, world):
    url = reverse("accounts:accept", kwargs=world.things["invitation link"][OWN])
    for _ in range(3):
        assert getattr(Client(), method)(url).status_code == 200
    assert Client().post(url, {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("end", ["used", "revoked", "expired", "wrong purpose", "unknown"])
def test_a_link_that_is_spent_makes_no_sign_in(end, world):
    """R17, F10: a clear page, never a failure, and no second account."""
    invitation = world.rows["invitation link"][OWN]
    url, people = (
        reverse("accounts:accept", kwargs=world.things["invitation link"][OWN]),
        Person.objects.count(),
    )
    if end == "used":
        Client().post(url, {"password": PASSWORD})
        people += 1
    elif end == "revoked":
        links.revoke(invitation.link)
    elif end == "expired":
        type(invitation.link).objects.filter(pk=invitation.link.pk).update(
            created_at="2020-01-01T00:00Z", expires_at="2020-02-01T00:00Z"
        )
    elif end == "wrong purpose":
        url = reverse("accounts:accept", args=[links.issue(purpose="forum", days=5).token])
    else:
        url = reverse("accounts:accept", args=["x" * 43])
    client = Client(raise_request_exception=False)
    for response in (client.get(url), client.post(url, {"password": PASSWORD})):
        assert response.status_code in ({302, 409, 410} if end == "used" else {404, 410})
    assert Person.objects.count() == people
