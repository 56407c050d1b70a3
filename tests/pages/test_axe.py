"""Every page that a role can reach: no accessibility fault, no error, nothing that scrolls sideways at 320 px."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pages import states
from tests.pages.chromium import DESKTOP, NARROW, opened
from tests.pages.crawl import Found, crawl
from tests.pages.demonstration import WHO, Demonstration

pytestmark = pytest.mark.browser
NOBODY = ""
VISITORS = {"nobody": NOBODY, **WHO}


@pytest.fixture(scope="module")
def found(demo: Demonstration) -> dict[str, Found]:
    """What each role finds by following links, and pages in states that no link leads to."""
    found = {visitor: crawl(email) for visitor, email in VISITORS.items()}
    for visitor, addresses in states.of_everything().items():
        found[visitor].pages.update(addresses)
    return found


def shares(found: dict[str, Found], part: str) -> dict[str, str]:
    """Share the routes among the roles that reach them, the rare ones first."""
    reach: dict[str, list[str]] = {}
    for visitor, what in found.items():
        for name in getattr(what, part):
            reach.setdefault(name, []).append(visitor)
    loads = dict.fromkeys(found, 0)
    shared = {}
    for name in sorted(reach, key=lambda name: len(reach[name])):
        shared[name] = min(reach[name], key=lambda visitor: loads[visitor])
        loads[shared[name]] += 1
    return shared


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_link_leads_to_a_page(found, visitor):
    assert "\n".join(found[visitor].broken) == ""
    assert len(found[visitor].pages) >= 4


@pytest.mark.parametrize("visitor", VISITORS)
def test_pages_have_no_fault(demo, chromium, found, visitor):
    mine = {name for name, who in shares(found, "pages").items() if who == visitor}
    faults = []
    with visit(demo, chromium, visitor) as (page, witness):
        for name, address in found[visitor].pages.items():
            page.set_viewport_size(DESKTOP)
            page.goto(address)
            faults += [f"{address} {fault}" for fault in look(page, with_axe=name in mine)]
            faults += [f"{address} {said}" for said in witness.complaints]
            witness.complaints.clear()
    assert "\n".join(faults) == ""


@pytest.mark.parametrize("visitor", VISITORS)
def test_pages_that_show_errors_have_no_fault(demo, chromium, found, visitor):
    mine = {name for name, who in shares(found, "errors").items() if who == visitor}
    faults = []
    with visit(demo, chromium, visitor) as (page, witness):
        for name, (address, text) in found[visitor].errors.items():
            if name in mine:
                show(page, address, text)
                faults += [f"{address} {fault}" for fault in [*look(page), *dead_links(page)]]
    assert "\n".join([*faults, *witness.complaints]) == ""


ERRORS = {
    "/nothing-is-here/": 404,
    "/educators/": 403,
    "/evaluations/answer/not-a-link/": 404,
    "/people/invitation/not-a-link/": 404,
    "/forums/invitation/not-a-link/": 404,
}


@pytest.mark.parametrize("address", ERRORS)
def test_pages_that_say_no_have_no_fault(demo, chromium, address):
    session, expected = demo.sign_in("manager@kent.example"), ERRORS[address]
    with opened(chromium, demo.url, session=session, expected=frozenset({expected})) as (page, witness):
        assert page.goto(address).status == expected
        faults = look(page)
    assert "\n".join([*faults, *witness.complaints]) == ""


def visit(demo: Demonstration, chromium: Browser, visitor: str):
    """Open a browser as somebody."""
    email = VISITORS[visitor]
    return opened(chromium, demo.url, session=demo.sign_in(email) if email else "")


def show(page: Page, address: str, text: str) -> None:
    """Show a page that the site gave before, at its own address."""
    page.set_viewport_size(DESKTOP)
    page.route(
        lambda url: url.endswith(address), lambda route: route.fulfill(body=text, content_type="text/html")
    )
    page.goto(address)
    page.unroute_all()


def look(page: Page, *, with_axe: bool = True) -> list[str]:
    """Return the faults of a page at both widths."""
    faults = axe(page) if with_axe else []
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    if width > NARROW["width"]:
        faults.append(f"is {width} px wide at 320 px because of {page.evaluate(WIDEST)}")
    return faults + [f"{fault} (at 320 px)" for fault in (axe(page) if with_axe else [])]


#: The elements that reach out of the window and are in no scroller of their own.
WIDEST = """[...document.querySelectorAll('main *, header *, footer *')].filter(e => {
    if (e.getBoundingClientRect().right <= innerWidth + 1) return false;
    for (let p = e.parentElement; p; p = p.parentElement)
        if (/auto|scroll|hidden/.test(getComputedStyle(p).overflowX) && p.tagName !== 'BODY') return false;
    return true;
}).slice(0, 3).map(e => e.tagName.toLowerCase() + '.' + e.className).join(', ')"""


def axe(page: Page) -> list[str]:
    """Return what axe finds."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {violation['help']} {json.dumps([node['target'] for node in violation['nodes'][:3]])}"
        for violation in violations
    ]


def dead_links(page: Page) -> list[str]:
    """Return the links of the error summary that lead to nothing on the page."""
    hrefs = page.locator(".govuk-error-summary a").evaluate_all(
        "links => links.map(a => a.getAttribute('href'))"
    )
    return [
        f"dead link {href}"
        for href in hrefs
        if href != "#" and not page.locator(f"[id='{href[1:]}']").count()
    ]
