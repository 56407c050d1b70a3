"""A coordinator brings a register in from a spreadsheet with headings of her own, and takes it back again."""

from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from educators.models import Educator, Import
from kmtp.partnership.models import Team
from tests.journeys import people
from tests.pages.chromium import DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["on a desktop", "on a phone"])
#: Headings that nobody can know, and what they mean; "Surname" beside them is known.
COLUMNS = {
    "Her given": "First name",
    "Licence": "SWE number",
    "Writes from": "E-mail address",
    "Sits with": "Team",
    "Takes at once": "Students at a time",
}


@pytest.fixture
def sheet(demo) -> dict[str, str]:
    """Return the file as it came first, and mended: somebody new, somebody who can take more, somebody as she is.

    The headings differ from run to run, because the columns of a file are remembered by them.
    """
    mark = token_hex(3)
    team = Team.objects.filter(organisation__slug="kent", valid_to=None)[0].name
    known, stays = Educator.objects.filter(council__slug="kent", left_on=None, capacity=1).exclude(
        swe_number=""
    )[:2]
    head = "Surname," + ",".join(f"{heading} {mark}" for heading in COLUMNS)
    new = f"New{mark},Nadia,SW{int(mark, 16) % 90_000 + 900_000},nadia.{mark}@kent.example"
    others = f"{known.last_name},{known.first_name},{known.swe_number},,,3"
    others += f"\n{stays.last_name},{stays.first_name},{stays.swe_number},,,1"
    return {
        "mark": mark,
        "known": str(known),
        "stays": str(stays),
        "first": f"{head}\n{new},No such team,1\n{others}\nNobody,,SW0,,,many\n",
        "mended": f"{head}\n{new},{team},1\n{others}\n",
    }


@SIZES
def test_errors_are_listed_then_the_mended_file_is_applied_and_undone(demo, chromium, sheet, size):
    session = demo.sign_in("coordinator@kent.example")
    with opened(chromium, demo.url, session=session, viewport=size) as (page, witness):
        uploads(page, sheet["first"])
        people.arrive(page, "What are the columns of our register.csv?")
        says_what_the_columns_are(page, sheet["mark"])
        reads_what_is_wrong(page, sheet["mark"])
        people.find_no_fault(page)
        people.press(page, "Upload the mended file")
        sends(page, sheet["mended"])
        reads_what_changes(page, sheet)
        people.find_no_fault(page)
        applies(page)
        is_on_the_register(page, sheet["mark"])
        uploads(page, sheet["mended"])
        expect(people.main(page)).to_contain_text("0 new, 0 changed, 3 unchanged")
        expect(people.main(page)).to_contain_text("there is nothing to apply")
        undoes(page, sheet)
    assert witness.complaints == []
    assert not Educator.objects.filter(last_name=f"New{sheet['mark']}").exists()


def uploads(page: Page, text: str) -> None:
    """Open the register, go to the import and send a file."""
    page.goto("/educators/")
    people.press(page, "Import a spreadsheet")
    sends(page, text)


def sends(page: Page, text: str) -> None:
    """Choose the file and have it checked."""
    file = {"name": "our register.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("Spreadsheet").set_input_files(file)
    people.press(page, "Check the file")


def says_what_the_columns_are(page: Page, mark: str) -> None:
    """Answer for each heading that nobody could know."""
    for heading, column in COLUMNS.items():
        page.get_by_label(f"“{heading} {mark}” is").select_option(label=column)
    people.press(page, "Check the file")
    assert people.said(page).startswith("The columns are remembered.")


def reads_what_is_wrong(page: Page, mark: str) -> None:
    """Find every problem at once, each with its row, its column and what to do."""
    rows = people.main(page).get_by_role("row").all_inner_texts()
    found = [" ".join(row.split()) for row in rows[1:]]
    assert [one.split(" Is ")[0].split(" Has ")[0] for one in found] == [
        f"Row 2 Sits with {mark} (Team): No such team",
        f"Row 5 Licence {mark} (SWE number): SW0",
        f"Row 5 Takes at once {mark} (Students at a time): many",
        f"Row 5 Her given {mark} (First name)",
    ]
    expect(people.main(page)).to_contain_text("The register has not changed.")


def reads_what_changes(page: Page, sheet: dict[str, str]) -> None:
    """Nobody is asked about the columns again; what changes shows the value of before and of after."""
    expect(people.main(page)).to_contain_text("1 new, 1 changed, 1 unchanged")
    expect(people.main(page)).to_contain_text(sheet["known"])
    assert people.main(page).locator("del").all_inner_texts() == ["1"]
    assert people.main(page).locator("ins").all_inner_texts() == ["3"]
    after = people.main(page).locator("ins").bounding_box()
    assert after["x"] + after["width"] <= page.viewport_size["width"]
    for kind, name in (("New (1)", f"New{sheet['mark']}"), ("Unchanged (1)", sheet["stays"])):
        people.follow(page, kind)
        expect(people.main(page)).to_contain_text(name)


def applies(page: Page) -> None:
    """Apply the file, and read what was stored."""
    people.press(page, "Apply to the register")
    people.press(page, "Apply to the register")
    assert people.said(page).endswith("is applied: 1 added, 1 changed.")


def is_on_the_register(page: Page, mark: str) -> None:
    """Find the new person by a part of her name."""
    people.follow(page, "Open the register")
    page.goto(f"/educators/?q=new{mark}")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 practice educator")
    expect(people.main(page)).to_contain_text(f"Nadia New{mark}")


def undoes(page: Page, sheet: dict[str, str]) -> None:
    """Undo the whole import from its page: the new person is gone, the known one as she was."""
    applied = Import.objects.filter(state="applied", council__slug="kent").latest("applied_at")
    page.goto(applied.get_absolute_url())
    people.press(page, "Undo this import")
    expect(people.main(page)).to_contain_text("1 added person is taken off the register")
    people.press(page, "Undo this import")
    assert people.said(page).endswith("is undone.")
    page.goto(f"/educators/?q=new{sheet['mark']}")
    expect(page.get_by_role("heading", level=1)).to_have_text("No practice educators")
