"""A coordinator signs in, imports educators, pairs a student, announces a forum; the reminders go out."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils.timezone import localdate, now
from playwright.sync_api import Page, expect

from educators.models import Educator
from forums.models import Booking, Forum
from forums.tasks import send_reminders
from kmtp.mail import delivery
from placements.models import Placement, Request
from tests.journeys import people
from tests.pages.chromium import opened

pytestmark = pytest.mark.browser
HEADINGS = ["Surname", "Forename", "SWE no", "Work email", "Stage 1"]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def day(request, demo, chromium):
    """A coordinator of Kent who has signed in; nothing may go wrong in her browser."""
    with opened(chromium, demo.url, java_script_enabled=request.param) as (page, witness):
        people.sign_in(page, "coordinator@kent.example")
        yield page
    assert witness.complaints == []


def test_she_sees_what_needs_doing(day):
    sentences = people.main(day).locator(".app-todo__item").all_inner_texts()
    assert len(sentences) >= 3
    assert any("no placement yet" in sentence for sentence in sentences)
    people.main(day).get_by_role("link", name="no placement yet").first.click()
    assert people.title(day).endswith("no placement yet")


def test_she_imports_educators_with_errors_first(day, tmp_path):
    wrong = write(tmp_path / "wrong.csv", ["Imported", "Ida", "SW twelve", "ida@kent.example", "32/07/2018"])
    before = Educator.objects.count()
    people.go_to(day, "Educators")
    people.press(day, "Import a spreadsheet")
    upload(day, wrong)
    expect(people.main(day)).to_contain_text("must be mended before anything is stored")
    expect(people.main(day)).to_contain_text("SWE number")
    assert Educator.objects.count() == before

    number = f"SW{990000 + before}"
    right = write(
        tmp_path / "right.csv", ["Imported", f"Ida {before}", number, "ida@kent.example", "12/07/2018"]
    )
    people.press(day, "Upload the mended file")
    upload(day, right)
    expect(people.main(day)).to_contain_text("1 new, 0 changed, 0 unchanged")
    assert Educator.objects.count() == before
    people.press(day, "Apply to the register")
    people.press(day, "Apply to the register")
    assert people.said(day) == "right.csv is applied: 1 added, 0 changed."
    people.follow(day, "Open the register")
    search_in_list(day, number)
    assert people.title(day).startswith("1 ")
    people.follow(day, f"Ida {before} Imported")
    expect(people.main(day)).to_contain_text(number)


def write(file: Path, row: list[str]) -> Path:
    """Write a small register."""
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([HEADINGS, row])
    return file


def upload(page: Page, file: Path) -> None:
    """Choose a file and send it."""
    page.locator("input[type=file]").set_input_files(file)
    people.main(page).locator("form button[type=submit]").first.click()


def search_in_list(page: Page, words: str) -> None:
    """Search in the list that is open."""
    box = people.main(page).get_by_role("searchbox").or_(people.main(page).locator("input[name=q]")).first
    box.fill(words)
    box.press("Enter")


def test_she_pairs_a_student_with_an_educator(day):
    asked = Request.objects.filter(council__slug="kent", kind="final", withdrawn_on=None, placements=None)
    request = asked.order_by("-pk")[0]
    people.go_to(day, "Placements")
    people.press(day, "Students without a placement")
    day.goto(request.get_absolute_url())
    people.press(day, "Find a practice educator")
    assert people.title(day).endswith(f"can take {request.student}")
    expect(people.main(day)).to_contain_text("Cannot take this student")
    people.main(day).get_by_role("table").first.get_by_role("link").first.click()
    assert people.title(day).startswith(f"Pair {request.student} with ")
    people.press(day, "Pair provisionally")
    assert people.said(day).startswith("Provisional placement made.")
    made = Placement.objects.get(request=request)
    assert made.state == "provisional"
    people.press(day, "Confirm")
    people.press(day, "Confirm")
    assert people.said(day).startswith("Placement confirmed.")
    day.goto(request.get_absolute_url())
    expect(people.main(day).get_by_role("button", name="Find a practice educator")).to_have_count(0)


def test_she_announces_a_forum_and_the_reminders_go_out(day):
    held_on = localdate() + timedelta(days=10)
    people.go_to(day, "Forums")
    people.press(day, "Plan a forum")
    people.main(day).get_by_role("button", name="Save the draft").click()
    assert people.problems(day) != []
    plan(day, held_on)
    assert people.title(day).startswith("Programme of")
    day.locator("input[name$=-title]").first.fill("What reflection is")
    people.press(day, "Save the programme")
    people.press(day, "Announce")
    people.press(day, "Announce and send the invitations")
    forum = Forum.objects.latest("pk")
    assert forum.state == "announced"
    booked = Educator.objects.filter(council__slug="kent", left_on=None).exclude(email="").earliest("pk")
    Booking.objects.create(forum=forum, educator=booked, booked_at=now())
    delivery.sweep()
    mail.outbox.clear()
    assert (send_reminders(), send_reminders()) == (1, 0)
    delivery.sweep()
    assert [letter.to for letter in mail.outbox] == [[booked.email]]


def plan(page: Page, held_on) -> None:
    """Fill in the form of a forum."""
    main = people.main(page)
    main.get_by_label("Title").fill(f"Reflective supervision {Forum.objects.count()}")
    main.get_by_label("Kent County Council").check()
    main.get_by_label("Everyone").check()
    people.enter_day(page, "Day", held_on.day, held_on.month, held_on.year)
    main.get_by_label("Start time").fill("9.30")
    main.get_by_label("End time").fill("12:30")
    main.get_by_label("Venue").fill("County Hall, Maidstone")
    main.get_by_label("Places").fill("40")
    people.press(page, "Save the draft")
