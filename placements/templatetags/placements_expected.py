"""What placements offer to a target: last year's placements as the learners expected."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from educators.models import Target
from placements.actions.expected import past_year

register = template.Library()


@register.inclusion_tag("placements/_expected.html")
def expected_from_placements(target: Target) -> dict[str, Any]:
    """``{% expected_from_placements target %}``: the link that fills in the placements of the last whole year."""
    return {"target": target, "year": past_year(target, localdate())}
