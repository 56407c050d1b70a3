"""Filters of the answers to a call."""

from django.db.models import Q
from django.http import HttpRequest

from educators import offering
from educators.models import AvailabilityAnswer, AvailabilityCall
from kmtp.partnership.models import Team
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter

NONE = "none"


def says(values: list[str]) -> Q:
    """Return the condition of these answers; "none" is that there is none."""
    return Q(says__in=["" if value == NONE else value for value in values])


def can_take(values: list[str]) -> Q:
    """Return the condition that somebody can take any of these."""
    return Q(kinds__overlap=values)


def teams(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the names of the teams whose answers the person may see."""
    names = Team.objects.visible_to(request.user).order_by("name").values_list("name", flat=True).distinct()
    return [(name, name) for name in names]


class CallFilters(FilterSet):
    """By where a call is on its way."""

    state = FacetFilter("state", label="State", choices=AvailabilityCall.State.choices)


class AnswerFilters(FilterSet):
    """By what was said."""

    q = SearchFilter(["educator__first_name", "educator__last_name"], label="Name")
    says = FacetFilter(label="Says", choices=[*offering.SAYS.items(), (NONE, "Not answered")], q=says)
    kind = FacetFilter(label="Can take", choices=list(offering.KINDS.items()), q=can_take)
    reason = FacetFilter("reason", label="Reason", choices=list(offering.REASONS.items()))
    team = FacetFilter("educator__team__name", label="Team", choices=teams)

    class Meta:
        """Of the answers."""

        model = AvailabilityAnswer
        fields: list[str] = []
