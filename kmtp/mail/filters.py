"""Filters of the list of letters."""

from kmtp.mail.models import Letter
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter


class LetterFilter(FilterSet):
    """By words and status."""

    q = SearchFilter(fields=("subject",))
    state = FacetFilter("state", label="Status", choices=Letter.State.choices)
