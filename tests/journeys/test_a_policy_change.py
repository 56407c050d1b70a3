"""The partnership's lead shortens the window of the currency policy, and sees first whom that changes."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from educators.models import CurrencyPolicy
from tests.journeys import people
from tests.pages.chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize(
    ("size", "months"), [(DESKTOP, 12), (PHONE, 9)], ids=["on a desktop", "on a phone"]
)


@SIZES
def test_the_lead_sees_whom_a_shorter_window_changes_before_saving_it(demo, chromium, size, months):
    before = CurrencyPolicy.objects.count()
    start = localdate() + timedelta(days=months)
    with opened(chromium, demo.url, viewport=size) as (page, witness):
        people.sign_in(page, "lead@kmtp.example")
        asks_for_a_shorter_window(page, start, months)
        sees_whom_it_changes(page)
        assert CurrencyPolicy.objects.count() == before
        thinks_again(page, months)
        people.find_no_fault(page)
        people.press(page, "Save the policy")
        assert people.said(page).startswith("The policy is saved")
        expect(people.main(page)).to_contain_text("To come")
        people.sign_out(page)
        the_coordinator_reads_it_and_cannot_change_it(page, months)
    assert witness.complaints == []
    assert CurrencyPolicy.objects.get(in_force_from=start).window_months == months


def asks_for_a_shorter_window(page: Page, start, months: int) -> None:
    """Add a version that begins with the answers of today."""
    page.goto("/educators/policy/")
    people.press(page, "Add a version")
    people.enter_day(page, "In force from", start.day, start.month, start.year)
    page.get_by_label("Window in months").fill(str(months + 1))
    people.press(page, "See whose state changes")


def sees_whom_it_changes(page: Page) -> None:
    """Read how many change from what to what, and who they are; nothing is saved yet."""
    people.arrive(page, "Whose state the policy changes")
    expect(people.main(page)).to_contain_text("Nothing is saved yet.")
    rows = people.main(page).get_by_role("row").all_inner_texts()
    assert [row for row in rows if "Lapsed" in row], rows
    number = people.main(page).get_by_role("columnheader", name="People").bounding_box()
    assert number["x"] + number["width"] <= page.viewport_size["width"]
    people.main(page).get_by_text("Who they are").click()
    assert people.main(page).locator("details li a").count() >= 1


def thinks_again(page: Page, months: int) -> None:
    """Go back to the answers, which are still there, and shorten the window once more."""
    people.press(page, "Change the answers")
    box = page.get_by_label("Window in months")
    assert box.input_value() == str(months + 1)
    box.fill(str(months))
    people.press(page, "See whose state changes")
    expect(people.main(page)).to_contain_text("Nothing is saved yet.")


def the_coordinator_reads_it_and_cannot_change_it(page: Page, months: int) -> None:
    """The policy is the partnership's: a coordinator finds it among the pages, and no way to change it."""
    people.sign_in(page, "coordinator@kent.example")
    page.goto("/educators/policy/")
    expect(people.main(page)).to_contain_text(f"{months} months")
    expect(people.main(page).get_by_role("button", name="Add a version")).to_have_count(0)
    expect(people.main(page).get_by_role("link", name="Change the policy")).to_have_count(0)
