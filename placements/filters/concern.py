"""The filters of one's own concerns."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.timezone import localdate

from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter
from placements.models import Concern

#: The states of a concern, each with its condition.
STATES = {"open": ("Open", Q(closed_on=None)), "closed": ("Closed", Q(closed_on__isnull=False))}


def in_states(values: list[str]) -> Q:
    """Return the condition that a concern is in one of the states."""
    return reduce(or_, (STATES[value][1] for value in values))


def is_due(values: list[str]) -> Q:
    """Return the condition that something is due by today, after ``with_due``."""
    return Q(due_on__lte=localdate())


class ConcernFilters(FilterSet):
    """Search by reference; facets with their numbers."""

    q = SearchFilter(
        ["placement__student__reference", "placement__team__name"], label="Student’s reference or team"
    )
    state = FacetFilter(
        label="State", choices=[(key, words) for key, (words, _) in STATES.items()], q=in_states
    )
    due = FacetFilter(label="Due", choices=[("now", "Meeting or review due by today")], q=is_due)
    about = FacetFilter("about", label="About", choices=Concern.About.choices)

    class Meta:
        """Of concerns."""

        model = Concern
        fields: list[str] = []
