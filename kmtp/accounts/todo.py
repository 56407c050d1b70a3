"""What an administrator reads of people, for the first page."""

from datetime import date
from typing import Any

from django.urls import reverse

from kmtp.accounts.models import Invitation
from kmtp.partnership.front_page import Line, numbers
from kmtp.partnership.models import Membership, Person


def lines(user: Any, today: date) -> list[Line]:
    """Say whose invitation is open, who cannot do anything, and how many can sign in. One query."""
    if not user.has_perm("partnership.invite_person"):
        return []
    people = Person.objects.visible_to(user).filter(is_active=True)
    idle = people.exclude(pk__in=Membership.objects.current().order_by().values("person"))
    found = numbers(user, invited=Invitation.objects.visible_to(user).open(), idle=idle, people=people)
    return [*_idle(found["idle"]), *_invited(found["invited"]), _people(found["people"])]


def _idle(number: int) -> list[Line]:
    words = "1 person who can sign in has" if number == 1 else f"{number:,} people who can sign in have"
    return [Line(f"{words} no role, so sees nothing", reverse("accounts:people"))] if number else []


def _invited(number: int) -> list[Line]:
    words = "1 invitation is" if number == 1 else f"{number:,} invitations are"
    return [Line(f"{words} not taken up yet", reverse("accounts:people"))] if number else []


def _people(number: int) -> Line:
    words = "1 person" if number == 1 else f"{number:,} people"
    return Line(f"{words} can sign in", reverse("accounts:people"), asks=False)
