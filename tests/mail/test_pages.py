"""Who sees which letter, and what of it."""

import pytest

from kmtp.mail.actions import post
from kmtp.mail.models import Letter
from tests import make

pytestmark = pytest.mark.django_db


def letter(kent, kind: str = "account", **facts) -> Letter:
    context = {"text": "The secret is 12345."}
    facts = {
        "to": "reader@students.example",
        "subject": "S",
        "context": context,
        "organisation": kent,
        **facts,
    }
    return post(key=f"letter-{Letter.objects.count()}", kind=kind, **facts)


def test_nobody_opens_another_s_letter_about_signing_in(kent, signed_in):
    secret = letter(kent, organisation=None)
    for person in (make.lead(), make.administrator(), make.coordinator(kent)):
        client = signed_in(person)
        assert client.get(f"/letters/{secret.pk}/").status_code == 404
        assert "12345" not in client.get("/letters/").content.decode()


def test_the_address_of_a_student_is_not_shown(kent, signed_in):
    hers = letter(kent, is_to_student=True)
    Letter.objects.filter(pk=hers.pk).update(
        kind="evaluation_invitation", state="failed", problem="550 <reader@students.example> unknown"
    )
    client = signed_in(make.coordinator(kent))
    for path in (f"/letters/{hers.pk}/", "/letters/", "/letters/?format=csv"):
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert b"reader@students.example" not in body


def test_a_failed_letter_is_sent_again_from_its_page(kent, signed_in):
    failed = letter(kent)
    Letter.objects.filter(pk=failed.pk).update(kind="forum", state="failed", problem="550 unknown")
    client = signed_in(make.coordinator(kent))
    assert "Send again" in client.get(f"/letters/{failed.pk}/").content.decode()
    answer = client.post(f"/letters/{failed.pk}/send-again/", follow=True)
    assert "is on its way" in answer.content.decode()
    assert Letter.objects.get(pk=failed.pk).state == "queued"
