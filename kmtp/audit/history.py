"""A record's history in words: one entry for each change, the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import formats
from django.utils.timezone import localtime

#: Columns that say nothing to a person.
SILENT = frozenset({"id", "version", "created_at", "updated_at"})
LONGEST = 50
NOTHING = "nothing"
#: Who did what nobody is named for: a reader who need not sign in, or a task.
BY_LINK_OR_FORM, THE_SYSTEM = "By personal link or public form", "The system"
#: What a record can point at that is said by name to whoever may see it; anything else is only said to change.
NAMED = frozenset(
    f"partnership.{one}" for one in ("organisation", "team", "locality", "servicearea", "person")
)
#: What a record can point at that says nothing to a person.
UNSAID = frozenset({"mail.personallink"})
Related = dict[tuple[type[models.Model], Any], str]


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


def of(record: models.Model, user: Any = None) -> list[Entry]:
    """Return the newest fifty entries of ``record``'s history, in the words that ``user`` may read.

    What it was changed to point at is named where ``user`` may see that, and to nobody without a user.

    Two queries, the events and the names; one more for each kind of thing that it was changed to point at.
    """
    manager: Any = getattr(record, "events", None)
    if manager is None:
        return []
    events = list(manager.select_related("pgh_context").order_by("-pgh_id")[: LONGEST + 1])
    names, related = _names(events), _related(events, record, user)
    return [_entry(new, old, names, related, record) for new, old in _pairs(events)][:LONGEST]


def _pairs(events: list[Any]) -> Iterator[tuple[Any, Any]]:
    yield from pairwise([*events, None])


def _names(events: Iterable[Any]) -> dict[int, str]:
    people: set[int] = {_metadata(event)["by"] for event in events if _metadata(event).get("by")}
    found = get_user_model()._default_manager.filter(pk__in=people)
    return {person.pk: str(person) for person in found}


def _related(events: list[Any], record: models.Model, user: Any) -> Related:
    """Name what the record was changed to point at, and from, where ``user`` may see that."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for new, old in pairwise(events):
        for field, before, after in _differences(new, old, record):
            if field.is_relation and _label(field) in NAMED:
                wanted[field.related_model] |= {before, after} - {None}
    return {
        (model, one.pk): str(one)
        for model, keys in (wanted.items() if user else ())
        for one in model._default_manager.visible_to(user).filter(pk__in=keys)  # type: ignore[attr-defined]
    }


def _label(field: Any) -> str:
    return str(field.related_model._meta.label_lower)


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def by_whom(line: dict[str, Any], names: dict[int, str]) -> str:
    """Say who did what a line of the trail tells: somebody known, a reader who need not sign in, or a task."""
    by = line.get("by")
    nobody = BY_LINK_OR_FORM if line.get("browser") and by is None else THE_SYSTEM
    return names.get(by or 0, nobody)


def _entry(new: Any, old: Any, names: dict[int, str], related: Related, record: models.Model) -> Entry:
    line = _metadata(new)
    return Entry(
        what=line.get("what") or ("Changed" if old else "Added"),
        by=by_whom(line, names),
        at=new.pgh_created_at,
        why=line.get("why", ""),
        changes=tuple(_changes(new, old, related, record)) if old else (),
    )


def _changes(new: Any, old: Any, related: Related, record: models.Model) -> Iterator[Change]:
    for field, before, after in _differences(new, old, record):
        label = str(field.verbose_name)
        label = label[:1].upper() + label[1:]
        if field.is_relation:
            yield Change(label, *_pointed_at(field, before, after, related))
        else:
            yield Change(label, _word(field, before), _word(field, after))


def _differences(new: Any, old: Any, record: models.Model) -> Iterator[tuple[Any, Any, Any]]:
    for field in record._meta.concrete_fields:
        before, after = getattr(old, field.attname, None), getattr(new, field.attname, None)
        unsaid = field.name in SILENT or (field.is_relation and _label(field) in UNSAID)
        if before != after and not unsaid:
            yield field, before, after


def _pointed_at(field: Any, before: Any, after: Any, related: Related) -> tuple[str, str]:
    """Say by name, or else by kind, what a field pointed at and points at now."""
    kind = str(field.verbose_name)
    one, other = f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}", f"another {kind}"
    words = (one if before else NOTHING, (other if before else one) if after else NOTHING)
    model = field.related_model
    return related.get((model, before), words[0]), related.get((model, after), words[1])


def _day(value: date) -> str:
    local = localtime(value) if isinstance(value, datetime) else value
    return formats.date_format(local, "DATETIME_FORMAT" if isinstance(value, datetime) else "DATE_FORMAT")


def _word(field: Any, value: Any) -> str:
    if value in (None, ""):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return formats.time_format(value)
    if isinstance(value, date):
        return _day(value)
    return str(dict(field.flatchoices).get(value, value))
