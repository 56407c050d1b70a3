"""Personal links: found by their token, never kept, refused with a clear sentence."""

import io
import logging
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import serializers
from django.utils import timezone

from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.logs import WithoutTokens
from kmtp.mail.models import PersonalLink

pytestmark = pytest.mark.django_db


def test_a_token_finds_its_link_as_often_as_it_is_looked_for():
    link = links.issue(purpose="evaluation", days=60)
    assert [links.find(link.token, purpose="evaluation") for _ in range(3)] == [link] * 3


def test_the_token_is_long_and_nowhere_in_the_database():
    link = links.issue(purpose="evaluation", days=60)
    assert len(link.token) == 43
    assert link.token not in serializers.serialize("json", PersonalLink.objects.all())


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "../../etc/passwd"])
def test_a_token_that_is_not_ours_opens_nothing(token):
    with pytest.raises(Refused, match="not one of ours"):
        links.find(token, purpose="evaluation")


def test_a_link_for_one_purpose_opens_no_other():
    link = links.issue(purpose="evaluation", days=60)
    with pytest.raises(Refused, match="not one of ours"):
        links.find(link.token, purpose="invitation")


def test_an_expired_link_says_so():
    link = links.issue(purpose="evaluation", days=60)
    now = timezone.now()
    PersonalLink.objects.update(created_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
    with pytest.raises(Refused, match="has expired"):
        links.find(link.token, purpose="evaluation")


def test_a_withdrawn_link_says_so():
    link = links.issue(purpose="evaluation", days=60)
    links.revoke(link)
    with pytest.raises(Refused, match="was withdrawn"):
        links.find(link.token, purpose="evaluation")


def test_no_token_stands_in_the_log(client, caplog, db):
    """R33: Django writes the address of whatever it refuses."""
    link = links.issue(purpose="invitation", days=1)
    console = logging.StreamHandler(said := io.StringIO())
    console.addFilter(WithoutTokens())
    logging.getLogger("django.request").addHandler(console)
    try:
        client.post(f"/people/invitation/{link.token}/nothing-here/")
        client.get(f"/nothing/{link.token}?next={link.token}")
    finally:
        logging.getLogger("django.request").removeHandler(console)
    assert said.getvalue().count("(link)") == 2
    assert link.token not in said.getvalue()
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_tokens"]
