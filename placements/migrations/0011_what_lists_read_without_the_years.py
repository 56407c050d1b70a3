"""What lists sought row by row, kept where they look: a programme, whether a request is placed, where a student stands.

Route and university of placements and requests, whether a request waits and where a student stands were worked out from
tables that grow by the year. The database keeps them now, and nobody else: each is worked out anew whenever its row is
written, so that a stale copy in somebody's hands cannot overwrite it. A placement that answers a request and one that
is withdrawn meet in the unique index of answers, so the second of two at once sees what the first did.

Students who are here already were added on the day of their first event in the trail, or when a placement was first
asked for.
"""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


KEPT = """
CREATE FUNCTION placements_keep_programme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Locked, so that nobody moves the student to another programme before this is stored.
    SELECT programme_id INTO NEW.programme_id FROM placements_student WHERE id = NEW.student_id FOR KEY SHARE;
    RETURN NEW;
END $$;
CREATE TRIGGER placements_programme_is_kept BEFORE INSERT OR UPDATE ON placements_placement
    FOR EACH ROW EXECUTE FUNCTION placements_keep_programme();
CREATE TRIGGER placements_programme_is_kept BEFORE INSERT OR UPDATE ON placements_request
    FOR EACH ROW EXECUTE FUNCTION placements_keep_programme();

CREATE FUNCTION placements_pass_programme_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE placements_placement SET programme_id = NEW.programme_id WHERE student_id = NEW.id;
    UPDATE placements_request SET programme_id = NEW.programme_id WHERE student_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER placements_programme_is_passed_on AFTER UPDATE OF programme_id ON placements_student
    FOR EACH ROW WHEN (OLD.programme_id IS DISTINCT FROM NEW.programme_id)
    EXECUTE FUNCTION placements_pass_programme_on();

CREATE FUNCTION placements_keep_is_placed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.is_placed := EXISTS (
        SELECT 1 FROM placements_placement WHERE request_id = NEW.id AND state <> 'withdrawn'
    );
    RETURN NEW;
END $$;
CREATE TRIGGER placements_is_placed_is_kept BEFORE INSERT OR UPDATE ON placements_request
    FOR EACH ROW EXECUTE FUNCTION placements_keep_is_placed();

CREATE FUNCTION placements_pass_is_placed_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE placements_request SET is_placed = is_placed WHERE id IN (OLD.request_id, NEW.request_id);
    RETURN NULL;
END $$;
CREATE TRIGGER placements_is_placed_is_passed_on AFTER INSERT OR DELETE ON placements_placement
    FOR EACH ROW EXECUTE FUNCTION placements_pass_is_placed_on();
CREATE TRIGGER placements_is_placed_changes AFTER UPDATE OF state, request_id ON placements_placement
    FOR EACH ROW WHEN ((OLD.state, OLD.request_id) IS DISTINCT FROM (NEW.state, NEW.request_id))
    EXECUTE FUNCTION placements_pass_is_placed_on();

CREATE FUNCTION placements_keep_where_she_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.latest_on := greatest(
        NEW.added_on,
        (SELECT max(starts_on) FROM placements_request WHERE student_id = NEW.id),
        (SELECT max(ends_on) FROM placements_placement WHERE student_id = NEW.id)
    );
    NEW.whereabouts := CASE
        WHEN EXISTS (
            SELECT 1 FROM placements_placement WHERE student_id = NEW.id
               AND state IN ('provisional', 'confirmed', 'active', 'extended', 'paused')
        ) THEN 'placed'
        WHEN EXISTS (
            SELECT 1 FROM placements_request WHERE student_id = NEW.id AND withdrawn_on IS NULL AND NOT is_placed
        ) THEN 'waiting'
        WHEN EXISTS (
            SELECT 1 FROM placements_placement WHERE student_id = NEW.id AND state <> 'withdrawn'
        ) THEN 'before'
        ELSE 'to-send'
    END;
    RETURN NEW;
END $$;
CREATE TRIGGER placements_where_she_stands_is_kept BEFORE INSERT OR UPDATE ON placements_student
    FOR EACH ROW EXECUTE FUNCTION placements_keep_where_she_stands();

CREATE FUNCTION placements_pass_to_student() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE placements_student SET latest_on = latest_on WHERE id IN (OLD.student_id, NEW.student_id);
    RETURN NULL;
END $$;
-- After the request knows whether it is placed: triggers of one event run in the order of their names.
CREATE TRIGGER placements_student_is_told AFTER INSERT OR DELETE ON placements_placement
    FOR EACH ROW EXECUTE FUNCTION placements_pass_to_student();
CREATE TRIGGER placements_student_is_told_of_changes AFTER UPDATE ON placements_placement
    FOR EACH ROW WHEN (
        (OLD.student_id, OLD.request_id, OLD.ends_on, OLD.state)
        IS DISTINCT FROM (NEW.student_id, NEW.request_id, NEW.ends_on, NEW.state)
    ) EXECUTE FUNCTION placements_pass_to_student();
CREATE TRIGGER placements_student_is_told AFTER INSERT OR DELETE ON placements_request
    FOR EACH ROW EXECUTE FUNCTION placements_pass_to_student();
CREATE TRIGGER placements_student_is_told_of_changes AFTER UPDATE ON placements_request
    FOR EACH ROW WHEN (
        (OLD.student_id, OLD.starts_on, OLD.withdrawn_on, OLD.is_placed)
        IS DISTINCT FROM (NEW.student_id, NEW.starts_on, NEW.withdrawn_on, NEW.is_placed)
    ) EXECUTE FUNCTION placements_pass_to_student();
"""
FORGET = """
DROP TRIGGER placements_student_is_told_of_changes ON placements_request;
DROP TRIGGER placements_student_is_told ON placements_request;
DROP TRIGGER placements_student_is_told_of_changes ON placements_placement;
DROP TRIGGER placements_student_is_told ON placements_placement;
DROP TRIGGER placements_where_she_stands_is_kept ON placements_student;
DROP TRIGGER placements_is_placed_changes ON placements_placement;
DROP TRIGGER placements_is_placed_is_passed_on ON placements_placement;
DROP TRIGGER placements_is_placed_is_kept ON placements_request;
DROP TRIGGER placements_programme_is_passed_on ON placements_student;
DROP TRIGGER placements_programme_is_kept ON placements_placement;
DROP TRIGGER placements_programme_is_kept ON placements_request;
DROP FUNCTION placements_pass_to_student(), placements_keep_where_she_stands(), placements_pass_is_placed_on(),
    placements_keep_is_placed(), placements_pass_programme_on(), placements_keep_programme();
"""
FILL = """
UPDATE placements_placement SET programme_id = NULL;
UPDATE placements_request SET programme_id = NULL, is_placed = false;
UPDATE placements_student AS student SET added_on = least(
    (SELECT min(pgh_created_at)::date FROM placements_studentevent WHERE pgh_obj_id = student.id),
    (SELECT min(asked_on) FROM placements_request WHERE student_id = student.id),
    student.added_on
);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('educators', '0020_who_left_or_is_on_a_break'),
        ('partnership', '0003_land'),
        ('placements', '0010_imports_of_students'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='placement',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='request',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='student',
            name='update_update',
        ),
        migrations.RemoveIndex(
            model_name='placement',
            name='placement_held_by_council',
        ),
        migrations.AddField(
            model_name='placement',
            name='programme',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='placements.programme'),
        ),
        migrations.AddField(
            model_name='request',
            name='is_placed',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='request',
            name='programme',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='placements.programme'),
        ),
        migrations.AddField(
            model_name='student',
            name='added_on',
            field=models.DateField(default=django.utils.timezone.localdate, editable=False),
        ),
        migrations.AddField(
            model_name='student',
            name='latest_on',
            field=models.DateField(default=django.utils.timezone.localdate, editable=False),
        ),
        migrations.AddField(
            model_name='student',
            name='whereabouts',
            field=models.CharField(choices=[('placed', 'Has a placement'), ('waiting', 'Waiting for a placement'), ('to-send', 'Nobody asked yet'), ('before', 'Placed before')], default='to-send', editable=False, max_length=8, verbose_name='placement'),
        ),
        migrations.RunSQL(KEPT, FORGET),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='placement',
            name='programme',
            field=models.ForeignKey(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='placements.programme'),
        ),
        migrations.AlterField(
            model_name='request',
            name='programme',
            field=models.ForeignKey(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='placements.programme'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['council', 'ends_on'], name='placement_by_end'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(condition=models.Q(('state__in', ('provisional', 'confirmed', 'active', 'extended', 'paused'))), fields=['council', 'state', 'starts_on', 'ends_on'], name='placement_held_by_council'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('is_placed', False), ('withdrawn_on', None)), fields=['council', 'starts_on'], name='request_waits'),
        ),
        migrations.AddIndex(
            model_name='student',
            index=models.Index(fields=['latest_on'], include=('id', 'programme', 'whereabouts', 'is_ready_for_practice'), name='student_by_latest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."council_id" IS DISTINCT FROM (NEW."council_id") OR OLD."days" IS DISTINCT FROM (NEW."days") OR OLD."days_per_week" IS DISTINCT FROM (NEW."days_per_week") OR OLD."educator_id" IS DISTINCT FROM (NEW."educator_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."request_id" IS DISTINCT FROM (NEW."request_id") OR OLD."scheme_id" IS DISTINCT FROM (NEW."scheme_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_reason" IS DISTINCT FROM (NEW."state_reason") OR OLD."student_id" IS DISTINCT FROM (NEW."student_id") OR OLD."supervisor_id" IS DISTINCT FROM (NEW."supervisor_id") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id"))', func='INSERT INTO "placements_placementevent" ("council_id", "days", "days_per_week", "educator_id", "ends_on", "id", "kind", "offer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "request_id", "scheme_id", "starts_on", "state", "state_reason", "student_id", "supervisor_id", "team_id") VALUES (NEW."council_id", NEW."days", NEW."days_per_week", NEW."educator_id", NEW."ends_on", NEW."id", NEW."kind", NEW."offer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."request_id", NEW."scheme_id", NEW."starts_on", NEW."state", NEW."state_reason", NEW."student_id", NEW."supervisor_id", NEW."team_id"); RETURN NULL;', hash='77b5e305e3a7ba43e62eeddea9d531af3a30c1f1', operation='UPDATE', pgid='pgtrigger_update_update_3ab36', table='placements_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."council_id" IS DISTINCT FROM (NEW."council_id") OR OLD."days_per_week" IS DISTINCT FROM (NEW."days_per_week") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."student_id" IS DISTINCT FROM (NEW."student_id") OR OLD."wishes" IS DISTINCT FROM (NEW."wishes") OR OLD."withdrawn_because" IS DISTINCT FROM (NEW."withdrawn_because") OR OLD."withdrawn_on" IS DISTINCT FROM (NEW."withdrawn_on"))', func='INSERT INTO "placements_requestevent" ("asked_on", "council_id", "days_per_week", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "student_id", "wishes", "withdrawn_because", "withdrawn_on") VALUES (NEW."asked_on", NEW."council_id", NEW."days_per_week", NEW."ends_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."student_id", NEW."wishes", NEW."withdrawn_because", NEW."withdrawn_on"); RETURN NULL;', hash='b831d2881a90a3afac07d366d1ac9b89dbe328b9', operation='UPDATE', pgid='pgtrigger_update_update_49dab', table='placements_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='student',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."first_setting" IS DISTINCT FROM (NEW."first_setting") OR OLD."first_was_statutory" IS DISTINCT FROM (NEW."first_was_statutory") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_driver" IS DISTINCT FROM (NEW."is_driver") OR OLD."is_ready_for_practice" IS DISTINCT FROM (NEW."is_ready_for_practice") OR OLD."learning_needs" IS DISTINCT FROM (NEW."learning_needs") OR OLD."needs_step_free_access" IS DISTINCT FROM (NEW."needs_step_free_access") OR OLD."outward_postcode" IS DISTINCT FROM (NEW."outward_postcode") OR OLD."own_team_id" IS DISTINCT FROM (NEW."own_team_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."retain_until" IS DISTINCT FROM (NEW."retain_until"))', func='INSERT INTO "placements_studentevent" ("first_setting", "first_was_statutory", "id", "is_driver", "is_ready_for_practice", "learning_needs", "needs_step_free_access", "outward_postcode", "own_team_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reference", "retain_until") VALUES (NEW."first_setting", NEW."first_was_statutory", NEW."id", NEW."is_driver", NEW."is_ready_for_practice", NEW."learning_needs", NEW."needs_step_free_access", NEW."outward_postcode", NEW."own_team_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."reference", NEW."retain_until"); RETURN NULL;', hash='278ced46d8f33a47a93d541c6bc0e28b5d1dea7b', operation='UPDATE', pgid='pgtrigger_update_update_72977', table='placements_student', when='AFTER')),
        ),
    ]
