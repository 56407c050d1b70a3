"""Find every page that each role can reach by links, and every form's answer to being sent empty.

Django's test client does it, as it reads a page in a fiftieth of the time that a browser takes. Pages that
are alike but for their number count once: one address for each route.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from kmtp.partnership.models import Person

AT_MOST = 60
WITHOUT_SIGNING_IN = ("/accounts/login/", "/help/", "/privacy/", "/accessibility/", "/demo/mailbox/")
ALWAYS = ("/", "/accounts/2fa/", "/accounts/password/change/", "/demo/mailbox/")
LETTER = "demo:letter"
CONTROLS = re.compile(r"<(select|textarea|input(?![^>]*type=\"(?:hidden|submit)\"))", re.IGNORECASE)


class Links(HTMLParser):
    """The links and the forms of a page."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.links: list[str] = []
        self.forms: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a link leads, and where a form is sent."""
        facts = dict(attrs)
        if tag == "a" and facts.get("href"):
            self.links.append(facts["href"] or "")
        if tag == "form" and (facts.get("method") or "").lower() == "post":
            self.forms.append(facts.get("action") or "")


@dataclass
class Found:
    """What one role finds: an address for each route, and pages that show a form's errors."""

    pages: dict[str, str] = field(default_factory=dict)
    errors: dict[str, tuple[str, str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    #: Where the letters in the demo's mailbox lead: to pages of whoever they were written to.
    theirs: set[str] = field(default_factory=set)


def crawl(email: str) -> Found:
    """Follow every link from the first page on; an empty address is a visitor who has not signed in."""
    client = Client(raise_request_exception=False)
    if email:
        client.force_login(Person.objects.get(email=email), backend="kmtp.partnership.backends.RoleBackend")
    found, tried = Found(), set()
    waiting = deque(ALWAYS if email else WITHOUT_SIGNING_IN)
    while waiting and len(found.pages) < AT_MOST:
        address = waiting.popleft()
        name = route(address)
        if name and name not in found.pages and address not in tried:
            tried.add(address)
            waiting.extend(read(client, name, address, found))
    return found


def read(client: Client, name: str, address: str, found: Found) -> list[str]:
    """Read one page: note it, note what its form says to emptiness, and return the links on it."""
    response = client.get(address)
    if response.status_code >= 400 and not (address in found.theirs and response.status_code in (403, 404)):
        found.broken.append(f"{response.status_code} {address}")
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return [response["Location"]] if response.status_code == 302 else []
    found.pages[name] = address
    text = response.content.decode()
    page = Links()
    page.feed(text)
    if name == LETTER:
        found.theirs.update(inside(address, page.links))
    main = text.partition("<main")[2].partition("</main")[0]
    if CONTROLS.search(main):
        send_empty(client, name, address, page.forms, found)
    return sorted(inside(address, page.links), key=plainness)


def send_empty(client: Client, name: str, address: str, forms: list[str], found: Found) -> None:
    """Send each form without an answer, and note the page that comes back; nothing is kept."""
    for action in {urljoin(address, action) for action in forms if "logout" not in action}:
        response = post(client, action)
        text = response.content.decode(errors="replace") if not response.streaming else ""
        if response.status_code >= 500:
            found.broken.append(f"{response.status_code} for an empty form at {action}")
        elif "govuk-error-summary" in text:
            found.errors[name] = action, text


def post(client: Client, address: str) -> HttpResponse:
    """Send nothing, and take back whatever it did."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.post(address, {})
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def inside(address: str, links: list[str]) -> Iterator[str]:
    """Yield the links that lead to other pages of this site."""
    for link in links:
        parts = urlsplit(urljoin(address, link))
        if not parts.netloc and parts.path and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query and "format=" not in parts.query else "")


def plainness(link: str) -> bool:
    """Sort the addresses without a question mark first."""
    return "?" in link


def route(address: str) -> str:
    """Return the name of the route that an address leads to; empty when there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
