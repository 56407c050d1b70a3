"""What a placement's page shows of who decided on it."""

from typing import Any

from django import template

from placements.models import Decision, Placement

register = template.Library()


@register.inclusion_tag("placements/_decisions.html", takes_context=True)
def placement_decisions(context: template.Context, placement: Placement) -> dict[str, Any]:
    """``{% placement_decisions placement %}``: who placed the student so, when and why, for who may see that."""
    decisions = Decision.objects.visible_to(context["request"].user).filter(placement=placement)
    return {"decisions": decisions.select_related("decided_by", "draft").prefetch_related("overrides")}
