"""The figures of a report as a workbook."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from kmtp.reports.models import Report
from kmtp.ui.exports import cell

HEAD = ("Chapter", "Figure", "This year", "Last year", "Unit", "How this was counted")
KEYS = ("chapter", "figure", "value", "last_year", "unit", "definition")


def of(report: Report) -> BytesIO:
    """Return the workbook with one line for each figure."""
    book = Workbook()
    sheet = book["Sheet"]
    sheet.title = str(report.year).replace("/", "-")
    sheet.append(HEAD)
    for figure in report.figures:
        sheet.append([cell(figure[key]) for key in KEYS])
        for number in sheet[sheet.max_row][2:4]:
            number.number_format = "0.0" if figure["unit"] == "%" else "#,##0.##"
    for heading in sheet[1]:
        heading.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file
