"""Debian's Chromium, driven by Playwright, and what it notices about a page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

LAUNCH: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module.

    While Playwright lives, its event loop seems to run in this thread, and Django would refuse the database.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**LAUNCH)
            yield browser
            browser.close()
            connections.close_all()  # those of the loop are others than those that the thread has without it
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Let the fixtures of pytest-playwright find the same browser."""
    return LAUNCH


@dataclass
class Witness:
    """Everything that went wrong in a browser: words on the console, failed loads, pages that broke."""

    expected: frozenset[int] = frozenset()
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of the context."""
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("requestfailed", self.note_failure)
        context.on("response", self.note_response)

    def hear(self, message: ConsoleMessage) -> None:
        """Note an error; that a page answered with an expected code is none."""
        said = f"console: {message.text}"
        if message.type == "error" and not any(f"status of {code}" in said for code in self.expected):
            self.complaints.append(said)

    def note_failure(self, request: Request) -> None:
        """Note a load that failed, but not one that a click cut short, a download, or a script that is off.

        What the site's own policy forbids stands on the console as well.
        """
        if request.failure not in ("net::ERR_ABORTED", "csp"):
            self.complaints.append(f"load: {request.url} {request.failure}")

    def note_response(self, response: Response) -> None:
        """Note a page or file that answered with an error."""
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")


@contextmanager
def opened(
    chromium: Browser, url: str, *, session: str = "", expected: frozenset[int] = frozenset(), **facts: Any
) -> Iterator[tuple[Page, Witness]]:
    """Open a page in a context of its own, signed in when there is a session, and watch over it."""
    context = chromium.new_context(base_url=url, **{"viewport": DESKTOP, "reduced_motion": "reduce"} | facts)
    context.set_default_timeout(15_000)  # a busy machine takes its time
    if session:
        context.add_cookies([{"name": "session", "value": session, "url": url}])
    witness = Witness(expected)
    witness.watch(context)
    page = context.new_page()
    try:
        yield page, witness
    except Exception as error:
        error.add_note(f"The browser was at {page.url} and showed:\n{page.inner_text('body')[:1500]}")
        raise
    finally:
        context.close()
