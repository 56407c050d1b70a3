"""``{% history record %}``: what happened to it, in words."""

from typing import Any

from django import template
from django.db import models

from kmtp.audit import history

register = template.Library()


@register.inclusion_tag("audit/_history.html", name="history", takes_context=True)
def show(context: template.Context, record: models.Model) -> dict[str, Any]:
    """Show the record's history to whoever reads the page."""
    return {"entries": history.of(record, context["request"].user)}
