"""Filters of the list of time audits."""

from django.http import HttpRequest

from kmtp.partnership.models import Organisation
from kmtp.ui.filters import Choices, FacetFilter, FilterSet, SearchFilter
from time_audit import lifecycle


def councils(request: HttpRequest) -> Choices:
    """Return the councils that the person works for."""
    found = Organisation.objects.visible_to(request.user).councils()
    return list(found.values_list("pk", "short_name"))


class AuditFilter(FilterSet):
    """By words, status and council."""

    q = SearchFilter(fields=("title", "purpose"))
    state = FacetFilter("state", label="Status", choices=lifecycle.CHOICES)
    council = FacetFilter("council", choices=councils)
