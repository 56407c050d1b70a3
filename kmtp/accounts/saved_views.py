"""Keep the filters of a list under a name; rename and forget them."""

from django.http import QueryDict
from django.urls import NoReverseMatch, resolve, reverse

from kmtp.accounts.models.saved_view import MOST, SavedView
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from kmtp.ui.filters import NOT_FILTERS
from kmtp.ui.views import ListPage

LONGEST = 1000


def is_a_list(route: str) -> bool:
    """Say whether a route names a list that needs nothing but its name."""
    try:
        view = resolve(reverse(route)).func
    except NoReverseMatch:
        return False
    return issubclass(getattr(view, "view_class", object), ListPage)


def kept(query: str) -> str:
    """Return the part of an address that a view keeps: filters and order, and no page."""
    found = QueryDict(query[:LONGEST], mutable=True)
    for name in NOT_FILTERS:
        found.pop(name, None)
    return found.urlencode()[:LONGEST]


@recorded("View saved")
def save(*, person: Person, route: str, name: str, query: str) -> SavedView:
    """Keep a view; saving under the same name replaces it. Nobody keeps more than twenty of one list."""
    if not is_a_list(route):
        raise Refused("This page is not a list whose view can be saved.")
    others = SavedView.objects.filter(person=person, path=route).exclude(name=name)
    if others.count() >= MOST:
        raise Refused(f"You have {MOST} views of this list. Delete one that you no longer use.")
    found, _ = SavedView.objects.update_or_create(
        person=person, path=route, name=name, defaults={"query": kept(query)}
    )
    return found


@recorded("View renamed")
def rename(*, view: SavedView, name: str) -> SavedView:
    """Give a view another name."""
    view.name = name
    view.save(update_fields=["name"])
    return view


@recorded("View deleted")
def delete(*, view: SavedView) -> None:
    """Forget a view; the list and its records stay as they are."""
    SavedView.objects.filter(pk=view.pk).delete()
