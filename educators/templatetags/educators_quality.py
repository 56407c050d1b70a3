"""What data quality shows on a record."""

from typing import Any

from django import template
from django.template import Context

from educators.models import Educator

register = template.Library()


@register.inclusion_tag("educators/quality/_card.html", takes_context=True)
def record_check(context: Context, educator: Educator) -> dict[str, Any]:
    """``{% record_check educator %}``: what she said about her record, for who looks after it; read with the record."""
    if not context["request"].user.has_perm("educators.change_educator", educator):
        return {"educator": None}
    return {"educator": educator, "question": next(iter(context["questions"]), None)}
