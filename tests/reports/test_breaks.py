"""Where the pages of the PDF break: never before the last rows of a table alone, nor before the notes alone."""

import pytest
from weasyprint import CSS, HTML

from kmtp.reports import pdf

FEWEST = 3
NOTES = '<h3 class="report-notes">Notes</h3><ul class="govuk-list"><li>A note.</li></ul>'


def rows_by_page(rows: int, after: str = "") -> list[int]:
    """Return how many rows of a table stand on each page; the head that is repeated is none of them."""
    body = "".join(f"<tr><th>{n}</th><td>1</td></tr>" for n in range(rows))
    table = f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{body}</tbody></table>"
    html = HTML(string=f'<main><section class="report-chapter">{table}{after}</section></main>')
    pages = html.render(stylesheets=[CSS(filename=pdf._static("css/report.css"))]).pages
    found = [[box.element_tag for box in page._page_box.descendants()] for page in pages]
    return [tags.count("tr") - tags.count("thead") for tags in found]


@pytest.fixture(scope="module")
def full() -> int:
    """How many rows fill a page."""
    return rows_by_page(120)[0]


@pytest.mark.parametrize("more", [-1, 0, 1, 2, 3, 4])
def test_the_last_rows_of_a_table_do_not_stand_alone(full, more):
    pages = rows_by_page(full + more)
    assert sum(pages) == full + more
    assert min(pages) >= FEWEST


@pytest.mark.parametrize("fewer", [0, 1, 2])
def test_notes_stand_with_the_rows_before_them(full, fewer):
    pages = rows_by_page(full - fewer, NOTES)
    assert len(pages) == 1 or pages[-1] >= FEWEST
