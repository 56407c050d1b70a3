"""What a placement's page shows of a placement under way: its steps."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from placements.actions.steps import SETTLED
from placements.models import Placement, Step

register = template.Library()


@register.inclusion_tag("placements/_steps.html", takes_context=True)
def placement_steps(context: template.Context, placement: Placement) -> dict[str, Any]:
    """``{% placement_steps placement %}``: the steps of a placement, and what this person may do with them."""
    user, today = context["request"].user, localdate()
    rows = placement.steps.select_related("kind", "done_by", "waived_by").prefetch_related(
        "documents__uploaded_by"
    )
    return {
        "placement": placement,
        "rows": [(one, tag_of(one, placement, today)) for one in rows],
        "may_do": user.has_perm("placements.do_step", placement),
        "may_waive": user.has_perm("placements.waive_step", placement),
    }


def tag_of(step: Step, placement: Placement, today: Any) -> tuple[str, str]:
    """Return where a step stands, as words and a colour."""
    if step.done_on:
        return "Done", "green"
    if step.waived_on:
        return "Waived", "grey"
    if step.is_overdue(today) and placement.state in SETTLED:
        return "Overdue", "red"
    return "To do", "yellow"
