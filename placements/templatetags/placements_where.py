"""What placements know of a place: the students who wait for one there."""

from collections import Counter
from typing import Any

from django import template
from django.db.models import Count

from kmtp.partnership.land import Land
from placements.models import Request

register = template.Library()


@register.simple_tag(takes_context=True)
def students_waiting(context: template.Context, land: Land, councils: list[str]) -> Counter[str]:
    """``{% students_waiting land councils as waiting %}``: how many by ONS code, "" where it is not known.

    The first half of a student's postcode names the district: the one of most of its postcodes. One query.
    """
    asked = Request.objects.visible_to(context["request"].user).waiting()
    if councils:
        asked = asked.filter(council__slug__in=councils)
    rows = asked.order_by().values_list("student__outward_postcode")
    found: Counter[str] = Counter()
    for outward, number in rows.annotate(number=Count("student", distinct=True)):
        found[land.outwards.get(outward, "")] += number
    return found


@register.filter
def at(waiting: Counter[str], key: str) -> Any:
    """``{{ waiting|at:row.key }}``: the number of one district, nought when nobody waits there."""
    return waiting[key]


@register.filter
def everywhere(waiting: Counter[str]) -> int:
    """``{{ waiting|everywhere }}``: how many wait in all."""
    return waiting.total()


@register.filter
def elsewhere(waiting: Counter[str], rows: list[tuple[Any, Any]]) -> int:
    """``{{ waiting|elsewhere:rows }}``: how many wait where none of the rows is."""
    return waiting.total() - sum(waiting[row.key] for row, _ in rows)
