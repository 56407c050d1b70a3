"""What forums show on other areas' pages: a table on an educator's record."""

from typing import Any

from django import template

from educators.models import Educator
from forums.models import Booking

register = template.Library()


@register.inclusion_tag("forums/_educator.html", takes_context=True)
def educator_forums(context: template.Context, educator: Educator) -> dict[str, Any]:
    """``{% educator_forums educator %}``: the forums she booked and attended, for her record."""
    visible = Booking.objects.visible_to(context["request"].user).current().filter(educator=educator)
    found = visible.select_related("forum").order_by("-forum__held_on", "pk")
    return {"bookings": [one for one in found if one.forum.facts.is_public]}
