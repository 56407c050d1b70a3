"""Guidance on pages: its text, and what a practice educator has still to read."""

from typing import Any

from django import template

from educators import guide_text
from educators.models import Educator, GuideVersion

register = template.Library()


@register.inclusion_tag("educators/_guide_text.html")
def guide_body(text: str) -> dict[str, Any]:
    """``{% guide_body section.body %}``: paragraphs and lists, escaped."""
    return {"blocks": guide_text.blocks(text)}


@register.inclusion_tag("educators/_my_guidance.html")
def my_guidance(educator: Educator) -> dict[str, Any]:
    """``{% my_guidance educator %}``: what she has not read of what is in force. One query."""
    unread = GuideVersion.objects.in_force().unread_by(educator.person_id or 0).select_related("guide")
    return {"unread": unread}
