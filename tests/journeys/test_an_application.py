"""Somebody applies to become a practice educator, and is on the register with the award at the end."""

from datetime import timedelta
from secrets import token_hex

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from educators.models import Application, Award, Educator, Intake, PanelMember
from kmtp.mail.models import Letter
from tests.journeys import people
from tests.pages.chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser
COORDINATOR = "coordinator@kent.example"
MANAGER, PROVIDER = "mo.manager@kent.example", "una@cccu.example"
SIZES = pytest.mark.parametrize(
    ("size", "number"), [(DESKTOP, "SW987654"), (PHONE, "SW987655")], ids=["on a desktop", "on a phone"]
)


@SIZES
def test_from_the_form_to_the_award(demo, chromium, size, number):
    applicant = f"ada.{token_hex(4)}@kent.example"
    intake = Intake.objects.open_on(localdate()).filter(council__slug="kent")[0]
    with opened(chromium, demo.url, viewport=size) as (page, witness):
        applies(page, intake, applicant, number)
        the_manager_supports(page)
    assert witness.complaints == []

    one = Application.objects.get(email=applicant)
    session = demo.sign_in(COORDINATOR)
    with opened(chromium, demo.url, viewport=size, session=session) as (page, witness):
        takes_the_step(page, one, "Shortlist")
        plans_a_panel(page, intake)
    assert witness.complaints == []

    with opened(chromium, demo.url, viewport=size) as (page, witness):
        the_provider_scores(page)
    assert witness.complaints == []

    with opened(chromium, demo.url, viewport=size, session=session) as (page, witness):
        page.goto(one.get_absolute_url())
        expect(people.main(page)).to_contain_text("Mean 3.0")
        people.find_no_fault(page)
        takes_the_step(page, one, "Record the interview")
        takes_the_step(page, one, "Offer a place")
    assert witness.complaints == []

    with opened(chromium, demo.url, viewport=size) as (page, witness):
        opens_the_latest_letter(page, applicant)
        people.choose(page, "Your answer", "Accept the place")
        people.press(page, "Send my answer")
        assert people.said(page).startswith("Thank you")
    assert witness.complaints == []
    assert Educator.objects.get(swe_number=number).trainings.get().stage == intake.stage

    with opened(chromium, demo.url, viewport=size, session=session) as (page, witness):
        takes_the_step(page, one, "Start on the programme")
        page.goto(one.get_absolute_url())
        people.press(page, "Record the award")
        day = localdate()
        people.enter_day(page, "Day", day.day, day.month, day.year)
        people.find_no_fault(page)
        people.press(page, "Record the award")
    assert witness.complaints == []
    assert Award.objects.filter(educator__swe_number=number, kind=intake.stage).count() == 1


def applies(page: Page, intake: Intake, applicant: str, number: str) -> None:
    """Fill the form, page after page, and submit it."""
    page.goto("/educators/apply/")
    people.follow(page, f"{intake.council}: {intake}")
    for label, words in (("First name", "Ada"), ("Last name", "Apply"), ("Team", "Duty")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Work e-mail address").fill(applicant)
    people.press(page, "Start")
    people.arrive(page, "Look at your e-mail")
    people.find_no_fault(page)
    opens_the_latest_letter(page, applicant)
    people.follow(page, "About you")
    page.get_by_label("Social Work England number").fill(number)
    people.enter_day(page, "Qualified as a social worker on", 1, 7, 2015)
    page.get_by_label("Post").fill("Social worker")
    people.press(page, "Save and continue")
    for box in people.main(page).get_by_role("textbox").all():
        box.fill("I have taught new colleagues.")
    people.press(page, "Save and continue")
    people.press(page, "Save and continue")
    page.get_by_label("Line manager’s name").fill("Mo Manager")
    page.get_by_label("Line manager’s work e-mail address").fill(MANAGER)
    people.press(page, "Save and continue")
    page.get_by_label("What I have written is true and my own").check()
    people.find_no_fault(page)
    people.press(page, "Submit the application")
    assert people.said(page).startswith("Your application is submitted")


def opens_the_latest_letter(page: Page, to: str) -> None:
    """Open the last e-mail to somebody and follow its link."""
    letter = Letter.objects.filter(to=to).latest("pk")
    page.goto(f"/demo/mailbox/{letter.pk}/")
    people.press(page, letter.button)


def the_manager_supports(page: Page) -> None:
    """Answer the line manager's letter."""
    opens_the_latest_letter(page, MANAGER)
    people.choose(page, "Your answer", "I support the application, and workload relief will be given")
    people.press(page, "Send my answer")
    assert people.said(page).startswith("Thank you")


def takes_the_step(page: Page, application: Application, name: str) -> None:
    """Make one change from the application's page."""
    page.goto(application.get_absolute_url())
    people.press(page, name)
    people.press(page, name)


def plans_a_panel(page: Page, intake: Intake) -> None:
    """Plan a panel with the applicant, name somebody from the provider, and invite."""
    page.goto(intake.get_absolute_url())
    people.press(page, "Plan a panel")
    day = localdate() + timedelta(days=7)
    people.enter_day(page, "Day", day.day, day.month, day.year)
    page.get_by_label("Starts at").fill("9:30")
    page.get_by_label("Place").fill("Room 2")
    page.get_by_label("Ada Apply").last.check()
    people.press(page, "Save")
    panel = intake.panels.latest("pk")
    PanelMember.objects.create(panel=panel, name="Una", email=PROVIDER, organisation=intake.provider)
    page.goto(panel.get_absolute_url())
    people.press(page, "Invite")
    people.press(page, "Send the invitations")
    assert people.said(page).startswith("The invitations")


def the_provider_scores(page: Page) -> None:
    """Score the applicant by the link: three points for each criterion."""
    opens_the_latest_letter(page, PROVIDER)
    people.follow(page, "Ada Apply")
    for group in people.main(page).get_by_role("group").all():
        group.get_by_label("3: shown", exact=True).check()
    people.press(page, "Save the scores")
    assert people.said(page).startswith("Your scores are kept")
