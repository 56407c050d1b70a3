"""A real Celery worker behind a real broker builds what is asked for in the browser, and sends the letters."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection
from kombu import Connection
from playwright.sync_api import Page, expect
from redis import Redis

from kmtp import env
from kmtp.celery import app
from tests.journeys import people
from tests.pages.chromium import opened
from tests.pages.demonstration import queue

pytestmark = pytest.mark.browser
#: A Valkey database that nothing else uses, so that no other worker takes these tasks.
NUMBER = 7
#: So many seconds a worker may take to start, before anything is asked of it.
PATIENCE = 180
CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass
class Letterbox:
    """A mail server that keeps what it is given."""

    taken: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a letter."""
        self.taken += envelope.rcpt_tos
        return "250 taken"


@pytest.fixture(scope="module")
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    """A mail server on this machine, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    """The address of an empty queue."""
    url = env.broker(os.environ["REDIS_URL"])
    own = (
        url.replace("virtual_host=0", f"virtual_host={NUMBER}")
        if "virtual_host" in url
        else f"{url[:-1]}{NUMBER}"
    )
    redis = Redis.from_url(own.replace("redis+socket://", "unix://").replace("virtual_host", "db"))
    redis.flushdb()
    with queue(own):
        yield own
    redis.flushdb()


@pytest.fixture(scope="module")
def worker(demo, broker: str, letterbox: tuple[Letterbox, int]) -> Iterator[None]:
    """A worker on the demonstration's database, as in live use."""
    words = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "kmtp",
        "worker",
        "--pool",
        "solo",
        "--loglevel",
        "WARNING",
    ]
    database = connection.settings_dict
    facts = {
        "CELERY_BROKER_URL": broker,
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{letterbox[1]}",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "SITE_URL": demo.url,
        "DEMO": "off",
        "SECRET_KEY": settings.SECRET_KEY,
    }
    running = subprocess.Popen(
        [*words, "--without-mingle", "--without-gossip"], cwd=CHECKOUT, env=os.environ | facts
    )
    try:
        wait_for_a_worker(broker)
        yield
    finally:
        running.terminate()
        running.wait(20)


def wait_for_a_worker(broker: str) -> None:
    """Wait until somebody at the queue answers, so that what a test waits for is the work alone."""
    until = time.monotonic() + PATIENCE
    with Connection(broker) as connection_:
        while not app.control.ping(timeout=1, connection=connection_):
            assert time.monotonic() < until, "The worker did not start."


def test_a_report_is_built_while_the_bar_moves(demo, chromium, worker):
    with opened(chromium, demo.url, session=demo.sign_in("manager@medway.example")) as (page, witness):
        page.goto("/reports/build/")
        page.get_by_label("Academic year").select_option("2019/20")
        page.add_init_script(NOTE_PROGRESS)
        people.press(page, "Build the report")
        expect(people.main(page).get_by_role("button", name="Download the PDF")).to_be_visible(timeout=60_000)
        assert "59" in people.main(page).inner_text()
        assert_it_moved(page)
    assert witness.complaints == []


#: Keeps every value that the bar has shown, over the reload at the end too.
NOTE_PROGRESS = """setInterval(() => {
    const bar = document.querySelector('progress');
    const seen = JSON.parse(sessionStorage.seen || '[]');
    if (bar && !seen.includes(bar.value)) sessionStorage.seen = JSON.stringify([...seen, bar.value]);
}, 50);"""


def assert_it_moved(page: Page) -> None:
    """Hold that the bar showed more than one place, each further on than the last."""
    seen = page.evaluate("JSON.parse(sessionStorage.seen || '[]')")
    assert len(seen) >= 2
    assert seen == sorted(seen)


def test_a_letter_is_sent(demo, chromium, worker, letterbox):
    with opened(chromium, demo.url, session=demo.sign_in("admin@kmtp.example")) as (page, _):
        page.goto("/people/invite/")
        page.get_by_label("Full name").fill("Nora New")
        page.get_by_label("E-mail address").fill("nora.new@kent.example")
        page.get_by_label("Role").select_option(label="Manager")
        page.get_by_label("Organisation").select_option(label="Kent County Council")
        people.main(page).locator("form button[type=submit]").click()
        assert people.said(page) != ""
        for _ in range(100):
            if "nora.new@kent.example" in letterbox[0].taken:
                break
            page.wait_for_timeout(200)
    assert letterbox[0].taken.count("nora.new@kent.example") == 1
