"""What people do in a browser, in the words of the journeys."""

import re

from playwright.sync_api import Page, expect

from tests.make import PASSWORD
from tests.pages.looking import look


def sign_in(page: Page, email: str) -> None:
    """Sign in at the front door and arrive at the first page."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    arrive(page, "What needs you today")


def sign_out(page: Page) -> None:
    """Leave, so that somebody else can sign in."""
    page.goto("/accounts/logout/")
    main(page).get_by_role("button", name="Sign out").click()


def main(page: Page):
    """Return the page without its frame."""
    return page.get_by_role("main")


def press(page: Page, name: str) -> None:
    """Press the button of this name; a link that looks like one is one."""
    main(page).get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the link of this name."""
    main(page).get_by_role("link", name=name).first.click()


def go_to(page: Page, area: str) -> None:
    """Open an area by the navigation at the top."""
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=area, exact=True).click()


def choose(page: Page, question: str, answer: str) -> None:
    """Choose a radio button."""
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def enter_day(page: Page, label: str, day: int, month: int, year: int) -> None:
    """Type a date into its three boxes."""
    boxes = page.get_by_role("group", name=label).get_by_role("textbox")
    for place, number in enumerate((day, month, year)):
        boxes.nth(place).fill(str(number))


def find_no_fault(page: Page) -> None:
    """Find none with axe nor at 320 px; then go on at the size of before."""
    size = page.viewport_size
    page.wait_for_load_state()
    assert look(page) == []
    page.set_viewport_size(size)


def title(page: Page) -> str:
    """Return the page's heading."""
    return page.get_by_role("heading", level=1).inner_text()


def arrive(page: Page, heading: str | re.Pattern[str]) -> None:
    """Wait for the page of this heading: a click returns before a slow page is there."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def said(page: Page) -> str:
    """Return the sentence with which the site confirms what was done."""
    return page.locator(".govuk-notification-banner__content").inner_text()


def problems(page: Page) -> list[str]:
    """Wait for the error summary, and return its sentences."""
    page.locator(".govuk-error-summary").wait_for()
    return page.locator(".govuk-error-summary__list li").all_inner_texts()


def go_to_on_a_phone(page: Page, area: str, scripts: bool) -> None:
    """Open an area by the navigation, which a phone with scripts folds behind a button."""
    if scripts:
        page.get_by_role("navigation", name="Menu").get_by_role("button", name="Menu").click()
    go_to(page, area)
