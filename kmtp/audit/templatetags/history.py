"""``{% history record %}``: what happened to it, in words."""

from typing import Any

from django import template
from django.db import models

from kmtp.audit import history

register = template.Library()


@register.inclusion_tag("audit/_history.html", name="history")
def show(record: models.Model) -> dict[str, Any]:
    """Show the record's history."""
    return {"entries": history.of(record)}
