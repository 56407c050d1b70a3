"""A practice educator says from the mail that she can take a student; her coordinator sees it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from educators import offering
from educators.actions import availability
from educators.models import AvailabilityAnswer
from kmtp.mail.models import Letter
from tests.journeys import people
from tests.pages.chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser
WAYS = pytest.mark.parametrize(
    ("size", "scripts"),
    [(PHONE, True), (PHONE, False), (DESKTOP, True)],
    ids=["on a phone", "on a phone without scripts", "on a desktop"],
)


@pytest.fixture
def letter(demo):
    """The second reminder to somebody of Kent who has not answered."""
    availability.send_due(today=localdate() + timedelta(days=3))
    waiting = AvailabilityAnswer.objects.waiting().filter(call__council__slug="kent").exclude(link=None)
    answer = waiting.order_by("pk")[0]
    return answer, Letter.objects.filter(link=answer.link).latest("pk")


def asked(page: Page) -> list[str]:
    """Return under which answers questions are shown."""
    return [one for one in offering.SAYS if page.is_visible(f"#id_says_{one}")]


@WAYS
def test_she_answers_changes_her_answer_and_the_coordinator_reads_it(demo, chromium, letter, size, scripts):
    answer, mail = letter
    with opened(chromium, demo.url, viewport=size, java_script_enabled=scripts) as (page, witness):
        page.goto(f"/demo/mailbox/{mail.pk}/")
        people.press(page, "Answer in a minute")
        assert people.title(page).startswith("Can you take a student in")
        people.press(page, "Send my answer")
        assert people.problems(page) != []
        assert asked(page) == []
        people.choose(page, "Can you take a student?", "No")
        assert asked(page) == ["no"]
        people.choose(page, "Can you take a student?", "Yes")
        assert asked(page) == ["yes"]
        people.press(page, "Send my answer")
        assert people.said(page) == "Thank you, your answer is with your coordinator."
        people.follow(page, "Change my answer")
        people.choose(page, "Can you take a student?", "No")
        people.press(page, "Send my answer")
        expect(people.main(page)).to_contain_text("What you said")
    assert witness.complaints == []
    answer.refresh_from_db()
    assert answer.says == "no"

    session = demo.sign_in("coordinator@kent.example")
    with opened(chromium, demo.url, session=session, viewport=size) as (page, _):
        page.goto(f"{answer.call.get_absolute_url()}answers/?q={answer.educator.last_name}&says=no")
        expect(people.main(page)).to_contain_text(answer.educator.name)
