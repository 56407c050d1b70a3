"""A university sends its students and what it asks for them from a spreadsheet, and takes it back again."""

from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from placements.models import Request, Student, StudentImport
from tests.journeys import people
from tests.pages.chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["on a desktop", "on a phone"])
BUTTON = "Apply to the list of students"


@pytest.fixture
def sheet(demo) -> dict[str, str]:
    """Return the file as it came first, and mended: somebody new, somebody who moved, somebody as she is.

    One heading differs from run to run, because the columns of a file are remembered by them.
    """
    mark = token_hex(3)
    known, stays = Student.objects.filter(programme__university__slug="cccu").exclude(
        outward_postcode="CT20"
    )[:2]
    head = f"Ref,Course,Postcode,Student name,E-mail,Council,Type of placement,Start,End,Tutor {mark}"
    new = f"N-{mark},BA,ME4,Nadia New,nadia.{mark}@students.example,Kent,First,27/9/2027,31/3/2028,Dr Ash"
    others = f"{known.reference},,CT20 1AA,,,,,,,\n{stays.reference},,{stays.outward_postcode},,,,,,,"
    wrong = new.replace(",Kent,", ",Surrey,").replace("31/3/2028", "31/2/2028")
    return {
        "mark": mark,
        "known": known.reference,
        "before": known.outward_postcode,
        "first": f"{head}\n{wrong}\n{others}\n,BA,,,,,,,,\n",
        "mended": f"{head}\n{new}\n{others}\n",
    }


@SIZES
def test_problems_are_listed_then_the_mended_list_is_applied_and_undone(demo, chromium, sheet, size):
    session = demo.sign_in("partner@cccu.example")
    with opened(chromium, demo.url, session=session, viewport=size) as (page, witness):
        page.goto("/placements/students/")
        people.press(page, "Import from a spreadsheet")
        people.find_no_fault(page)
        sends(page, sheet["first"])
        people.arrive(page, "What are the columns of our students.csv?")
        people.press(page, "Check the file")  # the tutor is left out
        reads_what_is_wrong(page)
        people.find_no_fault(page)
        people.press(page, "Upload the mended file")
        sends(page, sheet["mended"])
        reads_what_changes(page, sheet)
        people.find_no_fault(page)
        people.press(page, BUTTON)
        people.press(page, BUTTON)
        assert people.said(page).endswith("is applied: 1 added, 1 changed.")
        assert Request.objects.get(student__reference=f"N-{sheet['mark']}").council.slug == "kent"
        undoes(page)
    assert witness.complaints == []
    assert not Student.objects.filter(reference=f"N-{sheet['mark']}").exists()
    assert Student.objects.get(reference=sheet["known"]).outward_postcode == sheet["before"]


def sends(page: Page, text: str) -> None:
    """Choose the file and have it checked."""
    file = {"name": "our students.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("Spreadsheet").set_input_files(file)
    people.press(page, "Check the file")


def reads_what_is_wrong(page: Page) -> None:
    """Find every problem at once, each with its row, its column and what stands there."""
    rows = people.main(page).get_by_role("row").all_inner_texts()
    found = [" ".join(row.split()) for row in rows[1:]]
    assert [one.split(" Is ")[0].split(" Has ")[0] for one in found] == [
        "Row 2 Council: Surrey",
        "Row 2 Latest end date: 31/2/2028",
        "Row 5 Reference",
    ]
    expect(people.main(page)).to_contain_text("The list of students has not changed.")


def reads_what_changes(page: Page, sheet: dict[str, str]) -> None:
    """Nobody is asked about the columns again; what changes shows the value of before and of after."""
    expect(people.main(page)).to_contain_text("1 new, 1 changed, 1 unchanged")
    expect(people.main(page)).to_contain_text(sheet["known"])
    assert people.main(page).locator("del").all_inner_texts() == [sheet["before"] or "nothing"]
    assert people.main(page).locator("ins").all_inner_texts() == ["CT20"]
    people.follow(page, "New (1)")
    expect(people.main(page)).to_contain_text("Nadia New")


def undoes(page: Page) -> None:
    """Undo the whole import from its page."""
    page.goto(StudentImport.objects.filter(state="applied").latest("applied_at").get_absolute_url())
    people.press(page, "Undo this import")
    expect(people.main(page)).to_contain_text("1 added student is taken off the list of students")
    people.press(page, "Undo this import")
    assert people.said(page).endswith("is undone.")
