"""The card of past teams on a record."""

from typing import Any

from django import template

from educators.models import Educator

register = template.Library()


@register.inclusion_tag("educators/cards/_past_teams.html")
def past_teams(educator: Educator) -> dict[str, Any]:
    """Return the teams that an educator was in before. One query."""
    return {"postings": educator.postings.past()}  # type: ignore[attr-defined]
