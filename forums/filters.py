"""The filters of the list of forums."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from forums import lifecycle
from forums.models import Forum
from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter

Pairs = list[tuple[str, str]]
JOINT = "joint"


def on_days(values: list[str]) -> Q:
    """Return the condition that a forum is still to come, or over."""
    today = localdate()
    when = {"coming": Q(held_on__gte=today), "past": Q(held_on__lt=today)}
    return reduce(or_, (when[value] for value in values))


def held_by(values: list[str]) -> Q:
    """Return the condition that one of these councils, or all together, hold it."""
    return Q(council__slug__in=values) | (Q(council__isnull=True) if JOINT in values else Q(pk__in=[]))


def hosts(request: HttpRequest) -> Pairs:
    """Return the hosts of the forums that the person may see; nothing for those who see joint ones only."""
    councils = Organisation.objects.councils()
    if access.organisations(request.user, "forums.view_forum") is not None:
        held = access.grants(request.user, "forums.view_forum")
        councils = councils.filter(pk__in=[grant.organisation for grant in held if grant.organisation])
    found = list(councils.order_by("short_name").values_list("slug", "short_name"))
    return [(JOINT, "Joint"), *found] if found else []


def states(request: HttpRequest) -> Pairs:
    """Return the states; drafts are for organisers."""
    is_organiser = request.user.has_perm("forums.change_forum")
    return [pair for pair in lifecycle.CHOICES if is_organiser or pair[0] in lifecycle.PUBLIC]


def registers(request: HttpRequest) -> Pairs:
    """Return the one choice for those who take registers."""
    may_take = request.user.has_perm("forums.take_register")
    return [("True", "Register not taken")] if may_take else []


class ForumFilter(FilterSet):
    """By words, day, host, audience and status."""

    q = SearchFilter(["title", "theme", "venue"], label="Title, theme or venue")
    when = FacetFilter(label="When", choices=[("coming", "To come"), ("past", "Over")], q=on_days)
    host = FacetFilter(label="Host", choices=hosts, q=held_by)
    audience = FacetFilter("audience", label="Who it is for", choices=Forum.Audience.choices)
    state = FacetFilter("state", label="Status", choices=states)
    register = FacetFilter("is_register_open", label="To do", choices=registers)

    class Meta:
        """Of forums."""

        model = Forum
        fields: list[str] = []
