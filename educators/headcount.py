"""How many: what the map and the manager's figures count, each in one grouped query."""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from educators.models import Activity, Stage, Status

AWARDED = Q(stage__in=(Stage.STAGE_1, Stage.STAGE_2))
#: Who can be asked now: with an award, and neither on a break nor gone.
CAN_BE_ASKED = AWARDED & Q(status=Status.ACTIVE)


def with_students(educators: QuerySet, today: date) -> Any:
    """Add ``students``: how many each teaches today, by the activities on the record."""
    work = Activity.objects.filter(educator=OuterRef("pk"), kind=Activity.Kind.STUDENT, started_on__lte=today)
    under_way = work.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))
    number = under_way.order_by().values("educator").annotate(number=Count("pk")).values("number")
    return educators.annotate(students=Coalesce(Subquery(number), Value(0)))


def grouped(educators: QuerySet, today: date, *by: str) -> list[dict[str, Any]]:
    """Count rows of ``for_the_register`` by these columns. One query."""
    free = Greatest(F("capacity") - F("students"), Value(0))
    counted = with_students(educators, today).order_by().values(*by)
    return list(
        counted.annotate(
            people=Count("pk"),
            stage_2=Count("pk", filter=Q(stage=Stage.STAGE_2)),
            stage_1=Count("pk", filter=Q(stage=Stage.STAGE_1)),
            trainees=Count("pk", filter=Q(stage=Stage.TRAINEE)),
            current=Count("pk", filter=Q(currency__in=("current", "due"))),
            due=Count("pk", filter=Q(currency="due")),
            returning=Count("pk", filter=Q(currency="returning")),
            lapsed=Count("pk", filter=Q(currency="lapsed")),
            offered=Coalesce(Sum("capacity", filter=CAN_BE_ASKED), Value(0)),
            free=Coalesce(Sum(free, filter=CAN_BE_ASKED), Value(0)),
        )
    )
