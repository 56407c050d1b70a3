"""The chapters in their order: what each room says of itself for a year."""

from collections.abc import Callable, Iterator

import educators.annual_report
import evaluations.annual_report
import forums.annual_report
import placements.annual_report
import time_audit.annual_report
from kmtp.figures import Figure, Section
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation

Chapter = Callable[..., Section]

CHAPTERS: tuple[tuple[str, Chapter], ...] = (
    ("placements", placements.annual_report.section),
    ("practice educators", educators.annual_report.section),
    ("forums", forums.annual_report.section),
    ("evaluations", evaluations.annual_report.section),
    ("the time audit", time_audit.annual_report.section),
)
#: How many figures of each chapter stand in the fact box, its first ones.
IN_THE_FACT_BOX = 4


def sections(year: AcademicYear, organisation: Organisation | None) -> Iterator[tuple[str, Section]]:
    """Yield each chapter's name and its section, counted now."""
    for name, section in CHAPTERS:
        yield name, section(year=year, organisation=organisation)


def fact_box(chapters: list[Section]) -> list[Figure]:
    """Return the figures that stand first in the report."""
    return [figure for section in chapters for figure in section.figures[:IN_THE_FACT_BOX]]


def as_rows(chapters: list[Section]) -> list[dict[str, object]]:
    """Return every figure as plain values, to be kept with the report and put into its workbook."""
    return [_row(section, figure) for section in chapters for figure in section.figures]


def _row(section: Section, figure: Figure) -> dict[str, object]:
    return {
        "chapter": section.title,
        "figure": figure.label,
        "value": None if figure.value is None else float(figure.value),
        "last_year": None if figure.last_year is None else float(figure.last_year),
        "unit": figure.unit,
        "definition": figure.definition.text,
    }
