"""What availability shows on the practice educator's own home."""

from typing import Any

from django import template
from django.template import Context
from django.utils.timezone import localdate

from educators.models import AvailabilityAnswer, Educator

register = template.Library()


@register.inclusion_tag("educators/availability/_mine.html")
def my_availability(educator: Educator) -> dict[str, Any]:
    """``{% my_availability educator %}``: the latest question to her, and what she said. One query."""
    asked = AvailabilityAnswer.objects.filter(educator=educator).select_related("call").order_by("-asked_at")
    return {"answer": asked.first(), "today": localdate()}


@register.inclusion_tag("educators/availability/_card.html", takes_context=True)
def availability_of(context: Context, educator: Educator) -> dict[str, Any]:
    """``{% availability_of educator %}``: her answer to the latest call, read with the record."""
    if not context["request"].user.has_perm("educators.call_availability", educator):
        return {"answer": None}
    return {"answer": next(iter(context["answers"]), None)}
