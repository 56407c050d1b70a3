"""A student logs days from the letter; the on-site supervisor confirms some, returns one, and sees it put right."""

import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from kmtp.mail.models import Letter
from kmtp.partnership.models import Person
from kmtp.ui.templatetags.ui import in_words
from placements.actions import day_links
from placements.models import Day, Placement, PlacementLink
from tests.journeys import people
from tests.pages.chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser
WAYS = pytest.mark.parametrize(
    ("size", "scripts"),
    [(PHONE, True), (PHONE, False), (DESKTOP, True)],
    ids=["on a phone", "on a phone without scripts", "on a desktop"],
)
NEW_SINCE = timedelta(days=21)


@pytest.fixture
def placement(demo) -> Placement:
    """A placement of Kent under way, whose last week is not logged, and whose links were sent again."""
    rows = Placement.objects.filter(
        state="active", council__slug="kent", starts_on__lt=localdate() - NEW_SINCE
    )
    rows = rows.exclude(student__profile=None).exclude(supervisor=None, educator__email="")
    rows = rows.filter(ends_on__gte=localdate(), pauses=None).exclude(supervisor__email="")
    found = rows.order_by("pk")[0]
    found.logged_days.filter(on__gt=localdate() - NEW_SINCE).delete()
    found.logged_days.exclude(state=Day.State.CONFIRMED).delete()
    by = Person.objects.get(email="coordinator@kent.example")
    day_links.send_again(placement=found, by=by, today=localdate())
    return found


def letter(placement: Placement, role: str) -> str:
    """Return the address of the letter that brought a link."""
    link = PlacementLink.objects.get(placement=placement, role=role).link
    return f"/demo/mailbox/{Letter.objects.filter(link=link).latest('pk').pk}/"


def days_to_log(placement: Placement) -> list[date]:
    """Return the Monday and the Tuesday of the last whole week."""
    monday = localdate() - timedelta(days=localdate().weekday() + 7)
    return [monday, monday + timedelta(days=1)]


def tap(page: Page, what: str, on: date) -> None:
    """Press one of the buttons beside a day."""
    page.get_by_role("button", name=f"{what}, {on:%A} {in_words(on)}").click()


@WAYS
def test_days_go_from_the_student_to_the_supervisor_and_back(demo, chromium, placement, size, scripts):
    monday, tuesday = days_to_log(placement)
    facts = {"viewport": size, "java_script_enabled": scripts}
    with opened(chromium, demo.url, **facts) as (page, student_saw):
        page.goto(letter(placement, PlacementLink.Role.STUDENT))
        people.press(page, "Log my days")
        people.arrive(page, "Your placement days")
        people.follow(page, "The week before")
        tap(page, "Whole day", monday)
        assert people.said(page).endswith("whole day.")
        tap(page, "Whole day", tuesday)
        expect(people.main(page)).to_contain_text("2 days wait")
    assert states(placement, monday, tuesday) == ["logged", "logged"]

    with opened(chromium, demo.url, **facts) as (page, supervisor_saw):
        page.goto(letter(placement, PlacementLink.Role.SUPERVISOR))
        people.press(page, "See the days")
        people.arrive(page, re.compile("days"))
        if scripts:
            people.find_no_fault(page)
        people.follow(page, f"Return {tuesday:%A}")
        people.press(page, "Return the day")
        assert people.problems(page) != []
        page.get_by_label("What should the student put right?").fill("You were with us in the morning only.")
        people.press(page, "Return the day")
        people.press(page, "Confirm this day")
        expect(people.main(page)).to_contain_text("No day waits for you")
    assert states(placement, monday, tuesday) == ["confirmed", "returned"]

    with opened(chromium, demo.url, **facts) as (page, student_saw_again):
        page.goto(letter(placement, PlacementLink.Role.STUDENT))
        people.press(page, "Log my days")
        expect(people.main(page)).to_contain_text("in the morning only")
        page.locator(".days-returned").get_by_role("link").first.click()
        people.choose(page, "How much of it?", "Half a day")
        people.press(page, "Log the day")
        people.arrive(page, "Your placement days")
        if scripts:
            people.find_no_fault(page)
    assert states(placement, monday, tuesday) == ["confirmed", "logged"]
    assert student_saw.complaints + supervisor_saw.complaints + student_saw_again.complaints == []


def states(placement: Placement, *days: date) -> list[str]:
    """Return how each of the days stands."""
    return [Day.objects.get(placement=placement, on=on).state for on in days]


def test_a_link_opens_one_placement_and_nothing_else(demo, chromium, placement):
    with opened(chromium, demo.url, expected=frozenset({404})) as (page, _):
        page.goto(letter(placement, PlacementLink.Role.STUDENT))
        people.press(page, "Log my days")
        token = page.url.rstrip("/").split("?")[0].rstrip("/").rsplit("/", 1)[-1]
        page.goto(f"/placements/confirm/{token}/")
        people.arrive(page, "This link cannot be used")
        page.goto(placement.get_absolute_url())
        expect(page.get_by_label("Password", exact=True)).to_be_visible()
