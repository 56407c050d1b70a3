"""What the search at the top of every page finds in the register."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from educators.filters.register import EducatorFilters
from educators.models import Educator

register = template.Library()
MOST = 10


@register.inclusion_tag("educators/_found.html", takes_context=True)
def educators_found(context: dict[str, Any], words: str) -> dict[str, Any]:
    """Show the educators that the words find, among those the person may see; the register shows the rest."""
    request = context["request"]
    visible = Educator.objects.visible_to(request.user).for_the_register(localdate())
    found = EducatorFilters({"q": words}, visible, request=request).qs
    return {
        "found": found[:MOST],
        "words": words,
        "may_list": request.user.has_perm("educators.view_educator"),
    }
