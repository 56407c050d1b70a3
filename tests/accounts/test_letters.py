"""The letters about signing in are in the house's words and go through the outbox."""

import pytest

from kmtp.mail.models import Letter
from tests import make

pytestmark = pytest.mark.django_db


def letter_after(client, path: str, email: str) -> Letter:
    client.post(path, {"email": email})
    return Letter.objects.get()


def test_a_new_password_is_a_link_that_works(client):
    pat = make.person("Pat Green")
    letter = letter_after(client, "/accounts/password/reset/", pat.email)
    assert (letter.to, letter.subject) == (pat.email, "Choose a new password for KMTP")
    link = next(word for word in letter.body.split() if "/accounts/password/reset/key/" in word)
    assert client.get(link.split("testserver", 1)[-1], follow=True).status_code == 200


def test_a_code_to_sign_in_is_sent(client):
    pat = make.person("Pat Green")
    letter = letter_after(client, "/accounts/login/code/", pat.email)
    assert letter.subject == "Your code to sign in to KMTP"


def test_somebody_without_a_sign_in_is_told_so_by_letter_and_not_on_the_page(client):
    letter = letter_after(client, "/accounts/password/reset/", "nobody@kent.example")
    assert "nobody@kent.example. Nobody signs in with it" in letter.body
    assert "signup" not in letter.body
