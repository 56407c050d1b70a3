"""Filters of the list of reports."""

from django.db.models import Q
from django.http import HttpRequest

from kmtp.partnership.academic_year import AcademicYear
from kmtp.reports.forms import years
from kmtp.reports.models import Report
from kmtp.ui.filters import FacetFilter, FilterSet


def year_choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the years that reports can be of, as people write them: 2019/20."""
    return [(str(year), str(year)) for year in years()]


def of_years(values: list[str]) -> Q:
    """Return the condition that a report is of one of these years."""
    return Q(year__in=[AcademicYear.parse(value) for value in values])


class ReportFilter(FilterSet):
    """By year and status."""

    year = FacetFilter(label="Academic year", choices=year_choices, q=of_years)
    state = FacetFilter("state", label="Status", choices=Report.State.choices)
