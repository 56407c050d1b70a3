"""What recruitment shows on a record and on the practice educator's own home."""

from typing import Any

from django import template
from django.template import Context

from educators.models import Application, Educator

register = template.Library()


@register.inclusion_tag("educators/recruitment/_card.html", takes_context=True)
def recruited(context: Context, educator: Educator) -> dict[str, Any]:
    """``{% recruited educator %}``: the applications that led to this record, read with it."""
    may = context["request"].user.has_perm("educators.run_recruitment", educator)
    return {"applications": context["applications"] if may else []}


@register.inclusion_tag("educators/recruitment/_mine.html")
def my_application(educator: Educator) -> dict[str, Any]:
    """``{% my_application educator %}``: how her own latest application stands. One query."""
    sent = Application.objects.filter(educator=educator).exclude(state="draft")
    return {"application": sent.select_related("intake").order_by("-submitted_on").first()}
