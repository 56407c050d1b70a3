"""What is wrong with a page as it stands in a browser: for axe, and at 320 px."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.pages.chromium import NARROW


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
