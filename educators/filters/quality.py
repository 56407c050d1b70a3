"""Filters of the records to mend."""

from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from educators.models import Confirmation, Educator
from educators.quality import CHECKS, failing
from kmtp.partnership import access
from kmtp.partnership.models import Organisation, Team
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter


def to_mend(keys: list[str]) -> Q:
    """Return the condition that a record fails any of these checks today."""
    return failing(keys, localdate())


def councils(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the councils whose register the person looks after."""
    mine = Organisation.objects.councils().filter(
        access.within(request.user, "educators.change_educator", "pk")
    )
    return [(name, name) for name in mine.values_list("short_name", flat=True)]


def teams(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the names of the person's teams."""
    names = Team.objects.visible_to(request.user).order_by("name").values_list("name", flat=True).distinct()
    return [(name, name) for name in names]


class QualityFilters(FilterSet):
    """By what fails, where."""

    q = SearchFilter(["first_name", "last_name", "swe_number"], label="Name or SWE number")
    check = FacetFilter(
        label="To mend", choices=[(key, check.label) for key, check in CHECKS.items()], q=to_mend
    )
    council = FacetFilter("council__short_name", label="Council", choices=councils)
    team = FacetFilter("team__name", label="Team", choices=teams)

    class Meta:
        """Of the register."""

        model = Educator
        fields: list[str] = []


class CorrectionFilters(FilterSet):
    """By where a record check is on its way."""

    q = SearchFilter(["educator__first_name", "educator__last_name"], label="Name")
    state = FacetFilter("state", label="State", choices=Confirmation.State.choices)
    council = FacetFilter("educator__council__short_name", label="Council", choices=councils)

    class Meta:
        """Of the record checks."""

        model = Confirmation
        fields: list[str] = []
