"""What evaluations show on other areas' pages: a card on a placement."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from evaluations.models import Evaluation
from placements.models import Placement

register = template.Library()
SEND = "evaluations.send_evaluation"


@register.inclusion_tag("evaluations/_placement.html", takes_context=True)
def placement_evaluations(context: template.Context, placement: Placement) -> dict[str, Any]:
    """``{% placement_evaluations placement %}``: a placement's evaluations, and the way to send one."""
    user = context["request"].user
    visible = Evaluation.objects.visible_to(user).filter(placement=placement).with_state(localdate())
    return {
        "evaluations": list(visible.select_related("placement__student").order_by("opens_on")),
        "placement": placement,
        "may_send": placement.educator_id is not None and user.has_perm(SEND, placement),
    }
