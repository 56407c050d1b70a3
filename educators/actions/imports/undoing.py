"""Undo a whole import, while nobody has touched what it touched."""

from datetime import date
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import Field

from educators.actions import standing
from educators.actions.imports import statements
from educators.actions.imports.applying import lock_register, locked
from educators.actions.imports.statements import AWARDS, FIELDS
from educators.models import Educator, Import, ImportTouch
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person

NAMED = 3
#: What comes with a person and goes with her; anything else that refers to her was put there by somebody.
HER_OWN = frozenset({"educators_award", "educators_posting"})

TOUCHED_SINCE = """
SELECT DISTINCT touch.educator_key FROM educators_importtouch AS touch
 WHERE touch.source_id = %(source)s AND (
    touch.educator_key IN (SELECT pgh_obj_id FROM educators_educatorevent WHERE pgh_id > %(educator)s)
 OR touch.educator_key IN (SELECT educator_id FROM educators_awardevent WHERE pgh_id > %(award)s)
 OR NOT EXISTS (SELECT 1 FROM educators_educator AS record WHERE record.id = touch.educator_key))
"""

RESTORE = """
UPDATE educators_educator AS record SET {values}
  FROM educators_importtouch AS touch
 WHERE touch.source_id = %(source)s AND NOT touch.is_new AND record.id = touch.educator_key
"""

TAKE_AWARDS_BACK = """
DELETE FROM educators_award AS award USING educators_importtouch AS touch
 WHERE touch.source_id = %(source)s AND touch.educator_key = award.educator_id AND award.kind = %(kind)s
   AND touch.changes ? %(name)s AND touch.changes -> %(name)s ->> 0 IS NULL
"""

RESTORE_AWARDS = """
UPDATE educators_award AS award SET awarded_on = (touch.changes -> %(name)s ->> 0)::date
  FROM educators_importtouch AS touch
 WHERE touch.source_id = %(source)s AND touch.educator_key = award.educator_id AND award.kind = %(kind)s
   AND touch.changes -> %(name)s ->> 0 IS NOT NULL
"""


def why_not_undone(found: Import, today: date) -> str:
    """Return why an import cannot be undone, naming whom; nothing when it can."""
    if not found.can_be_undone_on(today):
        return "This import can no longer be undone."
    changed = [key for (key,) in statements.rows(TOUCHED_SINCE, {"source": found.pk, **found.marks})]
    if changed:
        return f"{_people(changed)} changed since, so this import cannot be undone as a whole."
    for name, keys in _referred_to(found):
        return f"{_people(keys)} used since ({name}), so this import cannot be undone as a whole."
    return ""


def _people(keys: list[int]) -> str:
    names = [person.name for person in Educator.objects.filter(pk__in=keys)[:NAMED]]
    more = f" and {len(keys) - len(names):,} more" if len(keys) > len(names) else ""
    return f"{', '.join(names) or 'Somebody'}{more} {'was' if len(keys) == 1 else 'were'}"


def _referred_to(found: Import) -> Any:
    """Yield each table that refers to people whom the import added, whichever room it is in."""
    for relation in Educator._meta.related_objects:
        field: Any = relation.field
        if (
            isinstance(field, Field)
            and getattr(field, "db_constraint", False)
            and relation.related_model._meta.db_table not in HER_OWN
        ):  # type: ignore[attr-defined]
            new = found.touches.filter(is_new=True).values("educator_key")
            rows = relation.related_model._base_manager.filter(**{f"{field.name}__in": new})
            keys = list(rows.values_list(field.attname, flat=True).distinct())
            if keys:
                yield str(relation.related_model._meta.verbose_name_plural), keys


@recorded("Import undone")
def undo(*, found: Import, by: Person, today: date, why: str = "") -> Import:
    """Give back what an import changed and take away whom it added: all of it, or nothing."""
    lock_register(found.council_id)
    now = locked(found)
    if now.state == Import.State.UNDONE:
        return now
    reason = why_not_undone(now, today)
    if reason:
        raise Refused(reason)
    try:
        _restore(now, today)
    except IntegrityError as error:
        raise Refused("Somebody uses what this import added, so it cannot be undone as a whole.") from error
    now.state, now.undo_until, now.marks = Import.State.UNDONE, None, {}
    now.save()
    return now


def _restore(found: Import, today: date) -> None:
    facts = {"source": found.pk}
    statements.run(RESTORE.format(values=", ".join(_before())), dict(facts))
    for name, kind in AWARDS.items():
        one = facts | {"name": name, "kind": str(kind.value)}
        statements.run(TAKE_AWARDS_BACK, dict(one))
        statements.run(RESTORE_AWARDS, dict(one))
    _take_away(found)
    changed = list(found.touches.filter(is_new=False).values_list("educator_key", flat=True))
    standing.refresh(changed, today=today)
    found.touches.all().delete()


def _before() -> list[str]:
    """Return the assignments that give each column its value of before."""
    fields = [Educator._meta.get_field(name) for name in FIELDS]
    columns = [(name, name, field) for name, field in zip(FIELDS, fields, strict=True)]
    columns.append(("team_key", "team_id", Educator._meta.get_field("team")))
    return [
        f"{column} = CASE WHEN touch.changes ? '{key}' "
        f"THEN (touch.changes -> '{key}' ->> 0)::{field.db_type(connection)} "
        f"ELSE record.{column} END"
        for key, column, field in columns
    ]


def _take_away(found: Import) -> None:
    new = "SELECT educator_key FROM educators_importtouch WHERE source_id = %(source)s AND is_new"
    for table in sorted(HER_OWN & set(connection.introspection.table_names())):
        statements.run(f"DELETE FROM {table} WHERE educator_id IN ({new})", {"source": found.pk})  # noqa: S608
    statements.run(f"DELETE FROM educators_educator WHERE id IN ({new})", {"source": found.pk})  # noqa: S608
    statements.run("SET CONSTRAINTS ALL IMMEDIATE", {})
    statements.run("SET CONSTRAINTS ALL DEFERRED", {})


def forget(today: date) -> int:
    """Forget the values of before of imports that can no longer be undone; return how many imports."""
    past = Import.objects.past_undoing(today)
    ImportTouch.objects.filter(source__in=past)._raw_delete("default")  # type: ignore[attr-defined]
    return past.update(undo_until=None, marks={})
