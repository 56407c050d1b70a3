"""A person's saved views above a list."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from kmtp.accounts.models import SavedView
from kmtp.accounts.saved_views import is_a_list, kept

register = template.Library()


@register.inclusion_tag("accounts/_saved_views_of_a_list.html", takes_context=True)
def saved_views(context: dict[str, Any]) -> dict[str, Any]:
    """Show the views of this list, and offer to save the filters that are chosen. One query."""
    request = context["request"]
    route = request.resolver_match.view_name if request.resolver_match else ""
    if not request.user.has_perm("accounts.save_view") or not is_a_list(route):
        return {}
    views = list(SavedView.objects.visible_to(request.user).filter(path=route))
    query = kept(request.GET.urlencode())
    here = next((view for view in views if view.query == query), None)
    address = f"{reverse('accounts:save_view')}?{urlencode({'route': route, 'query': query})}"
    return {"views": views, "here": here, "save_url": address if query and not here else ""}
