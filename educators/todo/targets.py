"""What is asked about targets."""

from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from educators.models import Target, Training
from educators.models.targets import next_year
from educators.targets import STAGES
from educators.todo.asking import Ask
from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation

#: From March until the year ends, so that places can be found for the autumn.
SPRING = range(3, 9)


def asks(user: Any, today: date) -> list[Ask]:
    """Return what is asked of ``user``, uncounted."""
    if not user.has_perm("educators.set_targets"):
        return []
    found = [below(user, today)]
    return [unset(user, today), *found] if today.month in SPRING else found


def unset(user: Any, today: date) -> Ask:
    """Return the councils without a target for the year to come."""
    year = next_year(today)
    here = access.within(user, "educators.set_targets", "pk")
    councils = Organisation.objects.councils().filter(here).exclude(educator_targets__year=year)
    one, many = f"Set the target for {year}", f"{{}} councils have no target for {year} yet"
    return Ask("targets_unset", councils, one, many, reverse("educators:target_add"))


def below(user: Any, today: date) -> Ask:
    """Return the targets of this year with more places set than people in training."""
    year = AcademicYear.of(today)
    rows: QuerySet = Target.objects.visible_to(user).filter(year=year)
    short = Q()
    for stage in STAGES:
        name = stage.replace("-", "_")
        rows = rows.annotate(**{f"{name}_people": in_training(stage)})
        short |= Q(**{f"{name}_places__gt": F(f"{name}_people")})
    one = f"1 target for {year} has more places than people in training"
    many = f"{{}} targets for {year} have more places than people in training"
    return Ask("targets_short", rows.filter(short), one, many, reverse("educators:targets"), asks=False)


def in_training(stage: str) -> Coalesce:
    """Return how many have a place for a stage in a target's year and council, for its row."""
    places = Training.objects.filter(
        educator__council=OuterRef("council"), year=OuterRef("year"), stage=stage
    ).exclude(state=Training.State.WITHDRAWN)
    counted = places.order_by().values("stage").annotate(n=Count("educator", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
