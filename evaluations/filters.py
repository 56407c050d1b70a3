"""Filters of the lists of evaluations."""

from django.db.models import Max, Min, Q
from django.http import HttpRequest

from evaluations.models import Evaluation, FollowUp, Moment, State
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from placements import kinds
from placements.models.programme import Route

STARTS = "placement__starts_on"


def councils(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the councils, when there is more than one to choose from."""
    visible = Evaluation.objects.visible_to(request.user)
    pairs = visible.order_by().values_list("placement__council", "placement__council__short_name").distinct()
    found = sorted(pairs, key=lambda pair: str(pair[1]))
    return found if len(found) > 1 else []


def years(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the academic years of the placements, the latest first."""
    ends = Evaluation.objects.visible_to(request.user).aggregate(first=Min(STARTS), last=Max(STARTS))
    if ends["first"] is None:
        return []
    first, last = AcademicYear.of(ends["first"]), AcademicYear.of(ends["last"])
    found = [AcademicYear(start) for start in range(last.start, first.start - 1, -1)]
    return [(year.slug, str(year)) for year in found]


def in_years(values: list[str]) -> Q:
    """Return the condition that the placement starts in one of the years."""
    condition = Q(pk__in=[])
    for year in map(AcademicYear.parse, values):
        condition |= Q(**{f"{STARTS}__range": (year.starts_on, year.ends_on)})
    return condition


class EvaluationFilter(FilterSet):
    """How far it has come, when, where and what kind."""

    q = SearchFilter(
        [
            "placement__student__reference",
            "placement__educator__first_name",
            "placement__educator__last_name",
            "placement__team__name",
        ],
        label="Student reference, educator or team",
    )
    state = FacetFilter("state", label="State", choices=State.choices)
    year = FacetFilter(label="Academic year", choices=years, q=in_years)
    council = FacetFilter("placement__council", label="Council", choices=councils)
    moment = FacetFilter("moment", label="When", choices=Moment.choices)
    kind = FacetFilter("placement__kind", label="Kind of placement", choices=kinds.CHOICES[:2])


class ResultsFilter(FilterSet):
    """Which evaluations are put together."""

    year = FacetFilter(label="Academic year", choices=years, q=in_years)
    council = FacetFilter("placement__council", label="Council", choices=councils)
    moment = FacetFilter("moment", label="When", choices=Moment.choices)
    kind = FacetFilter("placement__kind", label="Kind of placement", choices=kinds.CHOICES[:2])
    route = FacetFilter("placement__programme__route", label="Route", choices=Route.choices)


def asking_councils(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the councils of the placements that the person sends evaluations for, if several."""
    found = Organisation.objects.visible_to(request.user).councils().values_list("pk", "short_name")
    pairs = list(found)
    return pairs if len(pairs) > 1 else []


class DueFilter(FilterSet):
    """Placements whose evaluation waits to be sent."""

    q = SearchFilter(
        ["student__reference", "educator__first_name", "educator__last_name", "team__name"],
        label="Student reference, educator or team",
    )
    council = FacetFilter("council", label="Council", choices=asking_councils)
    kind = FacetFilter("kind", label="Kind of placement", choices=kinds.CHOICES[:2])


class FollowUpFilter(FilterSet):
    """Open or closed, and why."""

    state = FacetFilter("state", label="State", choices=FollowUp.State.choices)
    rule = FacetFilter("rule", label="Reason", choices=FollowUp.Rule.choices)
    council = FacetFilter("evaluation__placement__council", label="Council", choices=asking_councils)
