"""The history of a record and of what hangs on it: awards, activities and training. Three queries."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from educators.models import Activity, Award, Educator, Training
from kmtp.audit import history
from kmtp.audit.history import LONGEST, Entry, by_whom

#: Each event table, the field that says which one it is, and the words for it.
PARTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("AwardEvent", "kind", {str(key): str(label) for key, label in Award.Kind.choices}),
    ("ActivityEvent", "kind", {str(key): str(label) for key, label in Activity.Kind.choices}),
    ("TrainingEvent", "stage", {str(key): str(label) for key, label in Training.Stage.choices}),
)
WORDS = {name: words for name, _, words in PARTS}


def of(educator: Educator) -> list[Entry]:
    """Return the newest entries of the record and of everything on it, the newest first."""
    entries = [*history.of(educator), *_of_the_parts(educator)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:LONGEST]


def _of_the_parts(educator: Educator) -> Iterable[Entry]:
    first, *others = (_events(name, field, educator) for name, field, _ in PARTS)
    rows = list(first.union(*others, all=True).order_by("-pgh_created_at")[:LONGEST])
    names = _names(rows)
    return [_entry(row, names) for row in rows]


def _events(name: str, field: str, educator: Educator) -> QuerySet[Any, Any]:
    events = apps.get_model("educators", name)._default_manager.filter(educator_id=educator.pk)
    rows: QuerySet[Any, Any] = events.order_by().values(
        "pgh_created_at",
        line=F("pgh_context__metadata"),
        table=Value(name, output_field=CharField()),
        which=Cast(field, CharField()),
    )
    return rows


def _names(rows: list[Any]) -> dict[int, str]:
    people = {row["line"]["by"] for row in rows if (row["line"] or {}).get("by")}
    found = get_user_model()._default_manager.filter(pk__in=people) if people else ()
    return {person.pk: str(person) for person in found}


def _entry(row: Any, names: dict[int, str]) -> Entry:
    line = row["line"] or {}
    what = line.get("what") or f"{row['table'].removesuffix('Event')} recorded"
    return Entry(
        what=f"{what}: {WORDS[row['table']].get(row['which'], row['which'])}",
        by=by_whom(line, names),
        at=row["pgh_created_at"],
        why=line.get("why", ""),
        changes=(),
    )
