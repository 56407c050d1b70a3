"""Undo a whole import of students, while nobody has touched what it touched. What was before stands in the trail."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.actions.imports.applying import lock_students, locked
from placements.actions.imports.storing import MODELS, What
from placements.actions.imports.uploading import put_away
from placements.models import Placement, StudentImport, StudentTouch

NAMED = 3
#: A file that nobody applies or puts away holds confidential profiles; so long it waits.
WAITS_DAYS = 14
GONE = "What was before is not on record any more, so this import cannot be undone."


def why_not_undone(found: StudentImport, today: date) -> str:
    """Return why an import cannot be undone, naming whom by reference; nothing when it can."""
    if not found.can_be_undone_on(today):
        return "This import can no longer be undone."
    for why, rows in ((_changed(found), "changed"), (_placed(found), "placed"), (_used(found), "used")):
        for numbers in why:
            return f"{_who(found, numbers)} {rows} since, so this import cannot be undone as a whole."
    return ""


def _who(found: StudentImport, keys: list[tuple[str, int]]) -> str:
    names = [_reference(MODELS[what], key) for what, key in keys[:NAMED]]
    more = f" and {len(keys) - NAMED:,} more" if len(keys) > NAMED else ""
    return f"{', '.join(dict.fromkeys(names))}{more} {'was' if len(keys) == 1 else 'were'}"


def _reference(model: Any, key: int) -> str:
    record = model._base_manager.filter(pk=key).first()
    return str(getattr(record, "student", record) or "Somebody")


def _touches(found: StudentImport, what: str, **more: Any) -> list[int]:
    return list(found.touches.filter(what=what, **more).order_by("number").values_list("key", flat=True))


def _changed(found: StudentImport) -> Iterator[list[tuple[str, int]]]:
    """Yield the records that changed since, or are gone."""
    for what, model in MODELS.items():
        keys, after = _touches(found, what), found.marks["after"][what]
        events = model.pgh_event_models["update"].objects.filter(pgh_obj_id__in=keys, pgh_id__gt=after)
        there = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        since = set(events.values_list("pgh_obj_id", flat=True)) | (set(keys) - there)
        if since:
            yield [(what, key) for key in keys if key in since]


def _placed(found: StudentImport) -> Iterator[list[tuple[str, int]]]:
    """Yield the requests of which a placement has come."""
    keys = _touches(found, What.REQUEST)
    held = Placement.objects.filter(request__in=keys).exclude(state="withdrawn")
    settled = sorted({key for key in held.values_list("request_id", flat=True) if key is not None})
    if settled:
        yield [(What.REQUEST, key) for key in settled]


def _used(found: StudentImport) -> Iterator[list[tuple[str, int]]]:
    """Yield what the import added and something else refers to by now, whichever room it is in."""
    own = {MODELS[what]: set(_touches(found, what, is_new=True)) for what in MODELS}
    for what, model in MODELS.items():
        for relation in model._meta.related_objects:
            used = _referring(relation, own[model], own)
            if used:
                yield [(what, key) for key in used]


def _referring(relation: Any, keys: Iterable[int], own: dict[Any, set[int]]) -> list[int]:
    field = relation.field
    if not getattr(field, "db_constraint", False):
        return []
    rows = relation.related_model._base_manager.filter(**{f"{field.name}__in": keys})
    others = rows.exclude(pk__in=own.get(relation.related_model, set()))
    return sorted(set(others.values_list(field.attname, flat=True)))


@recorded("Import of students undone")
def undo(*, found: StudentImport, by: Person, today: date) -> StudentImport:
    """Give back what an import changed and take away what it added: all of it, or nothing."""
    lock_students(found)
    now = locked(found)
    if now.state == StudentImport.State.UNDONE:
        return now
    reason = why_not_undone(now, today)
    if reason:
        raise Refused(reason)
    try:
        _restore(now)
    except IntegrityError as error:
        raise Refused("Somebody uses what this import added, so it cannot be undone as a whole.") from error
    now.state, now.undo_until, now.marks = StudentImport.State.UNDONE, None, {}
    now.save()
    return now


def _restore(found: StudentImport) -> None:
    for what, model in MODELS.items():
        _give_back(model, _touches(found, what, is_new=False), found.marks["before"][what])
    for what, model in reversed(MODELS.items()):
        model.objects.filter(pk__in=_touches(found, what, is_new=True)).delete()
    found.touches.all().delete()


def _give_back(model: Any, keys: list[int], before: int) -> None:
    """Give records the values that the trail has of them before the import; what it does not have, triggers keep."""
    trail = model.pgh_event_models["update"]
    events = trail.objects.filter(pgh_obj_id__in=keys, pgh_id__lte=before)
    last = list(events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id"))
    if len(last) < len(keys):
        raise Refused(GONE)
    tracked = {field.attname for field in trail._meta.concrete_fields}
    fields = [one for one in model._meta.concrete_fields if one.attname in tracked and not one.primary_key]
    records = model.objects.in_bulk(keys)
    for event in last:
        for field in fields:
            setattr(records[event.pgh_obj_id], field.attname, getattr(event, field.attname))
    if records:
        model.objects.bulk_update(records.values(), [field.name for field in fields])


def forget(today: date) -> int:
    """Forget what undoing no longer needs, and files that waited too long; return how many imports."""
    past = StudentImport.objects.past_undoing(today)
    StudentTouch.objects.filter(source__in=past).delete()
    long_ago = today - timedelta(days=WAITS_DAYS)
    waited = list(StudentImport.objects.unfinished().filter(uploaded_at__date__lt=long_ago).defer("content"))
    for found in waited:
        put_away(found=found, by=None)
    return len(waited) + past.update(undo_until=None, marks={})
