"""What a placement's page shows of concerns: one's own, and how to raise one."""

from typing import Any

from django import template

from placements.models import Concern, Placement

register = template.Library()


@register.inclusion_tag("placements/_concerns.html", takes_context=True)
def placement_concerns(context: template.Context, placement: Placement) -> dict[str, Any]:
    """``{% placement_concerns placement %}``: the same for everybody but those who are involved in one."""
    user = context["request"].user
    if not user.has_perm("placements.raise_concern", placement):
        return {"placement": None}
    own = Concern.objects.visible_to(user).filter(placement=placement)
    return {"placement": placement, "concerns": list(own)}
