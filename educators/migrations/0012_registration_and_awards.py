import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("educators", "0011_postings"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
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
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_awardevent" ("awarded_on", "educator_id", "evidence_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id") VALUES (NEW."awarded_on", NEW."educator_id", NEW."evidence_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id"); RETURN NULL;',
                    hash="83a513a0fff5181a791982264dede2a591599091",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_27560",
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
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "educators_awardevent" ("awarded_on", "educator_id", "evidence_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id") VALUES (NEW."awarded_on", NEW."educator_id", NEW."evidence_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id"); RETURN NULL;',
                    hash="022d42a2a7ae08999c0ee7fe761fd00ad5bb9cb9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9a9fe",
                    table="educators_award",
                    when="AFTER",
                ),
            ),
        ),
    ]
