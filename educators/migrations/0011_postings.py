import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kmtp.audit.together import Together

import educators.models.posting

# Who was in which team when, whoever writes ``team_id``: a form, an import or an action. The day is the one that
# ``educators.actions.postings.with_day`` names for this transaction, else today; somebody new starts on joining.
# Never two teams on one day: a second move on a day takes the place of the first.
KEEP = """
CREATE FUNCTION educators_keep_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    day date := nullif(current_setting('kmtp.moved_on', true), '')::date;
BEGIN
    IF day IS NULL THEN
        day := (now() AT TIME ZONE 'Europe/London')::date;
    END IF;
    DELETE FROM educators_posting WHERE educator_id = NEW.id AND ended_on IS NULL AND started_on >= day;
    UPDATE educators_posting SET ended_on = day - 1 WHERE educator_id = NEW.id AND ended_on IS NULL;
    SELECT greatest(day, max(ended_on) + 1) INTO day FROM educators_posting WHERE educator_id = NEW.id;
    IF NEW.team_id IS NOT NULL THEN
        INSERT INTO educators_posting (educator_id, team_id, started_on) VALUES (NEW.id, NEW.team_id, day);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION educators_post_the_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO educators_posting (educator_id, team_id, started_on)
    SELECT id, team_id, coalesce(nullif(current_setting('kmtp.moved_on', true), '')::date, joined_on)
      FROM fresh WHERE team_id IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER educators_posting_of_somebody_new AFTER INSERT ON educators_educator
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION educators_post_the_new();
CREATE TRIGGER educators_posting_after_a_move AFTER UPDATE OF team_id ON educators_educator
    FOR EACH ROW WHEN (OLD.team_id IS DISTINCT FROM NEW.team_id) EXECUTE FUNCTION educators_keep_postings();
INSERT INTO educators_posting (educator_id, team_id, started_on)
    SELECT id, team_id, joined_on FROM educators_educator WHERE team_id IS NOT NULL;
"""
FORGET = """
DROP TRIGGER educators_posting_of_somebody_new ON educators_educator;
DROP TRIGGER educators_posting_after_a_move ON educators_educator;
DROP FUNCTION educators_keep_postings();
DROP FUNCTION educators_post_the_new();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("educators", "0010_guidance"),
        ("partnership", "0003_land"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-started_on"],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="posting",
            name="educator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="postings", to="educators.educator"
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="partnership.team"
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="successor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="took_over", to="partnership.team"
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="team",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="succession", to="partnership.team"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                ),
                name="posting_ends_after_it_starts",
                violation_error_message="The last day in the team must be on or after the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        educators.models.posting.DateRange(
                            "started_on",
                            "ended_on",
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                        ),
                        "&&",
                    ),
                    ("educator", "="),
                ],
                name="posting_is_in_one_team_at_a_time",
                violation_error_message="A practice educator is in one team at a time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("team", models.F("successor")), _negated=True),
                name="succession_is_of_another_team",
                violation_error_message="Choose another team as the successor.",
            ),
        )]),
        migrations.RunSQL(KEEP, FORGET),
    ]
