"""A student and her practice educator each complete their evaluation from a link in an e-mail."""

import pytest
from playwright.sync_api import Page, expect

from evaluations.models import Evaluation, Response
from kmtp.mail.models import Letter
from tests.journeys import people
from tests.pages.chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
PAGES_AT_MOST = 20


def waiting() -> Evaluation:
    """Return an open evaluation of Kent that nobody has begun to answer."""
    asked = Evaluation.objects.filter(placement__council__slug="kent", revealed_at=None)
    begun = Response.objects.exclude(started_at=None, submitted_at=None).values("evaluation")
    with_links = asked.exclude(responses__link=None).exclude(pk__in=begun)
    return with_links.order_by("pk")[0]


@SCRIPTS
def test_each_answers_by_link_and_then_the_coordinator_reads_both(demo, chromium, scripts):
    evaluation = waiting()
    facts = {"java_script_enabled": scripts}
    with opened(chromium, demo.url, viewport=PHONE, **facts) as (page, witness):
        open_letter(page, evaluation, "student")
        expect(people.main(page)).to_contain_text("You are not anonymous to the coordinator")
        answer(page, leave_after=2)
        open_letter(page, evaluation, "student")
        people.press(page, "Go on")
        answer(page)
        people.arrive(page, "Thank you")
        open_letter(page, evaluation, "student")
        people.arrive(page, "We already have your answers")
    assert witness.complaints == []

    assert "both" not in both_sides(demo, chromium, evaluation).lower() or evaluation.revealed_at is None
    with opened(chromium, demo.url, viewport=DESKTOP, **facts) as (page, witness):
        open_letter(page, evaluation, "educator")
        answer(page)
        people.arrive(page, "Thank you")
    assert witness.complaints == []
    evaluation.refresh_from_db()
    assert evaluation.revealed_at is not None
    assert "More time to reflect" in both_sides(demo, chromium, evaluation)


def open_letter(page: Page, evaluation: Evaluation, audience: str) -> None:
    """Open the e-mail and follow its link, as its reader would."""
    link = evaluation.responses.get(audience=audience).link
    page.goto(f"/demo/mailbox/{Letter.objects.filter(link=link).latest('pk').pk}/")
    people.press(page, "Start the questionnaire")


def answer(page: Page, *, leave_after: int = PAGES_AT_MOST) -> None:
    """Answer page after page, then check and send; or leave after some pages to come back later."""
    start = people.main(page).get_by_role("button", name="Start", exact=True)
    if start.count():
        start.click()
    for turn in range(1, PAGES_AT_MOST):
        if people.title(page) == "Check your answers":
            return people.press(page, "Send your answers")
        answer_one_page(page)
        people.press(page, "Save and come back later" if turn == leave_after else "Save and continue")
        if turn == leave_after:
            assert people.said(page).startswith("Your answers so far are saved")
            return None
    raise AssertionError("The questionnaire does not end")


def answer_one_page(page: Page) -> None:
    """Choose the second answer of each question, and write something into each box."""
    for group in people.main(page).get_by_role("group").all():
        choices = group.get_by_role("radio")
        if choices.count():
            choices.nth(1).check()
    for box in people.main(page).get_by_role("textbox").all():
        is_number = box.get_attribute("inputmode") in ("decimal", "numeric")
        box.fill("2" if is_number else "More time to reflect")
    for box in people.main(page).get_by_role("spinbutton").all():
        box.fill("2")


def both_sides(demo, chromium, evaluation: Evaluation) -> str:
    """Return what the coordinator reads about it."""
    session = demo.sign_in("coordinator@kent.example")
    with opened(chromium, demo.url, session=session) as (page, _):
        page.goto(evaluation.get_absolute_url())
        return people.main(page).inner_text()
