"""The SQL of the import: what each row will do, and doing it, for all rows in one statement.

Only names of columns are written into it, and those are constants of this module; values are parameters.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from educators.models import Award, Educator

#: The columns of the file that are columns of the record.
FIELDS = (
    *("first_name", "last_name", "email", "phone", "swe_number", "registered_until", "post", "postcode"),
    *("is_independent", "base", "contracted_hours", "capacity", "joined_on"),
)
AWARDS = {"stage_1": Award.Kind.STAGE_1, "stage_2": Award.Kind.STAGE_2}
#: Every column of the file that waits, in the order in which it is copied.
STAGED = ("source_id", "number", *FIELDS, "team", "team_key", *AWARDS, "outcome", "changes")


def _difference(column: str, before: str) -> str:
    after = f"said.{column}"
    return (
        f"'{column}', CASE WHEN {after} IS NOT NULL AND {after} IS DISTINCT FROM {before} "
        f"THEN jsonb_build_array({before}, {after}) END"
    )


_DIFFERENCES = ",\n".join(
    [
        *(_difference(name, f"record.{name}") for name in FIELDS),
        *(_difference(name, f"award.{name}") for name in AWARDS),
        _difference("team", "team.name"),
        "'team_key', CASE WHEN said.team IS NOT NULL AND said.team IS DISTINCT FROM team.name "
        "THEN jsonb_build_array(record.team_id, said.team_key) END",
    ]
)

# A person is found by her number; without one, or where the register has none for her, by her name.
COMPARED = f"""
WITH said AS MATERIALIZED (
    SELECT *, lower(first_name || ' ' || last_name) AS who
      FROM educators_stagedrow WHERE source_id = %(source)s
), people AS MATERIALIZED (
    SELECT id, swe_number, lower(first_name || ' ' || last_name) AS who
      FROM educators_educator WHERE council_id = %(council)s
), numbered AS MATERIALIZED (
    SELECT said.id AS row_id, said.number, people.id AS key, 1::bigint AS many
      FROM said JOIN people ON people.swe_number = said.swe_number
), named AS (
    SELECT said.id AS row_id, said.number, min(people.id) AS key, count(*) AS many
      FROM said JOIN people ON people.who = said.who AND (said.swe_number IS NULL OR people.swe_number = '')
     WHERE said.id NOT IN (SELECT row_id FROM numbered)
     GROUP BY said.id, said.number
), found AS (
    SELECT *, min(number) FILTER (WHERE many = 1) OVER (PARTITION BY key) AS first
      FROM (SELECT * FROM numbered UNION ALL SELECT * FROM named) AS either
), award AS (
    SELECT educator_id,
           max(awarded_on) FILTER (WHERE kind = %(stage_1)s) AS stage_1,
           max(awarded_on) FILTER (WHERE kind = %(stage_2)s) AS stage_2
      FROM educators_award WHERE educator_id IN (SELECT key FROM found) GROUP BY educator_id
), differs AS (
    SELECT said.id, said.number, said.first_name || ' ' || said.last_name AS name, found.many, found.first,
           CASE WHEN found.many = 1 AND found.first = said.number THEN found.key END AS key,
           CASE WHEN found.many = 1 AND found.first = said.number
                THEN jsonb_strip_nulls(jsonb_build_object({_DIFFERENCES})) ELSE '{{}}'::jsonb END AS changes
      FROM said
      LEFT JOIN found ON found.row_id = said.id
      LEFT JOIN educators_educator AS record ON record.id = found.key
      LEFT JOIN partnership_team AS team ON team.id = record.team_id
      LEFT JOIN award ON award.educator_id = found.key
), compared AS (
    SELECT *, CASE WHEN many IS NULL THEN 'new' WHEN key IS NULL THEN 'refused'
                   WHEN changes = '{{}}'::jsonb THEN 'same' ELSE 'changed' END AS outcome
      FROM differs
)
"""  # noqa: S608

STORE_COMPARISON = f"""{COMPARED}
UPDATE educators_stagedrow AS staged
   SET educator_key = compared.key, outcome = compared.outcome, changes = compared.changes
  FROM compared
 WHERE staged.id = compared.id
   AND (staged.educator_key, staged.outcome, staged.changes)
       IS DISTINCT FROM (compared.key, compared.outcome, compared.changes)
"""  # noqa: S608

STORE_DOUBTS = f"""{COMPARED}
INSERT INTO educators_importproblem (source_id, "row", "column", value, reason)
SELECT %(source)s, number, 'Last name', name,
       CASE WHEN many > 1 THEN 'is the name of ' || many || ' people on the register: give the SWE number'
            ELSE 'is the same person as in row ' || first || ': keep one of them' END
  FROM compared WHERE outcome = 'refused'
"""  # noqa: S608

#: How many rows would do something else now than what somebody looked at.
COUNT_STALE = f"""{COMPARED}
SELECT count(*) FROM compared JOIN educators_stagedrow AS staged ON staged.id = compared.id
 WHERE (staged.educator_key, staged.outcome, staged.changes)
       IS DISTINCT FROM (compared.key, compared.outcome, compared.changes)
"""  # noqa: S608

COUNT_OUTCOMES = (
    "SELECT outcome, count(*) FROM educators_stagedrow WHERE source_id = %(source)s GROUP BY outcome"
)


def _columns(given: Sequence[str], model: type[models.Model]) -> tuple[str, str, dict[str, Any]]:
    """Return the columns of ``model`` that are not ``given``, and parameters with their defaults."""
    rest = [
        field
        for field in model._meta.concrete_fields
        if field.column not in given and not field.primary_key and not field.generated
    ]
    prefix = model._meta.model_name
    values = {
        f"{prefix}_{field.column}": field.get_db_prep_save(field.get_default(), connection) for field in rest
    }
    names = "".join(f', "{field.column}"' for field in rest)
    # A parameter has no type of its own where a SELECT says it.
    said = "".join(f", %({prefix}_{field.column})s::{field.db_type(connection)}" for field in rest)
    return names, said, values


# Each new person gets her key first, so that people and awards are stored by statements of their own: PostgreSQL
# fires the triggers of one large statement that does all of it five times more slowly.
NOTE_NEW = """
INSERT INTO educators_importtouch (source_id, number, educator_key, is_new, changes)
SELECT source_id, number, nextval((SELECT pg_get_serial_sequence('educators_educator', 'id')::regclass)), true,
       '{}'::jsonb
  FROM (SELECT source_id, number FROM educators_stagedrow
         WHERE source_id = %(source)s AND outcome = 'new' ORDER BY number) AS fresh
"""
_NEW = """educators_stagedrow AS staged
  JOIN educators_importtouch AS touch ON touch.source_id = staged.source_id AND touch.number = staged.number
 WHERE staged.source_id = %(source)s AND touch.is_new"""


def add_people() -> tuple[str, dict[str, Any]]:
    """Return the statement that adds the new people; what the file does not say is as a new record has it."""
    given = ("council_id", *FIELDS, "team_id", "stage_1_on", "full_award_on")
    names, values, facts = _columns(given, Educator)
    fields: list[Any] = [Educator._meta.get_field(name) for name in FIELDS if name != "joined_on"]
    said = [f"coalesce(staged.{field.column}, %(blank_{field.column})s)" for field in fields]
    blanks = {f"blank_{field.column}": "" if field.empty_strings_allowed else None for field in fields}
    blanks |= {f"blank_{field.column}": field.get_default() for field in fields if field.has_default()}
    return (
        f"INSERT INTO educators_educator (id, {', '.join(given)}{names}) "  # noqa: S608
        f"SELECT touch.educator_key, %(council)s, {', '.join(said)}, "
        "coalesce(staged.joined_on, %(today)s::date), staged.team_key, "
        f"staged.stage_1, staged.stage_2{values} FROM {_NEW}"
    ), facts | blanks


def add_award(column: str) -> tuple[str, dict[str, Any]]:
    """Return the statement that adds one kind of award to the new people."""
    names, values, facts = _columns(("educator_id", "kind", "awarded_on"), Award)
    return (
        f"INSERT INTO educators_award (educator_id, kind, awarded_on{names}) "  # noqa: S608
        f"SELECT touch.educator_key, %({column})s, staged.{column}{values} FROM {_NEW} "
        f"AND staged.{column} IS NOT NULL"
    ), facts


CHANGE_PEOPLE = f"""
UPDATE educators_educator AS record
   SET {", ".join(f"{name} = coalesce(staged.{name}, record.{name})" for name in FIELDS)},
       team_id = CASE WHEN staged.changes ? 'team' THEN staged.team_key ELSE record.team_id END
  FROM educators_stagedrow AS staged
 WHERE staged.source_id = %(source)s AND staged.outcome = 'changed' AND record.id = staged.educator_key
"""  # noqa: S608


def change_awards() -> tuple[str, dict[str, Any]]:
    """Return the statement that stores the awards of people who were on the register already."""
    names, values, facts = _columns(("educator_id", "kind", "awarded_on"), Award)
    lists = " UNION ALL ".join(
        f"SELECT educator_key, %({name})s, {name}{values} FROM educators_stagedrow "  # noqa: S608
        f"WHERE source_id = %(source)s AND outcome = 'changed' AND changes ? '{name}'"
        for name in AWARDS
    )
    return (
        f"INSERT INTO educators_award (educator_id, kind, awarded_on{names}) {lists} "  # noqa: S608
        "ON CONFLICT (educator_id, kind) DO UPDATE SET awarded_on = excluded.awarded_on"
    ), facts


NOTE_CHANGES = """
INSERT INTO educators_importtouch (source_id, number, educator_key, is_new, changes)
SELECT source_id, number, educator_key, false, changes FROM educators_stagedrow
 WHERE source_id = %(source)s AND outcome = 'changed'
"""


def facts_of(source: int, council: int, **more: Any) -> dict[str, Any]:
    """Return the parameters that every statement takes."""
    kinds = {name: str(kind.value) for name, kind in AWARDS.items()}
    return {"source": source, "council": council, **kinds, **more}


def run(statement: str, facts: dict[str, Any]) -> int:
    """Run one statement; return how many rows it was."""
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return int(cursor.rowcount)


def compare(statement: str, facts: dict[str, Any]) -> int:
    """Run a statement that compares; in a transaction."""
    with by_hashing(), connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return int(cursor.rowcount)


@contextmanager
def by_hashing() -> Iterator[None]:
    """Join by hashing: PostgreSQL knows nothing of rows that were copied a moment ago, and would loop over them."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = on")


@contextmanager
def checking_references_at_once() -> Iterator[None]:
    """Check foreign keys with each statement, not at the end.

    With many checks pending, each trigger that writes an event takes longer than the one before it.
    """
    run("SET CONSTRAINTS ALL IMMEDIATE", {})
    yield
    run("SET CONSTRAINTS ALL DEFERRED", {})


def rows(statement: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return what a question finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return list(cursor.fetchall())


def copy_into(table: str, columns: Iterable[str], lines: Sequence[str]) -> None:
    """Copy lines of text into a table, the quickest way into PostgreSQL."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", io.BytesIO("\n".join(lines).encode()))
