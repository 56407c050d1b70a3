"""A university asks, a coordinator drafts an allocation, rules by hand, publishes it, and both read what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from placements.actions import drafts
from placements.models import Decision, Draft, Pairing, Placement, Request, Ruling, Student
from tests.journeys import people
from tests.pages.chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser
COORDINATOR, PARTNER = "coordinator@kent.example", "partner@cccu.example"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["on a desktop", "on a phone"])


def fill_in_student(page: Page, reference: str) -> None:
    """Fill in what a placement needs to know of a student, and the confidential profile."""
    page.get_by_label("Programme").select_option(index=1)
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Student’s name").fill("Jo Asked")
    page.get_by_label("Student’s e-mail address").fill("jo.asked@student.example")


def ask_for_a_placement(page: Page) -> None:
    """Go on from the student's page, and send the request of a final placement with Kent."""
    people.press(page, "Ask for a placement")
    first, last = localdate() + timedelta(days=400), localdate() + timedelta(days=700)
    page.get_by_label("Council").select_option(label="Kent County Council")
    people.choose(page, "Kind", "Final placement (100 days)")
    people.enter_day(page, "Start date", first.day, first.month, first.year)
    people.enter_day(page, "Latest end date", last.day, last.month, last.year)
    people.press(page, "Ask for the placement")
    assert people.said(page).startswith("The placement is asked for.")


@SIZES
def test_a_university_asks_for_a_placement_and_sees_only_its_own(demo, chromium, size):
    with opened(chromium, demo.url, viewport=size, session=demo.sign_in(PARTNER)) as (page, witness):
        page.goto("/placements/students/add/")
        people.press(page, "Save")
        assert people.problems(page) != []
        reference = f"CCCU-J{size['width']}"
        fill_in_student(page, reference)
        people.press(page, "Save")
        student = Student.objects.get(reference=reference)
        people.find_no_fault(page)
        ask_for_a_placement(page)
        assert "Kent County Council" in people.main(page).inner_text()
        page.goto("/placements/students/")
        theirs = Student.objects.exclude(programme__university=student.programme.university).first()
        expect(people.main(page)).not_to_contain_text(theirs.reference)
    assert witness.complaints == []
    assert Request.objects.filter(student=student, council__slug="kent", kind="final").count() == 1


def draft_again(page: Page, name: str) -> Draft:
    """Draft the same season once more, let a worker work it out, and look at it."""
    people.press(page, "Draft again")
    page.get_by_label("Name of the draft").fill(name)
    people.press(page, "Work it out")
    people.arrive(page, name)
    made = Draft.objects.get(name=name)
    drafts.work(made.pk, now=timezone.now())
    page.reload()
    made.refresh_from_db()
    assert made.state == Draft.State.READY, made.problem
    return made


def test_a_coordinator_drafts_rules_by_hand_and_publishes(demo, chromium):
    with opened(chromium, demo.url, session=demo.sign_in(COORDINATOR)) as (page, witness):
        ready = Draft.objects.filter(council__slug="kent", state="ready").order_by("pk")[0]
        page.goto(ready.get_absolute_url())
        first = draft_again(page, "By the journey")
        pairing = first.pairings.exclude(offer=None).for_lists()[0]
        page.goto(f"{first.get_absolute_url()}students/{pairing.pk}/")
        expect(people.main(page)).to_contain_text(str(pairing.team))
        pin(page, pairing)
        page.goto(first.get_absolute_url())
        second = draft_again(page, "With a pin")
        assert second.pairings.get(request=pairing.request).offer_id == pairing.offer_id
        people.find_no_fault(page)
        publish(page, second)
        made = second.pairings.get(request=pairing.request).placement
        page.goto(made.get_absolute_url())
        expect(people.main(page)).to_contain_text(f"by publishing the draft {second.name}")
        page.goto(first.get_absolute_url())
        people.press(page, "Publish")
        people.press(page, "Publish")
        expect(people.main(page)).to_contain_text("has changed since")
    assert [one for one in witness.complaints if "409" not in one] == []
    read_by_the_university(demo, chromium, made)


def pin(page: Page, pairing: Pairing) -> None:
    """Pin a student to the place that is proposed, with a reason."""
    people.follow(page, "Pin the student here")
    people.press(page, "Save the ruling")
    assert people.problems(page) != []
    people.choose(page, "What is ruled?", Ruling.Says.PIN.label)
    page.get_by_label("Reason").fill("The team asked for this student.")
    people.press(page, "Save the ruling")
    assert people.said(page).startswith("The ruling is saved.")
    assert Ruling.objects.filter(request=pairing.request, offer=pairing.offer).exists()


def publish(page: Page, draft: Draft) -> None:
    """Publish a draft: as many provisional placements as it has places, each with a decision."""
    placed = draft.pairings.exclude(team=None).count()
    people.press(page, "Publish")
    people.press(page, "Publish")
    assert people.said(page).startswith(f"{placed:,} placement")
    assert Placement.objects.filter(pairing__draft=draft, state="provisional").count() == placed
    assert Decision.objects.filter(draft=draft).count() == placed


def read_by_the_university(demo, chromium, made: Placement) -> None:
    """Let the student's university read the placement: no decision and nothing private of the practice educator."""
    university = made.student.programme.university
    with opened(chromium, demo.url, session=demo.sign_in(f"partner@{university.slug}.example")) as (
        page,
        _,
    ):
        page.goto(made.get_absolute_url())
        expect(people.main(page)).to_contain_text(str(made.team))
        words = people.main(page).inner_text()
        assert "decided on" not in words
        assert made.educator is None or made.educator.phone == "" or made.educator.phone not in words
