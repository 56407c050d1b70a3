"""In one team at a time, kept with less work: an import of 20,000 people writes 20,000 open postings.

An exclusion constraint over all of them cost a third of the import. So it keeps only those that have ended apart;
of the open ones each person has one, and a trigger holds the open one to the days after all that have ended.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

import educators.models.posting

OPEN_LAST = """
CREATE FUNCTION educators_open_posting_is_last() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh JOIN educators_posting AS other ON other.educator_id = fresh.educator_id
         WHERE (other.ended_on IS NULL) <> (fresh.ended_on IS NULL)
           AND daterange(other.started_on, other.ended_on, '[]') && daterange(fresh.started_on, fresh.ended_on, '[]')
    ) THEN
        RAISE EXCEPTION 'A practice educator is in one team at a time.' USING
            ERRCODE = 'exclusion_violation', CONSTRAINT = 'posting_is_in_one_team_at_a_time';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER educators_open_posting_added AFTER INSERT ON educators_posting
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION educators_open_posting_is_last();
CREATE TRIGGER educators_open_posting_changed AFTER UPDATE ON educators_posting
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION educators_open_posting_is_last();
"""
FORGET = """
DROP TRIGGER educators_open_posting_added ON educators_posting;
DROP TRIGGER educators_open_posting_changed ON educators_posting;
DROP FUNCTION educators_open_posting_is_last();
"""


class Migration(migrations.Migration):
    dependencies = [("educators", "0016_plain_words_kept_with_less_work")]

    operations = [
        migrations.RemoveConstraint(model_name="posting", name="posting_is_in_one_team_at_a_time"),
        migrations.AddConstraint(
            model_name="posting",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="posting_is_in_one_team_at_a_time",
                expressions=[
                    ("educator", "="),
                    (
                        educators.models.posting.DateRange(
                            "started_on",
                            "ended_on",
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                        ),
                        "&&",
                    ),
                ],
                condition=models.Q(ended_on__isnull=False),
                violation_error_message="A practice educator is in one team at a time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(
                name="posting_is_open_once",
                fields=["educator"],
                condition=models.Q(ended_on__isnull=True),
                violation_error_message="A practice educator is in one team at a time.",
            ),
        ),
        migrations.RunSQL(OPEN_LAST, FORGET),
    ]
