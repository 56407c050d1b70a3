"""What a placement's page shows of its days."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from placements import day_record, lifecycle
from placements.models import Placement

register = template.Library()


@register.inclusion_tag("placements/_days.html", takes_context=True)
def placement_days(context: template.Context, placement: Placement) -> dict[str, Any]:
    """``{% placement_days placement %}``: how far a placement is in days, once it has started."""
    user, is_shown = context["request"].user, placement.state in lifecycle.STARTED
    return {
        "placement": placement,
        "is_shown": is_shown,
        "record": day_record.of(placement, localdate()) if is_shown else None,
        "may_confirm": user.has_perm("placements.confirm_days", placement),
    }
