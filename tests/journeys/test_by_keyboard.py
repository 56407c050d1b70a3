"""Somebody who uses no mouse gets everywhere, and always sees where she is."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.pages.chromium import opened

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    return {
        words: (it.innerText || it.getAttribute('aria-label') || it.name || '').trim().split('\\n')[0],
        place: [...document.querySelectorAll('*')].indexOf(it),
        seen: (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none'
            || style.backgroundColor === 'rgb(255, 221, 0)',
        inside: box.width > 0 && box.height > 0,
        body: it === document.body,
    };
}"""


@pytest.fixture
def desk(demo, chromium):
    """The browser of a coordinator who has signed in."""
    session = demo.sign_in("coordinator@kent.example")
    with opened(chromium, demo.url, session=session) as (desk, witness):
        yield desk
    assert witness.complaints == []


def test_the_first_stop_skips_to_the_content(desk):
    desk.goto("/educators/")
    desk.keyboard.press("Tab")
    skip = desk.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    "address", ["/", "/educators/", "/educators/add/", "/reports/build/", "/placements/"]
)
def test_every_stop_can_be_seen_and_they_follow_the_page(desk, address):
    desk.goto(address)
    stops = stops_of(desk)
    assert len(stops) > 8
    assert [stop["words"] for stop in stops if not stop["seen"] or not stop["inside"]] == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(places)


def stops_of(page: Page, at_most: int = 60) -> list[dict]:
    """Return where the Tab key stops, up to the end of the page."""
    stops = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["body"]:
            break
        stops.append(stop)
    return stops


def test_signing_in_and_asking_for_a_report_need_no_mouse(demo, chromium):
    with opened(chromium, demo.url) as (page, _):
        page.goto("/accounts/login/")
        page.get_by_label("E-mail address").press_sequentially("manager@kent.example")
        page.keyboard.press("Tab")
        page.keyboard.type("practice-learning")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("What needs you today")
        page.goto("/reports/build/")
        page.get_by_label("Academic year").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert people.said(page).startswith("We are building revision")


def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_field(desk):
    desk.goto("/educators/add/")
    people.main(desk).locator("form button[type=submit]").first.click()
    expect(desk.locator(".govuk-error-summary")).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.matches('input, select, textarea')")
    assert desk.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
