"""The filters of the map: those of the register."""

from educators.filters.register import EducatorFilters, active_as
from educators.models import Activity
from kmtp.ui.filters import FacetFilter


class WhereFilters(EducatorFilters):
    """The register's, with one query less: the map needs a query for students who wait."""

    activity = FacetFilter(
        label="Active this year as", choices=Activity.Kind.choices, q=active_as, together="standing"
    )
