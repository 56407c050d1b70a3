"""Filters of the list of people."""

from django.db.models import Q

from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Organisation
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter


def holding(roles: list[str]) -> Q:
    """Return the condition that somebody holds one of the roles now."""
    return Q(pk__in=Membership.objects.current().filter(role__in=roles).values("person"))


class PersonFilter(FilterSet):
    """By name and role."""

    q = SearchFilter(fields=("name", "email"))
    role = FacetFilter(label="Role", choices=Role.choices, q=holding)


class OrganisationFilter(FilterSet):
    """By name and kind."""

    q = SearchFilter(fields=("name", "short_name"))
    kind = FacetFilter("kind", label="What it is", choices=Organisation.Kind.choices)
