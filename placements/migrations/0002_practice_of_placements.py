"""Give each placement that started an activity of its own: one that a person wrote is taken over."""

from django.db import migrations

TAKE_OVER = """
UPDATE educators_activity AS work SET source = found.source, ended_on = found.ends_on
  FROM (SELECT DISTINCT ON ({role}_id, starts_on) {role}_id AS person, starts_on, ends_on,
               'placement ' || id || ' {role}' AS source
          FROM placements_placement
         WHERE {role}_id IS NOT NULL AND kind <> 'readiness'
           AND state IN ('active', 'paused', 'passed', 'failed', 'ended-early')
         ORDER BY {role}_id, starts_on, id) AS found
 WHERE work.educator_id = found.person AND work.started_on = found.starts_on
   AND work.kind = '{kind}' AND work.source = ''
"""

ADD = """
INSERT INTO educators_activity (educator_id, kind, started_on, ended_on, weight, source)
SELECT {role}_id, '{kind}', starts_on, ends_on, 1, 'placement ' || id || ' {role}'
  FROM placements_placement AS placed
 WHERE {role}_id IS NOT NULL AND kind <> 'readiness'
   AND state IN ('active', 'paused', 'passed', 'failed', 'ended-early')
   AND NOT EXISTS (SELECT 1 FROM educators_activity WHERE source = 'placement ' || placed.id || ' {role}')
"""


def backfill(apps, schema_editor):
    """Two statements for each role; the hourly task then brings the records up to date."""
    for role, kind in (("educator", "student"), ("supervisor", "supervisor")):
        for statement in (TAKE_OVER, ADD):
            schema_editor.execute(statement.format(role=role, kind=kind))


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0001_placements"),
        ("educators", "0013_activities_kept_in_step"),
    ]

    operations = [migrations.RunPython(backfill, migrations.RunPython.noop, elidable=True)]
