"""Who has read a version of the guidance and when, who has not, and who cannot be asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import guidance
from tests import make
from tests.educators.test_guidance import client_of, make_version

pytestmark = pytest.mark.django_db


def page_of(version, council) -> str:
    """Return the page of readers, as the council's coordinator sees it."""
    client = client_of(make.coordinator(council))
    return client.get(reverse("educators:guide_readers", args=[version.pk])).text


def test_who_has_read_it_stands_there_with_the_day(kent, medway):
    version = make_version(issued_on=localdate() - timedelta(days=5))
    for council, name in ((kent, "Una"), (medway, "Mia")):
        person = make.educator(council, sign_in=True, first_name=name, last_name="Reader").person
        guidance.confirm_read(version=version, by=person, today=localdate())
    page = page_of(version, kent)
    day = f"{localdate():%-d %b %Y}"
    assert f"Una Reader</a>, Kent, on {day}" in page
    assert "Everybody with a sign-in has read it." in page
    assert "Mia" not in page


def test_whoever_has_no_sign_in_is_said_not_to_be_asked(kent, medway):
    version = make_version(issued_on=localdate())
    make.educator(kent)
    make.educator(kent, first_name="Ann")
    make.educator(medway)
    make.educator(kent, first_name="Gone", left_on=localdate(), status_reason="left")
    assert "2 active practice educators have no sign-in, and so are not asked." in page_of(version, kent)
