"""A practice educator fills in her week of the time log, on a phone."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from kmtp.ui.templatetags.ui import in_words
from tests.journeys import people
from tests.pages.chromium import PHONE, opened
from time_audit.models import Participant, Week

pytestmark = pytest.mark.browser
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def last_week(demo):
    """The educator's last week, the only one that she has not returned."""
    monday = localdate() - timedelta(days=localdate().weekday() + 7)
    who = Participant.objects.get(educator__person__email="educator@kent.example", audit__state="running")
    for week in who.span.weeks():
        Week.objects.get_or_create(
            participant=who, week_starts_on=week, defaults={"is_nothing": True, "submitted_at": now()}
        )
    Week.objects.filter(participant=who, week_starts_on__gte=monday).delete()
    return who, monday


@SCRIPTS
def test_she_fills_in_last_week(demo, chromium, last_week, scripts):
    who, monday = last_week
    with opened(chromium, demo.url, viewport=PHONE, java_script_enabled=scripts) as (page, witness):
        people.sign_in(page, "educator@kent.example")
        people.go_to_on_a_phone(page, "Time audit", scripts)
        people.press(page, f"Fill in the week from {in_words(monday)}")
        page.get_by_label("Formal supervision, daytime").fill("1:30")
        page.get_by_label("Assessment, out of hours").fill("two")
        if scripts:
            expect(page.locator("[data-time-total=day]")).to_contain_text("1 h 30")
        people.press(page, "Save the week")
        assert people.problems(page) != []
        expect(page.get_by_label("Formal supervision, daytime")).to_have_value("1:30")
        assert not Week.objects.filter(participant=who, week_starts_on=monday).exists()

        page.get_by_label("Assessment, out of hours").fill("2,25")
        people.press(page, "Save the week")
        assert people.said(page) == f"The week from {in_words(monday)} is saved. Thank you."
        people.press(page, "Save the week")
    kept = Week.objects.get(participant=who, week_starts_on=monday)
    assert set(kept.entries.values_list("category", "daytime", "out_of_hours")) == {
        ("supervision", 90, 0),
        ("assessment", 0, 135),
    }
    assert witness.complaints == []


@SCRIPTS
def test_she_copies_the_week_before(demo, chromium, last_week, scripts):
    who, monday = last_week
    before = who.weeks.filter(week_starts_on__lt=monday, is_nothing=False).latest("week_starts_on")
    with opened(chromium, demo.url, viewport=PHONE, java_script_enabled=scripts) as (page, witness):
        people.sign_in(page, "educator@kent.example")
        page.goto(f"/time-audit/week/{who.pk}/{monday}/")
        people.follow(page, "Copy last week")
        expect(people.main(page)).to_contain_text("nothing is saved yet")
        assert not Week.objects.filter(participant=who, week_starts_on=monday).exists()
        people.press(page, "Save the week")
        assert people.said(page).endswith("is saved. Thank you.")
    facts = ("category", "daytime", "out_of_hours")
    kept = Week.objects.get(participant=who, week_starts_on=monday)
    assert set(kept.entries.values_list(*facts)) == set(before.entries.values_list(*facts))
    assert witness.complaints == []


@SCRIPTS
def test_she_says_that_the_week_held_nothing(demo, chromium, last_week, scripts):
    who, monday = last_week
    with opened(chromium, demo.url, viewport=PHONE, java_script_enabled=scripts) as (page, witness):
        people.sign_in(page, "educator@kent.example")
        page.goto(f"/time-audit/week/{who.pk}/{monday}/")
        people.press(page, "Nothing this week")
        assert people.said(page).endswith("is saved: nothing this week.")
    assert Week.objects.get(participant=who, week_starts_on=monday).is_nothing
    assert witness.complaints == []
