"""Every page that a role can reach: no accessibility fault, no error, nothing that scrolls sideways at 320 px."""

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import states
from tests.pages.chromium import DESKTOP, opened
from tests.pages.crawl import Found, crawl
from tests.pages.demonstration import WHO, Demonstration
from tests.pages.looking import dead_links, look

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
