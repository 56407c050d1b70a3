"""The mailbox shows every letter in the demo, and does not exist anywhere else."""

import pytest

from kmtp.mail import links
from kmtp.mail.actions import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    link = links.issue(purpose="invitation", days=14)
    return post(
        key="one",
        kind="account",
        to="reader@kent.example",
        subject="A letter",
        context={"text": "Open this: {link} and be welcome."},
        organisation=None,
        link=link,
        path="/people/invitation/{token}/",
    )


def test_in_the_demo_a_letter_can_be_read_and_its_link_clicked(client, settings, letter):
    settings.DEMO = True
    assert "A letter" in client.get("/demo/mailbox/").content.decode()
    body = client.get(f"/demo/mailbox/{letter.pk}/").content.decode()
    assert f'href="/people/invitation/{letter.link.token}/"' in body
    assert "{link}" not in body


def test_outside_the_demo_there_is_no_mailbox(client, settings, letter):
    settings.DEMO = False
    assert client.get("/demo/mailbox/").status_code == 404
    assert client.get(f"/demo/mailbox/{letter.pk}/").status_code == 404
