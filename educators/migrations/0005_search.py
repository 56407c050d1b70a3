"""What a list of 20,000 people is searched and counted by, kept by the database whoever writes."""

import django.contrib.postgres.indexes
from django.db import migrations, models

# ``unaccent`` itself depends on a dictionary that somebody may change, so PostgreSQL indexes nothing made with
# it; we name the dictionary and promise not to.
FOLDED = """
CREATE OR REPLACE FUNCTION folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$
"""

KEEP = """
CREATE OR REPLACE FUNCTION educators_keep_findable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place record;
BEGIN
    SELECT name, postcode INTO place FROM partnership_team WHERE id = NEW.team_id;
    NEW.words := folded(concat_ws(' ', NEW.first_name, NEW.last_name, NEW.swe_number, NEW.email, place.name));
    NEW.district := coalesce((
        SELECT district_id FROM partnership_postcode
         WHERE code = coalesce(nullif(NEW.postcode, ''), place.postcode)
    ), '');
    RETURN NEW;
END $$;

CREATE TRIGGER educators_keep_findable
BEFORE INSERT OR UPDATE OF first_name, last_name, swe_number, email, team_id, postcode, words, district
ON educators_educator FOR EACH ROW EXECUTE FUNCTION educators_keep_findable();

CREATE OR REPLACE FUNCTION educators_follow_team() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE educators_educator SET words = words WHERE team_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER educators_follow_team AFTER UPDATE OF name, postcode ON partnership_team
FOR EACH ROW WHEN ((OLD.name, OLD.postcode) IS DISTINCT FROM (NEW.name, NEW.postcode))
EXECUTE FUNCTION educators_follow_team();

CREATE OR REPLACE FUNCTION educators_follow_directory() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE educators_educator AS record SET district = '' FROM (
        SELECT one.id, coalesce(found.district_id, '') AS district
          FROM educators_educator AS one
          LEFT JOIN partnership_team AS team ON team.id = one.team_id
          LEFT JOIN partnership_postcode AS found
                 ON found.code = coalesce(nullif(one.postcode, ''), team.postcode)
    ) AS fresh WHERE fresh.id = record.id AND fresh.district <> record.district;
    RETURN NULL;
END $$;

CREATE TRIGGER educators_follow_directory AFTER INSERT OR UPDATE OR DELETE ON partnership_postcode
FOR EACH STATEMENT EXECUTE FUNCTION educators_follow_directory();
"""

DROP = """
DROP TRIGGER IF EXISTS educators_follow_directory ON partnership_postcode;
DROP TRIGGER IF EXISTS educators_follow_team ON partnership_team;
DROP TRIGGER IF EXISTS educators_keep_findable ON educators_educator;
DROP FUNCTION IF EXISTS educators_follow_directory();
DROP FUNCTION IF EXISTS educators_follow_team();
DROP FUNCTION IF EXISTS educators_keep_findable();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("educators", "0004_currency"),
        ("partnership", "0002_postcodes_and_managers"),
    ]

    operations = [
        migrations.RunSQL(FOLDED, "DROP FUNCTION IF EXISTS folded(text)"),
        migrations.AddField("educator", "words", models.TextField(db_default="", default="", editable=False)),
        migrations.AddField(
            "educator",
            "district",
            models.CharField(db_default="", default="", editable=False, max_length=9),
        ),
        migrations.AddField(
            "educator", "active_as", models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)
        ),
        migrations.RunSQL(KEEP, DROP),
        migrations.RunSQL(
            # Checks put off to the end are made now: PostgreSQL alters no table with triggers still to come.
            "UPDATE educators_educator SET words = ''; SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "educator",
            django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="educator_by_words", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.RemoveIndex("educator", "educator_by_name"),
        migrations.AddIndex(
            "educator",
            models.Index(fields=["council", "last_name", "first_name", "id"], name="educator_by_name"),
        ),
        migrations.AddIndex(
            "educator",
            models.Index(fields=["last_name", "first_name", "id"], name="educator_by_name_anywhere"),
        ),
    ]
