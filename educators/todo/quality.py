"""What is asked about the quality of records."""

from datetime import date
from typing import Any

from django.urls import reverse

from educators.models import Confirmation, Educator
from educators.quality import failing
from educators.todo.asking import Ask


def asks(user: Any, today: date) -> list[Ask]:
    """Return what is asked of ``user``, uncounted."""
    found = [to_decide(user), to_mend(user, today)] if user.has_perm("educators.change_educator") else []
    return found + ([own(user)] if user.has_perm("educators.view_own_record") else [])


def to_decide(user: Any) -> Ask:
    """Return the corrections that wait for a coordinator."""
    rows = Confirmation.objects.visible_to(user).to_decide()
    one = "1 practice educator corrected a record and waits for your decision"
    many = "{} practice educators corrected their records and wait for your decision"
    return Ask("corrections", rows, one, many, f"{reverse('educators:corrections')}?state=waiting")


def to_mend(user: Any, today: date) -> Ask:
    """Return the records that lack what every record needs."""
    rows = Educator.objects.visible_to(user).active_on(today).filter(failing(["number", "team"], today))
    url = f"{reverse('educators:mend')}?check=number&check=team"
    one = "1 record lacks a Social Work England number or a team"
    many = "{} records lack a Social Work England number or a team"
    return Ask("quality", rows, one, many, url, asks=False)


def own(user: Any) -> Ask:
    """Return the open question to a practice educator about her record."""
    mine = Confirmation.objects.unanswered().filter(educator__person=user.pk)
    sentence = "Say whether your record is still right (1 minute)"
    return Ask("own_record", mine, sentence, sentence, reverse("educators:mine_check"))
