"""What a placement's page shows of practice panels."""

from typing import Any

from django import template

from placements.models import PanelReport, Placement

register = template.Library()


@register.inclusion_tag("placements/_practice_panels.html", takes_context=True)
def placement_practice_panels(context: template.Context, placement: Placement) -> dict[str, Any]:
    """``{% placement_practice_panels placement %}``: the panels its report went to, for who may see panels."""
    reports = PanelReport.objects.visible_to(context["request"].user).filter(placement=placement)
    return {"reports": reports.select_related("panel__university")}
