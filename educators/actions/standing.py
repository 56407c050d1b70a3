"""Keep on each record what its awards, activities and completed return plans amount to.

Whoever stores an award, an activity or a policy calls ``refresh``; every night a task does, for an activity that
begins or a policy that takes effect with the day.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from educators.models import Activity, Award, ReturnPlan
from educators.models.policy import policy_on
from kmtp.partnership.academic_year import AcademicYear

#: ``practised_until`` of somebody whose counting activity is under way.
UNDER_WAY = date.max

# One statement for one person or for all: awards and activities are each read once and joined, and only rows that
# differ are written. 0.1 s for 20,000 people.
REFRESH = """
WITH people AS (
    SELECT id FROM educators_educator WHERE %(everybody)s OR id = ANY(%(people)s)
), award AS (
    SELECT educator_id,
           min(awarded_on) FILTER (WHERE kind = %(first)s) AS stage_1_on,
           min(awarded_on) FILTER (WHERE kind = ANY(%(full)s)) AS full_award_on
      FROM educators_award WHERE educator_id IN (SELECT id FROM people) GROUP BY educator_id
), work AS (
    SELECT educator_id, max(last_day) AS practised_until
      FROM (SELECT educator_id, coalesce(ended_on, %(under_way)s) AS last_day
              FROM educators_activity
             WHERE educator_id IN (SELECT id FROM people) AND kind = ANY(%(counts)s) AND started_on <= %(today)s
             UNION ALL
            SELECT educator_id, ended_on
              FROM educators_returnplan
             WHERE educator_id IN (SELECT id FROM people) AND state = %(completed)s AND ended_on <= %(today)s
           ) AS practice
     GROUP BY educator_id
), doing AS (
    SELECT educator_id, bit_or(1 << (array_position(%(kinds)s::text[], kind::text) - 1)) AS active_as
      FROM educators_activity
     WHERE educator_id IN (SELECT id FROM people)
       AND started_on <= %(year_ends)s AND (ended_on IS NULL OR ended_on >= %(year_starts)s)
     GROUP BY educator_id
), fresh AS (
    SELECT people.id, award.stage_1_on, award.full_award_on, work.practised_until,
           coalesce(doing.active_as, 0) AS active_as
      FROM people LEFT JOIN award ON award.educator_id = people.id LEFT JOIN work ON work.educator_id = people.id
           LEFT JOIN doing ON doing.educator_id = people.id
)
UPDATE educators_educator AS record
   SET stage_1_on = fresh.stage_1_on,
       full_award_on = fresh.full_award_on,
       practised_until = fresh.practised_until,
       active_as = fresh.active_as
  FROM fresh
 WHERE record.id = fresh.id
   AND (record.stage_1_on, record.full_award_on, record.practised_until, record.active_as)
       IS DISTINCT FROM (fresh.stage_1_on, fresh.full_award_on, fresh.practised_until, fresh.active_as)
"""


def refresh(people: Iterable[int] | None = None, *, today: date) -> int:
    """Bring the records with these keys (or all) up to date; return how many changed. Two queries."""
    year = AcademicYear.of(today)
    facts: dict[str, Any] = {
        "everybody": people is None,
        "people": list(people or ()),
        "first": Award.Kind.STAGE_1.value,
        "full": [str(kind) for kind in Award.FULL],
        "counts": sorted(policy_on(today).counts),
        "completed": ReturnPlan.State.COMPLETED.value,
        "under_way": UNDER_WAY,
        "today": today,
        "kinds": [str(kind) for kind in Activity.Kind.values],
        "year_starts": year.starts_on,
        "year_ends": year.ends_on,
    }
    with connection.cursor() as cursor:
        cursor.execute(REFRESH, facts)
        return int(cursor.rowcount)
