"""A record's history in words: one entry for each change, the newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import formats
from django.utils.timezone import localtime

#: Columns that say nothing to a person.
SILENT = frozenset({"id", "version", "created_at", "updated_at"})
LONGEST = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One field's old and new value, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what, who, when, why, and the fields that changed."""

    what: str
    by: str
    at: datetime
    why: str
    changes: tuple[Change, ...]


def of(record: models.Model) -> list[Entry]:
    """Return the newest fifty entries of ``record``'s history. Two queries: the events and the names."""
    manager: Any = getattr(record, "events", None)
    if manager is None:
        return []
    events = list(manager.select_related("pgh_context").order_by("-pgh_id")[: LONGEST + 1])
    names = _names(events)
    return [_entry(new, old, names, record) for new, old in _pairs(events)][:LONGEST]


def _pairs(events: list[Any]) -> Iterator[tuple[Any, Any]]:
    yield from pairwise([*events, None])


def _names(events: Iterable[Any]) -> dict[int, str]:
    people: set[int] = {_metadata(event)["by"] for event in events if _metadata(event).get("by")}
    found = get_user_model()._default_manager.filter(pk__in=people)
    return {person.pk: str(person) for person in found}


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _entry(new: Any, old: Any, names: dict[int, str], record: models.Model) -> Entry:
    line = _metadata(new)
    return Entry(
        what=line.get("what") or ("Changed" if old else "Added"),
        by=names.get(line.get("by") or 0, "The system"),
        at=new.pgh_created_at,
        why=line.get("why", ""),
        changes=tuple(_changes(new, old, record)) if old else (),
    )


def _changes(new: Any, old: Any, record: models.Model) -> Iterator[Change]:
    for field in record._meta.concrete_fields:
        before, after = getattr(old, field.attname, None), getattr(new, field.attname, None)
        if before != after and field.name not in SILENT:
            yield Change(str(field.verbose_name).capitalize(), _word(field, before), _word(field, after))


def _day(value: date) -> str:
    local = localtime(value) if isinstance(value, datetime) else value
    return formats.date_format(local, "DATETIME_FORMAT" if isinstance(value, datetime) else "DATE_FORMAT")


def _word(field: Any, value: Any) -> str:
    if value in (None, ""):
        return "nothing"
    if field.is_relation:
        return f"another {field.verbose_name}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return _day(value)
    return str(dict(field.flatchoices).get(value, value))
