"""All that hangs on one record, read with the record in its one query."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from educators.models import (
    Activity,
    Application,
    AvailabilityAnswer,
    Award,
    Confirmation,
    Cpd,
    Educator,
    Posting,
    ReturnPlan,
    Training,
)
from kmtp.partnership.academic_year import AcademicYear

#: Where each list stands on the row, what it is a list of, and what each of its rows brings along.
PARTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "awards": (Award, ("provider",)),
    "activities": (Activity, ()),
    "trainings": (Training, ("provider", "mentor")),
    "plans": (ReturnPlan, ("mentor",)),
    "cpd": (Cpd, ()),
    "postings": (Posting, ("team",)),
    "applications": (Application, ("intake",)),
    "answers": (AvailabilityAnswer, ("call",)),
    "questions": (Confirmation, ()),
}


def with_parts(rows: QuerySet[Educator], user: Any, year: AcademicYear) -> QuerySet[Educator]:
    """Add all parts of each row to the row's own query; for a page of one record."""
    narrowed = {
        "cpd": Cpd.objects.in_year(year),
        "postings": Posting.objects.past(),
        "applications": Application.objects.visible_to(user),
        "answers": AvailabilityAnswer.objects.order_by("-asked_at"),
    }
    found = {name: narrowed.get(name, model._default_manager.all()) for name, (model, _) in PARTS.items()}
    return rows.annotate(**{f"read_{name}": _as_json(name, part) for name, part in found.items()})


def parts(educator: Educator) -> dict[str, list[Any]]:
    """Return the parts that were read with the record."""
    return {
        name: [_made(model, line, related) for line in getattr(educator, f"read_{name}")]
        for name, (model, related) in PARTS.items()
    }


def _as_json(name: str, rows: QuerySet[Any]) -> ArraySubquery:
    model, related = PARTS[name]
    others = {other: JSONObject(**_columns(_model_of(model, other), f"{other}__")) for other in related}
    line = JSONObject(**_columns(model), **others)
    return ArraySubquery(rows.filter(educator=OuterRef("pk")).values(line=line))


def _columns(model: type[Model], path: str = "") -> dict[str, str]:
    return {field.attname: f"{path}{field.attname}" for field in model._meta.concrete_fields}


def _model_of(model: type[Model], related: str) -> type[Model]:
    found: Any = model._meta.get_field(related).related_model
    return found  # type: ignore[no-any-return]


def _made(model: type[Model], line: dict[str, Any], related: tuple[str, ...] = ()) -> Any:
    fields = model._meta.concrete_fields
    values = [field.to_python(line[field.attname]) for field in fields]
    row = model.from_db("default", [field.attname for field in fields], values)
    for other in related:
        there = line[other]["id"] is not None
        setattr(row, other, _made(_model_of(model, other), line[other]) if there else None)
    return row
