"""A manager asks for the report of 2019/20, watches it being built and takes the PDF away."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kmtp.reports import building
from kmtp.reports.models import Report
from tests.journeys import people
from tests.pages.chromium import opened

pytestmark = pytest.mark.browser
#: What the case study prints of Kent's 2019/20.
PUBLISHED = {
    "Practice educators": 204,
    "Practice educators at PEPS Stage 2": 152,
    "Supported through PEPS Stage 1": 33,
    "Supported through PEPS Stage 2": 28,
    "Practice placements": 79,
    "of which final, 100 days": 75,
    "of which first, 70 days": 4,
    "Step Up students": 14,
    "Open University placements": 18,
    "Apprentices": 25,
    "Total, daytime": 1922,
    "Total, out of hours": 236,
    "Highest week, daytime": 28,
    "Highest week, out of hours": 19,
}
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@SCRIPTS
def test_a_manager_gets_the_figures_of_2019_20(demo, chromium, scripts, tmp_path):
    with opened(chromium, demo.url, java_script_enabled=scripts) as (page, witness):
        people.sign_in(page, "manager@kent.example")
        ask(page)
        people.arrive(page, "Practice education in Kent County Council, 2019/20")
        report = Report.objects.latest("pk")
        watch(page, report, scripts)
        building.build(report.pk)
        # Without scripts the page opens itself anew every three seconds.
        expect(people.main(page).get_by_role("button", name="Download the PDF")).to_be_visible(timeout=15_000)
        shown = people.main(page).inner_text()
        printed = text_of(download(page, "Download the PDF", tmp_path))
    assert witness.complaints == []
    report.refresh_from_db()
    counted = {row["figure"]: row["value"] for row in report.figures}
    assert {name: counted[name] for name in PUBLISHED} == PUBLISHED
    for name, value in PUBLISHED.items():
        assert as_printed(name, value).search(shown)
        assert as_printed(name, value).search(printed)


def as_printed(name: str, value: float) -> re.Pattern[str]:
    """Return how a figure stands on a page: its name, and the number soon after it or before it."""
    number, words = rf"(?<![\d.]){value:,}(?![\d.])", name.replace(" ", r"\s+")
    return re.compile(rf"{words}.{{0,100}}?{number}|{number}.{{0,100}}?{words}", re.DOTALL)


def ask(page: Page) -> None:
    """Ask for Kent's report."""
    people.go_to(page, "Reports")
    people.press(page, "Build a report")
    page.get_by_label("Academic year").select_option("2019/20")
    people.choose(page, "Report for", "Kent County Council")
    people.press(page, "Build the report")
    assert people.said(page).startswith("We are building revision")


def watch(page: Page, report: Report, scripts: bool) -> None:
    """See the bar move."""
    expect(page.get_by_role("progressbar")).to_have_attribute("max", "100")
    building.say(report, "Counted placements", 12)
    if not scripts:
        people.follow(page, "Look again")
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 12)
    expect(page.get_by_role("status")).to_have_text("Counted placements")
    Report.objects.filter(pk=report.pk).update(state="waiting")


def download(page: Page, name: str, folder: Path) -> Path:
    """Take a file away."""
    with page.expect_download() as taken:
        people.press(page, name)
    file = folder / taken.value.suggested_filename
    taken.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")
    return file


def text_of(pdf: Path) -> str:
    """Return the words of a PDF."""
    return subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
