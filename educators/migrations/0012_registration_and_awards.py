import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from kmtp.audit.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("educators", "0011_postings"),
    ]

    # An event trigger for each statement, not for each row: each row's trigger touches the one context again,
    # so that an import of thousands of people would take ever longer.
    operations = [
        Together([pgtrigger.migrations.RemoveTrigger(
            model_name="award",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="award",
            name="update_update",
        ),
        migrations.AddField(
            model_name="award",
            name="evidence_on",
            field=models.DateField(blank=True, null=True, verbose_name="day the certificate was seen"),
        ),
        migrations.AddField(
            model_name="awardevent",
            name="evidence_on",
            field=models.DateField(blank=True, null=True, verbose_name="day the certificate was seen"),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="educator",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="educator",
            name="update_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "educators_awardevent" ("awarded_on", "educator_id", "evidence_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id") SELECT new_values."awarded_on", new_values."educator_id", new_values."evidence_on", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."provider_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d1ac8ea878761948b48bf4f98536056a790b28cb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_27560",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="educators_award",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "educators_awardevent" ("awarded_on", "educator_id", "evidence_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id") SELECT new_values."awarded_on", new_values."educator_id", new_values."evidence_on", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."provider_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="32f6e6a03a4de3d4fae43ff54e6874554341bdcf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9a9fe",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="educators_award",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="educator",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "educators_educatorevent" ("base", "capacity", "confirmed_on", "contracted_hours", "council_id", "email", "first_name", "id", "is_independent", "joined_on", "last_name", "left_on", "on_break_from", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post", "postcode", "provided_by_id", "registered_until", "registration_checked_on", "status_reason", "swe_number", "team_id") SELECT new_values."base", new_values."capacity", new_values."confirmed_on", new_values."contracted_hours", new_values."council_id", new_values."email", new_values."first_name", new_values."id", new_values."is_independent", new_values."joined_on", new_values."last_name", new_values."left_on", new_values."on_break_from", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."post", new_values."postcode", new_values."provided_by_id", new_values."registered_until", new_values."registration_checked_on", new_values."status_reason", new_values."swe_number", new_values."team_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="22b60b6c3d4f972af16bb054d23240b0d3322305",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3312d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="educators_educator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="educator",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "educators_educatorevent" ("base", "capacity", "confirmed_on", "contracted_hours", "council_id", "email", "first_name", "id", "is_independent", "joined_on", "last_name", "left_on", "on_break_from", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post", "postcode", "provided_by_id", "registered_until", "registration_checked_on", "status_reason", "swe_number", "team_id") SELECT new_values."base", new_values."capacity", new_values."confirmed_on", new_values."contracted_hours", new_values."council_id", new_values."email", new_values."first_name", new_values."id", new_values."is_independent", new_values."joined_on", new_values."last_name", new_values."left_on", new_values."on_break_from", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."post", new_values."postcode", new_values."provided_by_id", new_values."registered_until", new_values."registration_checked_on", new_values."status_reason", new_values."swe_number", new_values."team_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."base" IS DISTINCT FROM (new_values."base") OR old_values."capacity" IS DISTINCT FROM (new_values."capacity") OR old_values."confirmed_on" IS DISTINCT FROM (new_values."confirmed_on") OR old_values."contracted_hours" IS DISTINCT FROM (new_values."contracted_hours") OR old_values."council_id" IS DISTINCT FROM (new_values."council_id") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."first_name" IS DISTINCT FROM (new_values."first_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_independent" IS DISTINCT FROM (new_values."is_independent") OR old_values."joined_on" IS DISTINCT FROM (new_values."joined_on") OR old_values."last_name" IS DISTINCT FROM (new_values."last_name") OR old_values."left_on" IS DISTINCT FROM (new_values."left_on") OR old_values."on_break_from" IS DISTINCT FROM (new_values."on_break_from") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."post" IS DISTINCT FROM (new_values."post") OR old_values."postcode" IS DISTINCT FROM (new_values."postcode") OR old_values."provided_by_id" IS DISTINCT FROM (new_values."provided_by_id") OR old_values."registered_until" IS DISTINCT FROM (new_values."registered_until") OR old_values."registration_checked_on" IS DISTINCT FROM (new_values."registration_checked_on") OR old_values."status_reason" IS DISTINCT FROM (new_values."status_reason") OR old_values."swe_number" IS DISTINCT FROM (new_values."swe_number") OR old_values."team_id" IS DISTINCT FROM (new_values."team_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f4f914b09df2f7e6e9bde598f99b3b6a5d3a478b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c672b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="educators_educator",
                    when="AFTER",
                ),
            ),
        )]),
    ]
