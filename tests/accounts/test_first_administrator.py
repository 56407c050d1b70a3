"""A new installation starts with one administrator, made on its server."""

import pytest
from django.core.management import CommandError, call_command

from kmtp.accounts.management.commands import first_administrator
from kmtp.partnership.models import Person
from tests import make

pytestmark = pytest.mark.django_db
MODULE = first_administrator.__name__


def test_the_first_administrator_can_invite(monkeypatch, signed_in):
    monkeypatch.setattr(f"{MODULE}.getpass", lambda prompt: "three quiet herons")
    call_command("first_administrator", "Ada@council.example", "Ada Winter", verbosity=0)
    ada = Person.objects.get(email="ada@council.example")
    assert ada.check_password("three quiet herons")
    assert signed_in(ada).get("/people/invite/").status_code == 200


def test_a_weak_password_makes_nobody(monkeypatch):
    monkeypatch.setattr(f"{MODULE}.getpass", lambda prompt: "short")
    with pytest.raises(CommandError, match="at least 12 characters"):
        call_command("first_administrator", "ada@council.example", "Ada Winter")
    assert not Person.objects.exists()


def test_a_second_one_is_invited_by_the_first():
    make.administrator()
    with pytest.raises(CommandError, match="Ask them to invite you"):
        call_command("first_administrator", "eve@council.example", "Eve")
