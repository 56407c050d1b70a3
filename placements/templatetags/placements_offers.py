"""What offers show on other areas' pages: the one click on a call for availability."""

from typing import Any

from django import template
from django.db.models import Count, Q

from educators.models import AvailabilityCall

register = template.Library()


@register.inclusion_tag("placements/_offers_of_call.html", takes_context=True)
def offers_of_call(context: template.Context, call: AvailabilityCall) -> dict[str, Any]:
    """``{% offers_of_call call %}``: what became an offer, and the buttons that make the others. One query."""
    if not context["request"].user.has_perm("placements.change_offer", call):
        return {"call": None}
    waiting = {one: Count("pk", filter=Q(says=one, offer=None)) for one in ("yes", "maybe")}
    counts = call.answers.aggregate(made=Count("offer"), **waiting)
    return {"call": call, "csrf_token": context.get("csrf_token"), **counts}
